"""Lines of a comparison in words: what they are called, how they differ, what goes with a metric."""

import re
from collections.abc import Sequence
from math import isfinite

from regexp.comparison.comparison import Comparison, Line
from regexp.comparison.numbers import p_in_sentence, signed
from regexp.describe import wrapped
from regexp.statistics import Difference, mean_interval
from regexp.summary.naming import called
from regexp.summary.ranking import WIDTH
from regexp.summary.wording import half_width_in_words, interval_in_words

LEAST_SHARE = 0.005
"""What is less rounds to 0 % and is not said."""
KEPT_TOGETHER = re.compile(r"p [=<] |\S+ ± \S+")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def name_of(comparison: Comparison, line: Line) -> str:
    """Return what a line is called: `l2=0.01 with dropout=0.5`, `dropout=0.5 alone`, the name of an arm."""
    names = comparison.names(line)
    return str(names["arm"]) if list(names) == ["arm"] else called(names)


def spelled(number: int) -> str:
    """Return a small number in letters."""
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


def interval_of(comparison: Comparison, line: Line) -> str:
    """Return a line's mean with its interval at the moment asked for, over the seeds that all have."""
    interval = mean_interval(line.ranked_by.values, comparison.request.confidence, line.overlap)
    return interval_in_words(comparison.metric, interval.mean, interval.half_width)


def size_of(metric: str, difference: Difference) -> str:
    """Return how large a difference is, with its interval: `0.041 ± 0.019`, `1.8 ± 0.4 points`."""
    size = half_width_in_words(metric, abs(difference.mean))
    known = isfinite(difference.half_width)
    interval = f" ± {half_width_in_words(metric, difference.half_width)}" if known else ""
    return f"{size}{interval}{' points' if metric.endswith('accuracy') else ''}"


def change_of(metric: str, difference: Difference) -> str:
    """Return a difference with its sign and interval: `-0.087 ± 0.043`."""
    return f"{signed(metric, difference.mean)[0]}{size_of(metric, difference)}"


def sure_change(comparison: Comparison, line: Line) -> str:
    """Return the difference of a line that can be told from the baseline, with its p."""
    found = line.differences[comparison.request.at]
    assert found is not None
    return f"{change_of(comparison.metric, found)}, {p_in_sentence(line.adjusted_p)}"


def share_of(comparison: Comparison, difference: Difference) -> str:
    """Return ` (12%)`: how large a difference is against the baseline's mean; nothing for scores."""
    baseline = comparison.baseline
    reference = baseline.intervals[comparison.request.at].mean if baseline else 0.0
    if not comparison.metric.endswith(("_loss", "_mse", "_mae")) or not reference > 0:
        return ""
    share = abs(difference.mean) / reference
    return f" ({share:.0%})" if share >= LEAST_SHARE else ""


def paragraph(title: str, sentences: Sequence[str]) -> list[str]:
    """Return sentences under a title in indented lines, nothing where there are none."""
    text = " ".join([*([title] if title else []), *sentences])
    return wrapped(text, KEPT_TOGETHER, WIDTH, (" ", " ")) if sentences else []
