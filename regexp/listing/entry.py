"""A run or a sweep as a line of the list."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import nan
from pathlib import Path

from regexp.collection import FinishedRun, State, differing, facts
from regexp.grid.values import is_number
from regexp.history import cost
from regexp.record import Setting
from regexp.summary.comparable import obstacle

MEASURED = ("best.", "last.", "verdict.", "epochs", "seconds")
"""Facts that are averaged over the seeds of a setting."""


@dataclass(frozen=True)
class Entry:
    """A run or sweep: `written` is when it was begun or extended, in seconds since 1970.

    `settings` are those of each run, or of what is begun where no run has a result. `fits` counts the runs
    that fit the filter, None without one.
    """

    path: Path
    kind: str
    written: float
    state: State
    settings: Sequence[Mapping[str, Setting]]
    fits: int | None = None

    @property
    def name(self) -> str:
        """The directory's name, which other commands take."""
        return self.path.name

    @cached_property
    def age(self) -> float:
        """How many seconds ago it was begun or extended."""
        return time.time() - self.written

    @cached_property
    def monitor(self) -> str | None:
        """The metric that all runs look at, None where they differ or have no results."""
        found = {run.result["monitor"] for run in self.state.collection.runs}
        return found.pop() if len(found) == 1 else None

    @cached_property
    def cells(self) -> Mapping[Path, Sequence[FinishedRun]]:
        """The runs that have ended by the directory of their setting."""
        cells: dict[Path, list[FinishedRun]] = {}
        for run in self.state.collection.runs:
            cells.setdefault(run.directory.path.parent, []).append(run)
        return cells

    @cached_property
    def is_comparable(self) -> bool:
        """Whether its settings can be compared by the metric that they look at."""
        axes = self.state.collection.axes or differing(self.settings)
        if self.monitor is None or not (axes or len(self.cells) == 1):
            return False
        return obstacle(axes, self.monitor) is None

    @cached_property
    def chosen(self) -> Sequence[FinishedRun]:
        """The runs of the best setting; all where settings can't be compared."""
        return min(self.cells.values(), key=self._cost) if self.is_comparable else self.state.collection.runs

    @property
    def best(self) -> float:
        """The mean of the monitored metric over the best setting's runs, each at its best epoch.

        NaN where there is none, or where settings can't be compared.
        """
        return _mean(self.chosen, self.monitor) if self.is_comparable and self.monitor else nan

    @cached_property
    def shape(self) -> tuple[int, int] | None:
        """The numbers of settings and of seeds, None where they don't multiply to the number of runs."""
        collection = self.state.collection
        others = [*(run.directory.path for run in collection.failed), *(run.path for run in self.state.begun)]
        cells = {*self.cells, *(path.parent for path in others)}
        seeds = {*(f"seed={run.seed}" for run in collection.runs), *(path.name for path in others)}
        if self.kind == "run":
            return 1, 1
        return (len(cells), len(seeds)) if len(cells) * len(seeds) == collection.planned else None

    @cached_property
    def facts(self) -> Mapping[str, Setting]:
        """What its best setting's runs have in common, and the means of what was measured.

        Where settings can't be compared, what all runs have in common: a mean over data sets says nothing.
        """
        found = [facts(run) for run in self.chosen]
        names, is_mean = (found or [{}])[0], self.is_comparable
        return {name: _common(name, [run.get(name) for run in found], is_mean) for name in names}

    def _cost(self, runs: Sequence[FinishedRun]) -> float:
        """Return the mean of a setting signed so that lower is better, infinite where there is none."""
        monitor = self.monitor or ""
        return cost(monitor, _mean(runs, monitor))


def _mean(runs: Sequence[FinishedRun], monitor: str) -> float:
    """Return the mean of a metric at each run's best epoch, NaN where one diverged or has no number."""
    values = [run.result["best"].get(monitor) for run in runs if run.result["status"] != "diverged"]
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known and len(known) == len(runs) else nan


def _common(name: str, values: Sequence[Setting], is_mean: bool) -> Setting:
    """Return the value that several runs have, of one setting the mean of what was measured; else nothing."""
    if len(set(values)) == 1:
        return values[0]
    numbers = [value for value in values if is_number(value)]
    is_measured = name.startswith(MEASURED) and len(numbers) == len(values)
    return sum(numbers) / len(numbers) if is_measured and is_mean else None
