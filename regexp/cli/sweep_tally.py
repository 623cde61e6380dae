"""How far a sweep is: runs, running means over seeds, time left. Cheap, however many runs there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from time import monotonic

from regexp.describe import metric_in_words
from regexp.history import higher_is_better
from regexp.record import SweepRow


@dataclass
class CellState:
    """What the finished runs of one cell found; a cell is `lost` once a run of it diverged or failed.

    `mean` is that of the monitored metric over the `measured` runs.
    """

    measured: int = 0
    mean: float = 0.0
    diverged: bool = False
    lost: bool = False

    def add(self, row: SweepRow, monitor: str) -> None:
        """Count a finished run."""
        self.diverged |= row.status == "diverged"
        self.lost |= row.status in ("diverged", "failed")
        value = row.best.get(monitor)
        if row.status != "failed" and value is not None and isfinite(value):
            self.measured += 1
            self.mean += (value - self.mean) / self.measured

    @property
    def is_candidate(self) -> bool:
        """Whether the cell can be the best: it has a mean, and no run of it diverged."""
        return self.measured > 0 and not self.diverged


class SweepTally:
    """The finished runs of a sweep, and the epochs of those under way.

    The time left assumes that the runs to come take as long as those finished since the start; a run under
    way counts by the share of its epochs.
    """

    def __init__(
        self,
        cells: Iterable[str],
        seeds: int,
        monitor: str,
        runs: int,
        epochs: int,
        done: Sequence[SweepRow],
        words: Mapping[str, str] | None = None,
    ) -> None:
        """Begin with the rows of `done`; the other runs have `epochs` epochs between them.

        `words` are what cells are called where that is not their name.
        """
        self._words = words or {}
        self.cells = {name: CellState() for name in cells}
        self.seeds, self.monitor, self.runs = seeds, monitor, runs
        self.finished = 0
        self._epochs_under_way = 0
        self._epochs_a_run = max(1, epochs / max(1, runs - len(done)))
        self._ranked: list[str] | None = None
        for row in done:
            self.add(row)
        self._before, self._start = float(len(done)), monotonic()

    def train(self, epochs: int) -> None:
        """Count epochs that runs under way have trained since the last call."""
        self._epochs_under_way += epochs

    def resume(self, epochs: int) -> None:
        """Count epochs that a run under way was trained before; they say nothing about the time left."""
        self._epochs_under_way += epochs
        self._before += epochs / self._epochs_a_run

    def add(self, row: SweepRow) -> None:
        """Count a finished run, whose epochs are no longer under way."""
        self.finished += 1
        self._epochs_under_way = max(0, self._epochs_under_way - row.epochs)
        self.cells[row.cell].add(row, self.monitor)
        self._ranked = None

    @property
    def done(self) -> float:
        """Finished runs, and the parts of those under way."""
        if not self._epochs_under_way:
            return self.finished
        return min(self.runs, self.finished + self._epochs_under_way / self._epochs_a_run)

    def ranked(self) -> list[str]:
        """Return the names of the cells that can be the best, the best first."""
        if self._ranked is None:
            sign = -1 if higher_is_better(self.monitor) else 1
            candidates = (name for name, cell in self.cells.items() if cell.is_candidate)
            self._ranked = sorted(candidates, key=lambda name: sign * self.cells[name].mean)
        return self._ranked

    def called(self, cell: str) -> str:
        """Return what a cell is called: its settings, without regularizers that it has not got."""
        return self._words.get(cell, cell)

    def mean_in_words(self, cell: str) -> str:
        """Return a cell's mean as people say it: `0.291`, `91.2%`."""
        return metric_in_words(self.monitor, self.cells[cell].mean)

    def best_in_words(self) -> str:
        """Return the best cell and its mean, nothing as long as there is none."""
        if not self.ranked():
            return ""
        best, metric = self.ranked()[0], metric_name(self.monitor)
        label = f"best so far {self.called(best)}:" if len(self.cells) > 1 else "mean"
        return f"{label} {metric} {self.mean_in_words(best)}"

    def time_left(self) -> str:
        """Return the time left, `0:40 left`; nothing before it can be told and when there is none."""
        since = self.done - self._before
        if since <= 0 or self.finished == self.runs:
            return ""
        seconds = round((monotonic() - self._start) * (self.runs - self.done) / since)
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02} left" if hours else f"{minutes}:{seconds:02} left"


def metric_name(metric: str) -> str:
    """Return a metric's column as words: `validation loss`."""
    return metric.replace("_", " ")
