"""A sweep, and one setting of it, as objects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from regexp.analysis.agreed import agreed
from regexp.analysis.agreement import Agreement
from regexp.collection import CellDirectory, FailedRun, rows_of, settings_of_cells, value_at
from regexp.config import Config, load_config
from regexp.describe import counted
from regexp.history import number_at
from regexp.opened.frames import data_frame, stacked
from regexp.opened.run import Run
from regexp.opened.telling import tell
from regexp.record import DamagedFile, Setting, SweepDirectory, setting_in_words
from regexp.spec import Array
from regexp.summary.findings import findings_of
from regexp.summary.naming import settings_in_words


@dataclass(frozen=True, repr=False)
class Group:
    """Finished runs of one sweep, whose `axes` are the full names of the settings that it varies.

    `failed` are those that could not be trained.
    """

    path: Path
    axes: tuple[str, ...]
    runs: tuple[Run, ...] = field(hash=False)
    failed: tuple[FailedRun, ...] = field(default=(), hash=False)

    def __iter__(self) -> Iterator[Run]:
        """Go through the runs."""
        return iter(self.runs)

    def __len__(self) -> int:
        """Return how many runs have ended."""
        return len(self.runs)

    @cached_property
    def metrics(self) -> Array:
        """What was measured in all runs, a structured array: an entry for each epoch of each run.

        Its fields are the axes, `seed` and the columns of metrics.csv. Files that are damaged are named in
        warnings and left out.
        """
        found = [(self._settings(run) | {"seed": run.seed}, _measured(run)) for run in self.runs]
        return stacked([(same, measured) for same, measured in found if measured is not None])

    def to_dataframe(self) -> Any:
        """Return a pandas DataFrame with one row a run; ImportError where pandas is not installed.

        Columns are those of results.csv: the axes, seed, status, best_* and last_* metrics, epochs, redrawn,
        reason, path. Runs that failed come last and have no metrics.
        """
        cells = settings_of_cells(self._sweep) if self.failed else {}
        rows = [*map(self._row, self.runs), *(self._failed_row(run, cells) for run in self.failed)]
        return data_frame(rows)

    @property
    def _sweep(self) -> SweepDirectory:
        """The sweep that the runs are of."""
        return CellDirectory(self.path).sweep

    def _settings(self, run: Run) -> dict[str, Any]:
        """Return what a run has on the axes."""
        return {axis: _plain(value_at(run.settings, axis)) for axis in self.axes}

    def _failed_row(self, run: FailedRun, cells: Mapping[str, Mapping[str, Setting]]) -> dict[str, Any]:
        """Return what a table says of a run that failed; what it set, the sweep's description says."""
        path = run.directory.path
        settings = cells.get(path.parent.name, {})
        known = {axis: _plain(value_at(settings, axis)) for axis in self.axes}
        seed = int(path.name.removeprefix("seed="))
        about = {"epochs": 0, "redrawn": "", "reason": run.reason, "path": str(path)}
        return {**known, "seed": seed, "status": "failed", **about}

    def _row(self, run: Run) -> dict[str, Any]:
        """Return what a table says of a run."""
        measured = {
            f"{which}_{name}": number_at(numbers, name)
            for which, numbers in (("best", run.best), ("last", run.last))
            for name in numbers
        }
        redrawn = "+".join(run.result.get("redrawn", ()))
        about = {"epochs": run.result["epochs"], "redrawn": redrawn, "reason": "", "path": str(run.path)}
        return {**self._settings(run), "seed": run.seed, "status": run.status, **measured, **about}


class Cell(Group):
    """One setting of a sweep: its finished runs, one a seed."""

    def __repr__(self) -> str:
        """Return path, setting and seeds."""
        words = " ".join(settings_in_words(self.settings)) or "no axes but seeds"
        return f"<Cell {self.path}: {words}, {counted(len(self), 'run')}>"

    @property
    def settings(self) -> Mapping[str, Setting]:
        """What this setting has on the sweep's axes, by full name; empty without finished runs."""
        return {axis: value_at(run.settings, axis) for run in self.runs[:1] for axis in self.axes}

    @cached_property
    def verdict(self) -> Agreement | None:
        """What the verdicts on its runs have in common; None where none has ended."""
        return agreed([run.finished for run in self.runs]) if self.runs else None


@dataclass(frozen=True, repr=False)
class Sweep(Group):
    """A sweep: its finished runs by `runs` and `cells`; of `planned` runs."""

    planned: int = 0

    def __repr__(self) -> str:
        """Return path, axes, and how many runs are done."""
        done = f"{len(self):,} of {counted(self.planned, 'run')} done, {len(self.failed):,} failed"
        return f"<Sweep {self.path}: {', '.join(self.axes) or 'seeds only'}; {done}>"

    @cached_property
    def config(self) -> Config:
        """The config that the axes change; raises RegexpError where sweep.yaml can't be understood."""
        return load_config(str(self.path / "sweep.yaml")).config

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The settings that have finished runs, in the order of their directories' names."""
        found: dict[Path, list[Run]] = {}
        for run in self.runs:
            found.setdefault(run.path.parent, []).append(run)
        return tuple(
            Cell(path, self.axes, tuple(runs), tuple(self._failed_in(path))) for path, runs in found.items()
        )

    def _failed_in(self, cell: Path) -> Iterator[FailedRun]:
        """Yield the runs of a setting that failed."""
        return (run for run in self.failed if run.directory.path.parent == cell)

    @property
    def _sweep(self) -> SweepDirectory:
        return SweepDirectory(self.path)

    @property
    def verdict(self) -> Agreement | None:
        """The verdict on its best setting; None where there is none. `cells` have their own."""
        return self.best.verdict if self.best else None

    @property
    def best(self) -> Cell | None:
        """The setting with the best mean of what is monitored, at each run's best epoch.

        It was picked by looking, so that its own mean is a little rosy. None where no setting was measured,
        or where they can't be compared.
        """
        if not self.runs:
            return None
        rows = rows_of([run.finished for run in self.runs], self.axes)
        best = findings_of(rows, self.axes, self.runs[0].result["monitor"]).best
        return next((cell for cell in self.cells if best and cell.settings == best.settings), None)


def _measured(run: Run) -> Array | None:
    """Return what was measured in a run; None where that can't be read, of which a warning tells."""
    try:
        return run.metrics
    except DamagedFile as error:
        tell(str(error))
        return None


def _plain(value: Setting) -> Any:
    """Return a setting as a table has it: rows of numbers such as widths in words, 256x256."""
    return setting_in_words(value) if isinstance(value, tuple) else value
