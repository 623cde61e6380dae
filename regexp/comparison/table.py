"""The table of a comparison: one line a setting, what its marks mean, and what it leaves out."""

from collections.abc import Sequence
from math import isfinite
from textwrap import wrap

from regexp.comparison.columns import Column, key_columns, marks, number_columns
from regexp.comparison.comparison import Comparison, Line
from regexp.comparison.layout import Layout, below_names, fitting
from regexp.summary.naming import settings_in_words
from regexp.summary.ranking import WIDTH, flaws

LONGEST_TABLE = 20


def shown(comparison: Comparison) -> Sequence[Line]:
    """Return the lines to show: the first 20 or as many as asked for, best and baseline among them."""
    count = comparison.request.top or LONGEST_TABLE
    needed = [line for line in comparison.displayed if line in (comparison.best, comparison.baseline)]
    others = [line for line in comparison.displayed if line not in needed]
    kept = [*needed, *others[: max(count - len(needed), 0)]]
    return [line for line in comparison.displayed if line in kept]


def table(comparison: Comparison, lines: Sequence[Line], curves: Sequence[str]) -> list[str]:
    """Return some lines of a comparison as a table of at most 80 columns."""
    signs = Column("", [marks(comparison, line) for line in lines], left=True)
    keys, numbers = key_columns(comparison, lines), number_columns(comparison, lines, curves)
    flawed = ["" if isfinite(line.summary.mean) else flaws(line.summary) for line in lines]
    names = [" ".join(settings_in_words(comparison.names(line))) for line in lines]
    named, picked = Column("setting", names, left=True), keys[len(comparison.keys) :]
    layout = fitting([signs, *keys], numbers) or fitting([signs, named, *picked], numbers)
    if layout is None:
        rows = below_names(fitting([signs], numbers) or Layout([signs], numbers), names, flawed)
    else:
        rows = layout.lines(flawed)
    return [*rows, *_legend("".join(signs.cells)), *_rest(comparison, lines), *_chosen(comparison, lines)]


def _legend(signs: str) -> list[str]:
    """Return what the marks mean that are there."""
    meanings = {
        "*": "best",
        "=": "not distinguishable from it",
        "1": "strongest within one standard error of it",
        "b": "baseline",
    }
    used = "   ".join(f"{sign} {meaning}" for sign, meaning in meanings.items() if sign in signs)
    return wrap(used, WIDTH, initial_indent=" ", subsequent_indent=" ", replace_whitespace=False)


def _chosen(comparison: Comparison, lines: Sequence[Line]) -> list[str]:
    """Return which point each arm was run with."""
    if comparison.request.by:
        return []
    words = {str(line.settings["arm"]): ", ".join(line.entry.chosen) for line in lines if line.entry.chosen}
    rows = [wrap(f"{arm}: {chosen}", WIDTH - 3, subsequent_indent="  ") for arm, chosen in words.items()]
    listed = [f"   {line}" for row in rows for line in row]
    return [" picked within each arm on validation data:", *listed] if rows else []


def _rest(comparison: Comparison, lines: Sequence[Line]) -> list[str]:
    """Return how many lines there are more, and how to see them."""
    more = len(comparison.lines) - len(lines)
    return [f" and {more:,} more: --top {len(comparison.lines)} or --csv"] if more else []
