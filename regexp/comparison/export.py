"""A comparison for other programs and for papers: rows of numbers, or of text as in the terminal."""

from collections.abc import Sequence

from regexp.comparison.columns import key_columns, marks, number_columns
from regexp.comparison.comparison import Comparison, Line
from regexp.formats import Format, TableValue, formatted
from regexp.history import MOMENTS
from regexp.record import Setting
from regexp.summary.wording import value_in_words

NUMBERS = (
    *("best", "best_half_width", "last", "last_half_width"),
    *("best_difference", "best_difference_half_width", "last_difference", "last_difference_half_width"),
    *("p", "adjusted_p", "train", "validation", "epoch", "memorized", "seeds", "diverged"),
    *("is_best", "is_tied", "is_baseline", "is_one_standard_error"),
)
"""The columns after the settings. Differences are to the baseline; p is that at the epoch asked for; `train`
and `validation` are the metric's means there and `epoch` is the median best epoch."""


def exported(comparison: Comparison, kind: Format) -> str:
    """Return all lines: CSV and JSON with every digit, Markdown and LaTeX as the terminal shows them."""
    if kind in ("csv", "json"):
        chosen = ["chosen"] if any(line.entry.chosen for line in comparison.lines) else []
        rows = [_row(comparison, line, bool(chosen)) for line in comparison.displayed]
        return formatted(kind, [*comparison.keys, *chosen, *NUMBERS], rows)
    return _for_people(comparison, kind, comparison.displayed)


def _row(comparison: Comparison, line: Line, with_chosen: bool) -> list[TableValue]:
    """Return a line's settings and numbers."""
    asked = line.differences[comparison.request.at]
    intervals = [line.intervals[at] for at in MOMENTS]
    differences = [line.differences[at] for at in MOMENTS]
    return [
        *(_plain(line.settings[key]) for key in comparison.keys),
        *([", ".join(line.entry.chosen)] if with_chosen else []),
        *(number for one in intervals for number in (one.mean, one.half_width)),
        *(number for one in differences for number in ((one.mean, one.half_width) if one else (None, None))),
        *(None if asked is None else asked.p, line.adjusted_p),
        *(line.summary.train, line.summary.validation, line.summary.epoch, line.memorized),
        *(len(line.entry.runs), line.summary.diverged),
        *(line is comparison.best, line.is_tied),
        *(line is comparison.baseline, line is comparison.choice),
    ]


def _plain(value: Setting) -> TableValue:
    """Return a setting as one value: widths as 256x256."""
    return value_in_words(value) if isinstance(value, tuple) else value


def _for_people(comparison: Comparison, kind: Format, lines: Sequence[Line]) -> str:
    """Return the columns of the terminal's table but for curves, marks last."""
    numbers = number_columns(comparison, lines, ["" for _ in lines])
    columns = [*key_columns(comparison, lines), *(one for one in numbers if one.heading != "curve")]
    headings = [f"{column.group} {column.heading}".strip() for column in columns]
    rows = zip(*([cell.strip() for cell in column.cells] for column in columns), strict=True)
    signs = [marks(comparison, line) for line in lines]
    return formatted(kind, [*headings, "mark"], [[*row, sign] for row, sign in zip(rows, signs, strict=True)])
