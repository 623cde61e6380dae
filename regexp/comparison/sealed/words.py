"""What the sealed test rows say, and what may be claimed of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite, nan

from regexp.analysis import ONE_SEED
from regexp.comparison.claims import significance_in_words
from regexp.comparison.columns import Column
from regexp.comparison.comparison import Comparison
from regexp.comparison.in_common import data_name
from regexp.comparison.layout import Layout, below_names, fitting
from regexp.comparison.numbers import p_in_words
from regexp.comparison.sealed.scores import Scores
from regexp.comparison.words import change_of, name_of
from regexp.describe import counted
from regexp.record.looks import LOOKS, Look
from regexp.statistics import Difference, difference, holm, mean_interval
from regexp.summary.wording import interval_in_words, metric_name, seeds_in_words


@dataclass(frozen=True, eq=False)
class Results:
    """Scores on the test rows with their differences from the baseline's, None for itself and without one."""

    comparison: Comparison
    tested: Sequence[Scores]
    differences: Sequence[Difference | None]
    p: Sequence[float]

    @property
    def metric(self) -> str:
        """The metric's name on test rows: `test_loss`."""
        return f"test_{self.comparison.name}"

    @property
    def rows(self) -> int:
        """How many test rows there are."""
        return self.tested[0].line.entry.runs[0].result["rows"]["test"]


def results_of(comparison: Comparison, tested: Sequence[Scores]) -> Results:
    """Return scores with differences; p-values of arms are adjusted by Holm, that of one setting is not."""
    baseline = next((one for one in tested if one.line is comparison.baseline), None)
    differences = [_difference(comparison, one, baseline) for one in tested]
    p = holm([nan if one is None else one.p for one in differences])
    return Results(comparison, tested, differences, p)


def heading(results: Results) -> str:
    """Return what was measured on which rows."""
    comparison = results.comparison
    seeds = [len(one.values) for one in results.tested]
    mean = f", mean over {seeds_in_words(min(seeds), max(seeds))}" if max(seeds) > 1 else ""
    rows = counted(results.rows, "row")
    data = data_name(results.tested[0].line.entry.runs[0])
    return (
        f"{metric_name(results.metric)} on {rows} of {data} that took no part in training or "
        f"choosing, at each run's {comparison.request.at} epoch{mean}."
    )


def table(results: Results) -> list[str]:
    """Return a line for each setting or arm: its score, and its difference from the baseline."""
    comparison = results.comparison
    roles = {id(comparison.best): "best", id(comparison.baseline): "baseline"}
    names = [name_of(comparison, one.line) for one in results.tested]
    side = [Column("", [roles.get(id(one.line), "") for one in results.tested], left=True)]
    numbers = [
        Column(results.comparison.name, [_score(results, one) for one in results.tested], left=True),
        Column("against baseline", [_change(results.metric, one) for one in results.differences], left=True),
        Column("p", [p_in_words(p) if isfinite(p) else "" for p in results.p]),
    ]
    kept = [column for column in numbers if any(column.cells)]
    layout = fitting([*side, Column("", names, left=True)], kept)
    nothing = ["" for _ in names]
    return layout.lines(nothing) if layout else below_names(Layout(side, kept), names, nothing)


def claims(results: Results) -> Iterator[str]:
    """Say how it was tested, and of what the intervals speak."""
    known = [one for one in results.differences if one is not None]
    seeds = max(len(one.values) for one in results.tested)
    if seeds == 1:
        yield ONE_SEED
    yield from significance_in_words(
        results.comparison.request.significance, known, ", not adjusted: one comparison"
    )
    if seeds > 1:
        yield (
            f"Every seed is scored on the same {counted(results.rows, 'row')}: the intervals say how other "
            "seeds would score on these rows, not how the settings would on other test rows."
        )


def looks(earlier: Sequence[Look]) -> str:
    """Say how often these rows have been looked at, and what that means."""
    if not earlier:
        return f"This was the first look at these rows; {LOOKS} counts them."
    times = "once" if len(earlier) == 1 else f"{len(earlier):,} times"
    return (
        f"Warning: these rows were looked at {times} before, first on {earlier[0].time[:10]} ({LOOKS}). "
        "Whoever chooses again after a look chooses by the test rows, and they wear out: report the first "
        "look."
    )


def _difference(comparison: Comparison, one: Scores, baseline: Scores | None) -> Difference | None:
    """Return the difference from the baseline where all scores are finite and there are seeds to compare."""
    request = comparison.request
    if baseline is None or one is baseline:
        return None
    if not all(map(isfinite, [*one.values.values(), *baseline.values.values()])):
        return None
    if request.significance != "welch" and not one.values.keys() & baseline.values.keys():
        return None
    return difference(one.values, baseline.values, request.significance, request.confidence)


def _score(results: Results, one: Scores) -> str:
    found = mean_interval([*one.values.values()], results.comparison.request.confidence)
    return interval_in_words(results.metric, found.mean, found.half_width)


def _change(metric: str, found: Difference | None) -> str:
    if found is None:
        return ""
    return "identical" if found.is_identical else change_of(metric, found)
