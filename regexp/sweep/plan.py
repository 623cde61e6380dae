"""The runs of a sweep: every cell of its grid with every seed."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from regexp.config import Config, config_hash
from regexp.grid import Cell, Grid
from regexp.place import Place
from regexp.record import RunDirectory, SweepDirectory, SweepRow


@dataclass(frozen=True)
class Run:
    """One cell with one seed."""

    cell: Cell
    seed: int

    @property
    def name(self) -> str:
        """What tells the run from the sweep's others: its directory below `cells`."""
        return f"{self.cell.name}/seed={self.seed}"

    @property
    def config(self) -> Config:
        """The run's resolved config."""
        return self.cell.config.model_copy(update={"seed": self.seed})

    @cached_property
    def hash(self) -> str:
        """The hash of its config, which its files must have."""
        return config_hash(self.config)

    def place(self, directory: SweepDirectory) -> Place:
        """Return where the run is written; its files don't wait for the disk."""
        return Place(directory.run(self.name), self.hash, durable=False)

    def row(self, run: RunDirectory) -> SweepRow | None:
        """Return what came of the run, None where it has neither ended nor failed; raises DamagedFile."""
        if not run.is_done:
            return self.failed(run.failure) if run.failure is not None else None
        result = run.result
        return SweepRow(
            cell=self.cell.name,
            settings=self.cell.settings,
            seed=self.seed,
            status=result["status"],
            path=f"cells/{self.name}",
            epochs=result["epochs"],
            best=result["best"],
            last=result["last"],
            redrawn=tuple(result.get("redrawn", ())),
            rows=result["rows"],
        )

    def failed(self, reason: str) -> SweepRow:
        """Return the row of this run after it failed."""
        settings, path = self.cell.settings, f"cells/{self.name}"
        return SweepRow(self.cell.name, settings, self.seed, "failed", path, reason=reason)


@dataclass(frozen=True)
class Plan:
    """All runs of a grid: each cell with each of its seeds."""

    grid: Grid

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Every run."""
        return tuple(Run(cell, seed) for cell in self.grid.cells for seed in cell.seeds)

    def named(self, names: Iterable[str]) -> list[Run]:
        """Return the runs of these names."""
        return [self._by_name[name] for name in names]

    @cached_property
    def _by_name(self) -> dict[str, Run]:
        return {run.name: run for run in self.runs}
