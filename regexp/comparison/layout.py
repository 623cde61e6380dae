"""Columns of text side by side in 80 columns, with headings in two lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap

from regexp.comparison.columns import Column

WIDTH = 80


@dataclass(frozen=True)
class Layout:
    """Columns beside each other: first `side` columns that name a row, then numbers.

    Columns of one group are one blank apart, others two, or one before single columns where it is `tight`;
    a group has room for its name.
    """

    side: Sequence[Column]
    numbers: Sequence[Column]
    tight: bool = False

    @property
    def columns(self) -> Sequence[Column]:
        """All columns."""
        return [*self.side, *self.numbers]

    @property
    def width(self) -> int:
        """How many characters a row takes."""
        return sum(map(self._width, range(len(self.columns))))

    def lines(self, instead: Sequence[str]) -> list[str]:
        """Return two lines of headings and one a row; `instead` of a row's numbers stands a text, if any."""
        left = sum(map(self._width, range(len(self.side))))
        lines = [self._groups(), self._row([column.heading for column in self.columns])]
        for place, text in enumerate(instead):
            row = self._row([column.cells[place] for column in self.columns])
            lines.append(f"{row[:left]}  {text}" if text else row)
        return [line.rstrip() for line in lines if line.strip()]

    def _blanks(self, place: int) -> int:
        """Return how many blanks stand before a column."""
        group = self.columns[place].group
        members = [column for column in self.columns if column.group == group] if group else []
        if members and members[0] is not self.columns[place]:
            return 1
        least = 1 if place == 0 or (self.tight and len(members) < 2) else 2
        below = sum(column.width + 1 for column in members)
        return least if not members else least + max(len(group) + 1 - below, 0)

    def _width(self, place: int) -> int:
        return self._blanks(place) + self.columns[place].width

    def _row(self, cells: Sequence[str]) -> str:
        """Return the cells of one row."""
        aligned = [
            f"{cell:{'<' if of.left else '>'}{of.width}}"
            for cell, of in zip(cells, self.columns, strict=True)
        ]
        return "".join(" " * self._blanks(place) + cell for place, cell in enumerate(aligned))

    def _groups(self) -> str:
        """Return the line of the groups' names, each to the right above its columns."""
        line = ""
        for name, members in groupby(range(len(self.columns)), key=lambda place: self.columns[place].group):
            width = sum(map(self._width, members))
            line += f"{name:>{width}}"
        return line


def fitting(side: Sequence[Column], numbers: Sequence[Column]) -> Layout | None:
    """Return the columns that fit 80, the first that can be spared left out; None where that isn't enough."""
    kept = list(numbers)
    for spared in (None, *sorted((one for one in numbers if one.spare), key=lambda one: one.spare)):
        if spared:
            kept.remove(spared)
        for tight in (False, True):
            layout = Layout(side, tuple(kept), tight)
            if layout.width <= WIDTH:
                return layout
    return None


def below_names(layout: Layout, names: Sequence[str], instead: Sequence[str]) -> list[str]:
    """Return a layout of marks and numbers with each row's name on lines of its own above its numbers."""
    signs = layout.side[0]
    rows = layout.lines(instead)
    first = len(rows) - len(names)
    lines = rows[:first]
    for sign, name, row in zip(signs.cells, names, rows[first:], strict=True):
        above = wrap(name, WIDTH - signs.width - 4, subsequent_indent="  ")
        lines += [f" {sign:{signs.width}} {above[0]}"]
        lines += [f"{'':{signs.width + 2}}{line}" for line in above[1:]]
        lines.append(f"{'':{signs.width + 1}}{row[1 + signs.width :]}")
    return lines
