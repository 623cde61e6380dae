"""What a sweep found, as its closing panel and its picture show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from regexp.analysis.cells import CellSummary, summarize
from regexp.analysis.choices import baseline, best, one_standard_error, ranked
from regexp.record import Setting, SweepRow


@dataclass(frozen=True)
class Findings:
    """The runs of a sweep and its settings; `axes` are those of which there is more than one value.

    `levels` are the values of each of these axes. `best`, `baseline` and `choice`,
    the most regularized setting within one standard error of the best, are among `summaries`, or None.
    """

    rows: Sequence[SweepRow]
    axes: tuple[str, ...]
    monitor: str
    levels: Mapping[str, tuple[Setting, ...]]
    summaries: Sequence[CellSummary]
    best: CellSummary | None
    baseline: CellSummary | None
    choice: CellSummary | None

    @property
    def ranked(self) -> list[CellSummary]:
        """The settings from the best to the worst, and after them those without a mean."""
        return ranked(self.summaries, self.monitor)

    @property
    def is_repeated(self) -> bool:
        """Whether a setting was measured with more than one seed."""
        return any(summary.seeds > 1 for summary in self.summaries)

    @property
    def is_even(self) -> bool:
        """Whether every setting was measured with as many seeds."""
        return len({summary.seeds for summary in self.summaries}) == 1

    def settings(self, summary: CellSummary) -> dict[str, Setting]:
        """Return what a setting sets of the axes that vary; an arm leaves out what it doesn't set."""
        return {axis: summary.settings[axis] for axis in self.axes if axis in summary.settings}


def findings_of(rows: Sequence[SweepRow], axes: Iterable[str], monitor: str) -> Findings:
    """Return what the runs of a sweep over some axes say about a metric such as `validation_loss`."""
    summaries = summarize(rows, monitor)
    found = {axis: _levels(axis, summaries) for axis in axes}
    levels = {axis: values for axis, values in found.items() if len(values) > 1}
    only = next(iter(levels)) if len(levels) == 1 else None
    return Findings(
        rows=rows,
        axes=tuple(levels),
        monitor=monitor,
        levels=levels,
        summaries=summaries,
        best=best(summaries, monitor),
        baseline=baseline(summaries, monitor),
        choice=one_standard_error(summaries, only, monitor) if only else None,
    )


def _levels(axis: str, summaries: Iterable[CellSummary]) -> tuple[Setting, ...]:
    """Return the values of an axis, each once: None, where it is left out, numbers ascending, the others."""
    values = dict.fromkeys(summary.settings.get(axis) for summary in summaries)
    nothing = [value for value in values if value is None]
    numbers = sorted(value for value in values if isinstance(value, int | float))
    others = [value for value in values if isinstance(value, str | tuple)]
    return (*nothing, *numbers, *others)
