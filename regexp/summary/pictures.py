"""What overview.png shows of a sweep: its axes, its settings and its result in words."""

from collections.abc import Mapping, Sequence
from math import isfinite
from pathlib import Path

from regexp.analysis.cells import CellSummary
from regexp.analysis.choices import dose, is_dose
from regexp.describe import counted
from regexp.errors import FileError
from regexp.history import higher_is_better
from regexp.plots.overview import draw_overview
from regexp.plots.ruler import written
from regexp.plots.survey import Axis, Overview, Spot
from regexp.record import Setting, SweepRow
from regexp.summary.findings import Findings, findings_of
from regexp.summary.naming import settings_in_words
from regexp.summary.ranking import flaws
from regexp.summary.wording import (
    OVERLAP,
    axes_in_a_title,
    axis_in_words,
    interval_in_words,
    metric_name,
    seeds_in_words,
    short_key,
    value_in_words,
)

WIDENED = f"intervals widened: {OVERLAP}"
"""What pictures say of intervals that are wider than usual."""


def draw(rows: Sequence[SweepRow], axes: Sequence[str], monitor: str, path: Path) -> None:
    """Draw the overview of a sweep, named by its directory; raises FileError where it can't be written."""
    try:
        draw_overview(path, overview_of(rows, axes, monitor, path.parent.name))
    except OSError as error:
        raise FileError(f"{path}: cannot be written: {error.strerror or error}") from error


def overview_of(rows: Sequence[SweepRow], axes: Sequence[str], monitor: str, name: str) -> Overview:
    """Return the overview of a sweep over some axes; `name` is that of the sweep."""
    findings = findings_of(rows, axes, monitor)
    shown = [_axis(axis, findings.levels[axis]) for axis in findings.axes]
    spots = {summary.cell: _spot(findings, summary) for summary in findings.summaries}
    return Overview(
        title=_title(findings, name),
        subtitle=f"{_what(findings)}\n{_result(findings, spots)}",
        monitor=monitor,
        axes=tuple(shown),
        spots=tuple(sorted(spots.values(), key=lambda spot: spot.place)),
        best=_among(spots, findings.best),
        baseline=_among(spots, findings.baseline),
        choice=_among(spots, findings.choice),
        note=WIDENED if findings.is_widened else "",
        is_comparable=findings.obstacle is None,
    )


def _title(findings: Findings, name: str) -> str:
    """Return what is shown against what."""
    axes = axes_in_a_title(findings.axes) if findings.axes else seeds_in_words(*findings.seeds_each)
    return f"{name}: {metric_name(findings.monitor)} {'by' if findings.axes else 'of'} {axes}"


def _what(findings: Findings) -> str:
    """Return how much was measured, when, and which way is better."""
    sizes = counted(len(findings.summaries), "setting"), seeds_in_words(*findings.seeds_each)
    better = "higher" if higher_is_better(findings.monitor) else "lower"
    mean = "means of runs" if findings.is_repeated else "runs"
    return f"{' x '.join(sizes)}; {mean} at their best epochs; {better} is better"


def _result(findings: Findings, spots: Mapping[str, Spot]) -> str:
    """Return what is best, and what the baseline has."""
    best, baseline = findings.best, findings.baseline
    if best is None:
        return f"Not comparable: {findings.obstacle}" if findings.obstacle else "No setting is best"
    if len(findings.summaries) == 1:
        return f"{metric_name(findings.monitor).capitalize()} {_interval(findings, best)}"
    words = f"Best: {spots[best.cell].name}, {_interval(findings, best)}"
    if baseline is best:
        return f"{words}; that is the baseline"
    if baseline is None:
        return words
    return f"{words}; baseline {spots[baseline.cell].name}, {_interval(findings, baseline)}"


def _interval(findings: Findings, summary: CellSummary) -> str:
    """Return a mean with half of its interval, or why there is none."""
    if not isfinite(summary.mean):
        return flaws(summary)
    return interval_in_words(findings.monitor, summary.mean, summary.half_width)


def _axis(axis: str, levels: Sequence[Setting]) -> Axis:
    """Return an axis; of a dose, what is left out is 0."""
    numbers = _numbers(axis, levels)
    words = map(value_in_words, levels) if numbers is None else map(written, numbers)
    return Axis(short_key(axis), axis_in_words(axis), tuple(words), numbers)


def _numbers(axis: str, levels: Sequence[Setting]) -> tuple[float, ...] | None:
    """Return levels as different numbers, None where they are not."""
    as_numbers = [dose(level) if level is None and is_dose(axis) else level for level in levels]
    found = [float(one) for one in as_numbers if isinstance(one, int | float) and not isinstance(one, bool)]
    return tuple(found) if len(set(found)) == len(levels) else None


def in_few_characters(value: Setting) -> str:
    """Return a value as pictures write it: `1e-5`, `256x256`."""
    return written(value) if isinstance(value, float) else value_in_words(value)


def _spot(findings: Findings, summary: CellSummary) -> Spot:
    """Return one setting; the name of an arm's leaves out what the arm doesn't set."""
    place = tuple(findings.levels[axis].index(summary.settings.get(axis)) for axis in findings.axes)
    is_validation = findings.monitor.startswith("validation")
    words = settings_in_words(findings.settings(summary), in_few_characters)
    return Spot(
        name=" ".join(words) or counted(summary.seeds, "seed"),
        place=place,
        values=summary.values,
        mean=summary.mean,
        half_width=summary.half_width,
        other=summary.train if is_validation else summary.validation,
        flaw="" if isfinite(summary.mean) else flaws(summary),
    )


def _among(spots: Mapping[str, Spot], summary: CellSummary | None) -> Spot | None:
    return spots[summary.cell] if summary else None
