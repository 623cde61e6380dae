"""Small panels of one size in rows and columns, with room for words around each and around all."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from textwrap import wrap
from typing import TYPE_CHECKING

from regexp.plots.paper import paper

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_TILES, MOST_ON_A_SLIDE = 9, 3
BETWEEN, TITLE, LINE, CHARACTER = 0.25, 0.3, 0.17, 0.087
"""The room between columns, above a panel for a title of one line, for each more, and for a character."""
HIGHEST, SHAPE = 3.6, 0.8
"""The largest height of a frame in inches, and its largest part of the width."""


def most_tiles() -> int:
    """Return how many panels can be read on what is drawn on."""
    return MOST_ON_A_SLIDE if paper().is_slide else MOST_TILES


def columns_of(count: int) -> int:
    """Return how many of some panels stand side by side: three, of four two."""
    return {4: 2}.get(count, min(count, 3)) if not paper().is_slide else min(count, 3)


@dataclass(frozen=True)
class Around:
    """The room around all panels, in inches."""

    left: float
    right: float
    below: float


@dataclass(frozen=True)
class Tiles:
    """How panels are arranged: `columns` × `rows` frames of a size, with room around them, in inches."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    below: float
    above: float = TITLE
    under: float = 0.15

    @property
    def total(self) -> float:
        """The height of all rows with the room above each and below the last."""
        return self.rows * (self.above + self.height) + (self.rows - 1) * self.under + self.below

    def corner(self, index: int) -> tuple[float, float]:
        """Return where the lower left corner of a frame is, row by row from the top."""
        row, column = divmod(index, self.columns)
        up = (self.rows - 1 - row) * (self.height + self.above + self.under)
        return self.left + column * (self.width + BETWEEN), self.below + up

    def is_leftmost(self, index: int) -> bool:
        """Tell whether a frame has none at its left."""
        return index % self.columns == 0

    def is_lowest(self, index: int, count: int) -> bool:
        """Tell whether a frame of so many has none below it."""
        return index + self.columns >= count


def tiles_of(count: int, columns: int, around: Around, lines: int = 1) -> Tiles:
    """Return an arrangement of so many panels in columns, each with a title of so many lines."""
    room = paper().width - around.left - around.right
    width = (room + BETWEEN) / columns - BETWEEN
    height = min(HIGHEST * paper().height, SHAPE * width)
    above = TITLE + LINE * (lines - 1)
    return Tiles(columns, ceil(count / columns), width, height, around.left, around.below, above)


def titled_tiles(
    titles: Sequence[Sequence[str]], columns: int, around: Around
) -> tuple[Tiles, list[list[str]]]:
    """Return an arrangement of a panel for each title, and the lines of the titles, which have room."""
    width = tiles_of(len(titles), columns, around).width
    wrapped = [_in_lines(texts, width) for texts in titles]
    return tiles_of(len(titles), columns, around, max(map(len, wrapped))), wrapped


def _in_lines(texts: Sequence[str], width: float) -> list[str]:
    """Return texts as the lines of a panel's title, wrapped to its width in inches."""
    return [line for text in texts for line in wrap(text, max(1, int(width / CHARACTER)))]


def name_outer_axes(axes: "Axes", tiles: Tiles, index: int, count: int, across: str, up: str) -> None:
    """Name the axes that all panels share at the left of each row and below the lowest ones."""
    if tiles.is_leftmost(index):
        axes.set_ylabel(up)
    else:
        axes.set_yticklabels([])
    if tiles.is_lowest(index, count):
        axes.set_xlabel(across)
    else:
        axes.set_xticklabels([])
