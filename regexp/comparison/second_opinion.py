"""Whether another metric, such as accuracy beside the loss, names the same setting the best."""

from collections.abc import Iterator
from math import isfinite

from regexp.comparison.comparison import Comparison, Line
from regexp.comparison.words import name_of, sure_change
from regexp.describe import metric_in_words
from regexp.summary.wording import metric_name


def second_opinion(comparison: Comparison, best: Line) -> Iterator[str]:
    """Say what another metric has for the best and the baseline, and whether it would choose another."""
    companion = comparison.companion
    if companion is None or companion.best is None:
        return
    own, baseline, winner = _same(companion, best), companion.baseline, companion.best
    if not isfinite(_mean(companion, own)):
        return
    if baseline is not None and baseline is not own and isfinite(_mean(companion, baseline)):
        before, after = _written(companion, baseline), _written(companion, own)
        name = _name(companion).capitalize()
        yield f"{name} is the same, {after}." if before == after else f"{name}: {before} -> {after}."
    if winner is not own and _written(companion, winner) != _written(companion, own):
        yield _disagreement(comparison, companion, own, winner)


def _disagreement(comparison: Comparison, companion: Comparison, own: Line, winner: Line) -> str:
    """Say which setting another metric would choose, and whether that may be chance."""
    name = _name(companion)
    said = f"{name} {name_of(companion, winner)} leads with {_written(companion, winner)}"
    is_undecided = comparison.baseline not in (None, comparison.best) and comparison.surest is None
    if is_undecided and companion.surest is winner:
        return f"By {said}: surely better than the baseline, {sure_change(companion, winner)}."
    if _is_apart(companion, own, winner):
        return f"{metric_name(comparison.metric).capitalize()} and {name} disagree: by {said}."
    return f"By {said}{', but that may be chance' if companion.request.significance != 'none' else ''}."


def _same(companion: Comparison, line: Line) -> Line:
    """Return the line of the same setting."""
    return next(one for one in companion.lines if one.entry is line.entry)


def _is_apart(companion: Comparison, line: Line, winner: Line) -> bool:
    """Tell whether a setting can be told from the best one."""
    is_tested = companion.request.significance != "none"
    return is_tested and min(len(one.entry.runs) for one in (line, winner)) > 1 and not line.is_tied


def _name(companion: Comparison) -> str:
    return metric_name(companion.metric).removeprefix("validation ")


def _mean(companion: Comparison, line: Line) -> float:
    """Return a line's mean over the seeds that all lines have."""
    return line.ranked_by.mean


def _written(companion: Comparison, line: Line) -> str:
    return metric_in_words(companion.metric, _mean(companion, line))
