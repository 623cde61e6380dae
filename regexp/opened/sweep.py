"""A sweep, and one setting of it, as objects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from regexp.collection import FailedRun, rows_of, value_at
from regexp.config import Config, load_config
from regexp.describe import counted
from regexp.history import number_at
from regexp.opened.frames import data_frame
from regexp.opened.run import Run
from regexp.record import Setting, setting_in_words
from regexp.summary.findings import findings_of
from regexp.summary.wording import settings_in_words


@dataclass(frozen=True, repr=False)
class Group:
    """Finished runs of one sweep, whose `axes` are the full names of the settings that it varies."""

    path: Path
    axes: tuple[str, ...]
    runs: tuple[Run, ...] = field(hash=False)

    def __iter__(self) -> Iterator[Run]:
        """Go through the runs."""
        return iter(self.runs)

    def __len__(self) -> int:
        """Return how many runs have ended."""
        return len(self.runs)

    def to_dataframe(self) -> Any:
        """Return a pandas DataFrame with one row a run; ImportError where pandas is not installed.

        Columns are those of results.csv: the axes, seed, status, best_* and last_* metrics, epochs, path.
        """
        return data_frame(self._row(run) for run in self.runs)

    def _row(self, run: Run) -> dict[str, Any]:
        """Return what a table says of a run."""
        settings = {axis: _plain(value_at(run.settings, axis)) for axis in self.axes}
        measured = {
            f"{which}_{name}": number_at(numbers, name)
            for which, numbers in (("best", run.best), ("last", run.last))
            for name in numbers
        }
        about = {"epochs": run.result["epochs"], "path": str(run.path)}
        return {**settings, "seed": run.seed, "status": run.status, **measured, **about}


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


@dataclass(frozen=True, repr=False)
class Sweep(Group):
    """A sweep: its finished runs by `runs` and `cells`; `failed` could not be trained; of `planned` runs."""

    failed: tuple[FailedRun, ...] = field(default=(), hash=False)
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
        return tuple(Cell(path, self.axes, tuple(runs)) for path, runs in found.items())

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


def _plain(value: Setting) -> Any:
    """Return a setting as a table has it: rows of numbers such as widths in words, 256x256."""
    return setting_in_words(value) if isinstance(value, tuple) else value
