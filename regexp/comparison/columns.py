"""The columns of a comparison's table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite, nan

from regexp.comparison.comparison import Comparison, Line
from regexp.comparison.numbers import alike, p_in_words, signed
from regexp.describe import gap_in_words, metric_in_words
from regexp.summary.wording import half_width_in_words, short_key, value_in_words

AGAINST = "against baseline"


@dataclass(frozen=True)
class Column:
    """A column of text: its heading below that of its group, and a cell a line.

    `spare` says how soon it is left out where there is no room, 0 for never; text such as curves is `left`.
    """

    heading: str
    cells: Sequence[str]
    group: str = ""
    spare: int = 0
    left: bool = False

    @property
    def width(self) -> int:
        """How many characters it takes."""
        return max(map(len, (self.heading, *self.cells)))


def marks(comparison: Comparison, line: Line) -> str:
    """Return what a line stands out by: `*` best, `=` not distinguishable from it, `1`, `b` baseline."""
    if len(comparison.lines) == 1:
        return ""
    signs = {
        "*": line is comparison.best,
        "=": line.is_tied,
        "1": line is comparison.choice,
        "b": line is comparison.baseline,
    }
    return "".join(sign for sign, holds in signs.items() if holds)


def key_columns(comparison: Comparison, lines: Sequence[Line]) -> list[Column]:
    """Return a column for each key in which settings differ, and what was picked within each line."""
    columns = [
        Column(short_key(key), [value_in_words(line.settings[key]) for line in lines])
        for key in comparison.keys
    ]
    chosen = [", ".join(line.entry.chosen) for line in lines]
    return [*columns, Column("best with", chosen)] if any(chosen) and comparison.request.by else columns


def number_columns(comparison: Comparison, lines: Sequence[Line], curves: Sequence[str]) -> list[Column]:
    """Return everything that was measured; what no line has is left out."""
    columns = [
        *_means(comparison, lines),
        *_differences(comparison, lines),
        _gap(comparison, lines),
        Column("learned", [_percent(line.memorized) for line in lines], "flipped", spare=2),
        Column("epoch", [] if comparison.is_solved else [_epoch(line) for line in lines], spare=3),
        Column("curve", [_curve(*of) for of in zip(lines, curves, strict=True)], spare=4, left=True),
    ]
    if not comparison.is_even:
        columns.insert(-1, Column("seeds", [f"{len(line.entry.runs):,}" for line in lines]))
    return [column for column in columns if any(cell.strip(" -") for cell in column.cells)]


def _means(comparison: Comparison, lines: Sequence[Line]) -> Iterable[Column]:
    """Yield the means at both moments, the interval of the one that is asked for."""
    request, metric = comparison.request, comparison.metric
    group = f"{comparison.name} at"
    for at in ("best", "last"):
        if at != request.at and comparison.is_solved:
            continue
        found = [line.intervals[at] for line in lines]
        means, widths = [one.mean for one in found], [one.half_width for one in found]
        yield Column(at, _written(metric, means, widths), group)
        if at == request.at and comparison.is_repeated:
            yield Column(_interval(request.confidence), _widths(metric, widths, means), group)


def _differences(comparison: Comparison, lines: Sequence[Line]) -> Iterable[Column]:
    """Yield the differences from the baseline at the moment that is asked for."""
    request, metric = comparison.request, comparison.metric
    if comparison.baseline is None:
        return
    found = [line.differences[request.at] for line in lines]
    known = [None if one is None or one.is_identical else one for one in found]
    means = [nan if one is None else one.mean for one in known]
    widths = [nan if one is None else one.half_width for one in known]
    changes = zip(found, _written(metric, means, widths, is_signed=True), strict=True)
    words = ["identical" if one and one.is_identical else text for one, text in changes]
    if request.significance == "none" or not comparison.is_repeated:
        yield Column("baseline", words, "against")
        return
    yield Column("change", words, AGAINST)
    yield Column(_interval(request.confidence), _widths(metric, widths, means), AGAINST)
    p_values = [nan if one is None else line.adjusted_p for one, line in zip(known, lines, strict=True)]
    yield Column("p", _aligned([p_in_words(p) for p in p_values]), AGAINST)


def _gap(comparison: Comparison, lines: Sequence[Line]) -> Column:
    """Return how much worse validation is than training."""
    means = [(line.summary.train, line.summary.validation) for line in lines]
    return Column("gap", [gap_in_words(comparison.metric, *pair) for pair in means], spare=1)


def _written(
    metric: str, values: Sequence[float], widths: Sequence[float], is_signed: bool = False
) -> list[str]:
    """Return means or differences with as many decimals as their intervals have, accuracies in percent."""
    if not metric.endswith("accuracy"):
        return alike(values, widths, is_signed)
    return [signed(metric, one) if is_signed else metric_in_words(metric, one) for one in values]


def _widths(metric: str, values: Sequence[float], means: Sequence[float]) -> list[str]:
    """Return halves of intervals, in percentage points for accuracies."""
    if not metric.endswith("accuracy"):
        return alike(values, means)
    return [half_width_in_words(metric, value) for value in values]


def _aligned(words: Sequence[str]) -> list[str]:
    """Return p-values with their points above each other."""
    digits = max((len(word.partition(".")[2]) for word in words), default=0)
    return [f"{word}{'' if word == '-' else ' ' * (digits - len(word.partition('.')[2]))}" for word in words]


def _interval(confidence: float) -> str:
    return f"±{100 * confidence:.10g}%"


def _percent(fraction: float) -> str:
    return f"{fraction:.0%}" if isfinite(fraction) else "-"


def _epoch(line: Line) -> str:
    return f"{line.summary.epoch:,.0f}" if isfinite(line.summary.mean) else "-"


def _curve(line: Line, curve: str) -> str:
    """Return a line's curve, or that most of its runs underfit."""
    return "underfits" if line.underfits else curve
