"""Columns of text side by side, made to fit a width."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from regexp.listing.words import shortened

WIDTH = 80
GAP = "  "


@dataclass(frozen=True)
class Column:
    """A heading and what stands below it; numbers are aligned to the right.

    `least` is the width to which its words may be shortened, None where they must stay whole.
    """

    heading: str
    words: Sequence[str]
    least: int | None = None
    is_number: bool = False

    @property
    def width(self) -> int:
        """The width of its longest word."""
        return max(map(len, (self.heading, *self.words)))

    @property
    def spare(self) -> int:
        """By how much it may be narrowed."""
        return 0 if self.least is None else max(0, self.width - max(self.least, len(self.heading)))

    def narrowed(self, by: int) -> "Column":
        """Return the column with its long words shortened."""
        width = self.width - by
        return replace(self, words=[shortened(word, width) for word in self.words])

    def lines(self) -> list[str]:
        """Return the heading and the words, all of one width."""
        align, width = str.rjust if self.is_number else str.ljust, self.width
        return [align(word, width) for word in (self.heading, *self.words)]


def fitted(columns: Sequence[Column]) -> tuple[list[Column], list[Column]]:
    """Return the columns that fit side by side, words shortened where need be, and those that don't.

    The first column always fits.
    """
    kept, left = list(columns), list[Column]()
    while len(kept) > 1 and _excess(kept) > sum(column.spare for column in kept):
        left.insert(0, kept.pop())
    while (excess := _excess(kept)) > 0 and any(column.spare for column in kept):
        wide = max((column for column in kept if column.spare), key=lambda column: column.width)
        next_wide = max((column.width for column in kept if column.spare and column is not wide), default=0)
        by = max(1, min(excess, wide.spare, wide.width - next_wide))
        kept[kept.index(wide)] = wide.narrowed(by)
    return kept, left


def side_by_side(columns: Sequence[Column]) -> list[str]:
    """Return the lines of a table."""
    rows = zip(*(column.lines() for column in columns), strict=True)
    return [GAP.join(row).rstrip() for row in rows]


def _excess(columns: Sequence[Column]) -> int:
    """Return by how much columns are too wide together."""
    return sum(column.width for column in columns) + len(GAP) * (len(columns) - 1) - WIDTH
