"""Settings compared by a metric: how good each is, how sure that is, and how it differs from the baseline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite

from regexp.analysis.cells import CellSummary
from regexp.collection import Collection, FinishedRun
from regexp.comparison.entries import Entry
from regexp.comparison.request import Request
from regexp.history import Moment, higher_is_better
from regexp.record import Setting
from regexp.statistics import Difference, Interval


@dataclass(frozen=True, eq=False)
class Line:
    """One row: a setting, its metric at both moments, and its difference from the baseline's at both.

    `summary` is of the metric at the moment that the request asks for (means of train and validation, median
    epoch, diverged runs; NaN means where a run diverged), `ranked_by` the same over the seeds that all sound
    settings have, and `adjusted_p` that difference's p after Holm over
    all rows, NaN where there is none. Differences are None for the baseline, without one, and where a run
    diverged. `memorized` is the mean fraction of flipped labels that were learned at the last epoch, NaN
    without label noise. `overlap` is what Nadeau and Bengio's correction adds to 1/n.
    """

    entry: Entry
    summary: CellSummary
    ranked_by: CellSummary
    intervals: Mapping[Moment, Interval]
    differences: Mapping[Moment, Difference | None]
    adjusted_p: float
    is_tied: bool
    overlap: float
    memorized: float

    @property
    def settings(self) -> Mapping[str, Setting]:
        """What it is, by full field name."""
        return self.entry.settings

    @property
    def underfits(self) -> bool:
        """Whether most of its runs have the verdict that they underfit."""
        verdicts = [run.result["verdict"]["kind"] for run in self.entry.runs]
        return 2 * verdicts.count("underfit") > len(verdicts)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Settings from the best to the worst, those with diverged runs last.

    `runs` are those that pass the filter, `differing` the settings in which they differ, of which `keys` tell
    lines apart (`arm` for arms), `metric` is a column such as `validation_loss`. `best`, `baseline` and
    `choice`, the most regularized setting within one standard error of the best on one axis, are among
    `lines`, or None. `obstacle` is what keeps settings from being compared, so that all three are None.
    `compared` is how many differences from the baseline p-values were adjusted for, and `remarks` say how
    lines of several settings were chosen. `displayed` are the lines in the order in which they are shown,
    which is another one only where it was asked for. `companion` are the same settings with the same baseline
    by another metric, such as accuracy beside the loss, if one was measured.
    """

    request: Request
    collection: Collection
    runs: Sequence[FinishedRun]
    differing: tuple[str, ...]
    keys: tuple[str, ...]
    metric: str
    lines: Sequence[Line]
    displayed: Sequence[Line]
    best: Line | None
    baseline: Line | None
    choice: Line | None
    obstacle: str | None
    compared: int
    remarks: tuple[str, ...]
    companion: "Comparison | None" = None

    @property
    def name(self) -> str:
        """The metric without its split: `loss`, `accuracy`."""
        return self.metric.removeprefix("validation_").removeprefix("train_")

    @property
    def overlap(self) -> float:
        """The largest overlap of the splits of any line's runs."""
        return max(line.overlap for line in self.lines)

    @property
    def is_repeated(self) -> bool:
        """Whether a line has more than one seed."""
        return any(len(line.entry.runs) > 1 for line in self.lines)

    @property
    def is_even(self) -> bool:
        """Whether every line has as many seeds."""
        return len({len(line.entry.runs) for line in self.lines}) == 1

    @cached_property
    def shared_seeds(self) -> set[int] | None:
        """The seeds that all settings with a mean have; None where each has the same ones."""
        lines = [line for line in self.lines if isfinite(line.summary.mean)]
        seeds = [{run.seed for run in line.entry.runs} for line in lines]
        return None if all(one == seeds[0] for one in seeds) else set.intersection(*seeds)

    @property
    def is_solved(self) -> bool:
        """Whether all runs had one epoch, as exact solvers have, so that the best is the last."""
        return all(run.result["epochs"] == 1 for run in self.runs)

    @property
    def surest(self) -> Line | None:
        """The first line that is surely better than the baseline; None where that may be chance for each."""
        return next((line for line in self.lines if self._is_surely_better(line)), None)

    def _is_surely_better(self, line: Line) -> bool:
        found = line.differences[self.request.at]
        is_sure = line.adjusted_p <= self.request.level
        return is_sure and found is not None and is_better(self.metric, found)

    def names(self, line: Line) -> dict[str, Setting]:
        """Return what sets a line apart, by full field name."""
        return {key: line.settings[key] for key in self.keys}


def is_better(metric: str, difference: Difference) -> bool:
    """Tell whether a difference from the baseline is for the better."""
    return difference.mean > 0 if higher_is_better(metric) else difference.mean < 0
