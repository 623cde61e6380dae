"""What a sweep found, as its closing panel and its picture show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite

from regexp.analysis.cells import CellSummary, summarize
from regexp.analysis.choices import baseline, best, is_dose, one_standard_error, ranked
from regexp.grid import flat
from regexp.grid.flat import flat_axes
from regexp.record import Setting, SweepRow
from regexp.summary.comparable import obstacle


@dataclass(frozen=True)
class Findings:
    """The runs of a sweep and its settings by its `axes`, of which `levels` are the values.

    `best`, `baseline` and `choice`, the most regularized setting within one standard error of the best, are
    among `summaries`, or None. `obstacle` is what keeps settings from being compared, so that all are None.
    `is_whole` says whether no runs are missing.
    """

    rows: Sequence[SweepRow]
    axes: tuple[str, ...]
    monitor: str
    levels: Mapping[str, tuple[Setting, ...]]
    summaries: Sequence[CellSummary]
    best: CellSummary | None
    baseline: CellSummary | None
    choice: CellSummary | None
    obstacle: str | None
    is_whole: bool

    @property
    def ranked(self) -> Sequence[CellSummary]:
        """The settings from the best to the worst and those without a mean; unordered if not comparable."""
        return self.summaries if self.obstacle else ranked(self.summaries, self.monitor)

    @property
    def is_measured(self) -> bool:
        """Whether a setting has a mean."""
        return any(isfinite(summary.mean) for summary in self.summaries)

    @property
    def is_repeated(self) -> bool:
        """Whether a setting was measured with more than one seed."""
        return any(summary.seeds > 1 for summary in self.summaries)

    @property
    def is_widened(self) -> bool:
        """Whether an interval is wider than usual since splits overlap."""
        return any(summary.overlap and isfinite(summary.half_width) for summary in self.summaries)

    @property
    def seeds_each(self) -> tuple[int, int]:
        """The least and the most seeds that a setting was run with, failed runs among them."""
        counts = [summary.seeds + summary.failed for summary in self.summaries]
        return min(counts, default=0), max(counts, default=0)

    @property
    def is_even(self) -> bool:
        """Whether every setting was measured with as many seeds."""
        return len({summary.seeds for summary in self.summaries}) == 1

    def settings(self, summary: CellSummary) -> dict[str, Setting]:
        """Return what a setting sets of the axes that vary; an arm leaves out what it doesn't set."""
        return {axis: summary.settings[axis] for axis in self.axes if axis in summary.settings}


def findings_of(
    rows: Sequence[SweepRow], axes: Sequence[str], monitor: str, is_whole: bool = True
) -> Findings:
    """Return what the runs of a sweep over some axes say about a metric such as `validation_loss`.

    An axis with one value is left out where the sweep `is_whole`: otherwise its other values are to come.
    Of an axis of mappings the fields in them are axes.
    """
    names = flat_axes(axes, [row.settings for row in rows])
    rows = rows if names == tuple(axes) else [_flat(row, names) for row in rows]
    summaries = summarize(rows, monitor)
    found = {axis: _levels(axis, summaries) for axis in names}
    levels = {axis: values for axis, values in found.items() if len(values) > 1 or not is_whole}
    only = next(iter(levels)) if len(levels) == 1 else None
    obstructed = obstacle((axis for axis, values in levels.items() if len(values) > 1), monitor)
    candidates = [] if obstructed else summaries
    return Findings(
        rows=rows,
        axes=tuple(levels),
        monitor=monitor,
        levels=levels,
        summaries=summaries,
        best=best(candidates, monitor),
        baseline=baseline(candidates, monitor),
        choice=one_standard_error(candidates, only, monitor) if only else None,
        obstacle=obstructed,
        is_whole=is_whole,
    )


def _flat(row: SweepRow, names: Sequence[str]) -> SweepRow:
    """Return a row with fields in place of mappings; regularizers that it has not got are off."""
    settings = flat(row.settings)
    off = {name: 0.0 if is_dose(name) else None for name in names if name.startswith("regularization.")}
    absent = {} if "arm" in settings else off
    return replace(
        row,
        settings={name: {**absent, **settings}[name] for name in names if name in settings or name in absent},
    )


def _levels(axis: str, summaries: Iterable[CellSummary]) -> tuple[Setting, ...]:
    """Return the values of an axis, each once: None, where it is left out, numbers ascending, the others."""
    values = dict.fromkeys(summary.settings.get(axis) for summary in summaries)
    nothing = [value for value in values if value is None]
    numbers = sorted(value for value in values if isinstance(value, int | float))
    others = [value for value in values if isinstance(value, str | tuple)]
    return (*nothing, *numbers, *others)
