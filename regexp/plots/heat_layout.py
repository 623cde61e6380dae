"""Where heat maps stand on a page: which axis goes across, which up, and how large a cell is."""

from dataclasses import dataclass
from math import ceil, radians, sin

from regexp.plots.heat_panel import NARROW, Map
from regexp.plots.paper import paper
from regexp.plots.survey import Axis, Overview

RIGHT, BELOW, ABOVE = 1.35, 0.85, 0.25
BETWEEN, UNDER_MAPS, TITLE = 0.25, 0.45, 0.3
"""The room around all maps, and the room between, under and over small ones, in inches."""
CHARACTER, LEFT = 0.085, 0.65
WIDEST, HIGHEST, LOWEST, TALL = 1.3, 0.75, 0.18, 3.4
"""The largest and smallest size of a cell, and the height that maps get where cells are neither."""
MOST_SIDE_BY_SIDE = 4
SLANT, UPRIGHT, MOST_SLANTED = 35, 90, 12
"""The angles of levels too long for their cells, and up to how many numbers are named by them all."""


@dataclass(frozen=True)
class Layout:
    """How maps are arranged: which axis has a level for each map, if any, how many stand in a row, where.

    `slant` is the angle of the levels below a map, in degrees.
    """

    of: Map
    panel: int | None
    columns: int
    rows: int
    left: float
    below: float
    width: float
    height: float
    slant: int

    @property
    def over_a_map(self) -> float:
        """The room for a map's title."""
        return 0.0 if self.panel is None else TITLE

    @property
    def under_a_map(self) -> float:
        """The room between a map and one below it."""
        return UNDER_MAPS + self.below - BELOW

    @property
    def all_maps(self) -> float:
        """The height of all maps with the room between them."""
        return self.rows * (self.height + self.over_a_map) + (self.rows - 1) * self.under_a_map

    def corner(self, index: int) -> tuple[float, float]:
        """Return where the lower left corner of a map is."""
        row, column = divmod(index, self.columns)
        up = (self.rows - 1 - row) * (self.height + self.over_a_map + self.under_a_map)
        return self.left + column * (self.width + BETWEEN), self.below + up


def layout_of(overview: Overview) -> Layout:
    """Return the arrangement: the axis with the fewest levels, if there are three, becomes that of the maps.

    Names stand at the left, where they have room, else the axis with fewer levels does.
    """
    sizes = [len(axis.levels) for axis in overview.axes]
    order = sorted(range(len(sizes)), key=lambda index: (sizes[index], -index))
    panel = order.pop(0) if len(sizes) == 3 else None
    up, across = sorted(order, key=lambda index: overview.axes[index].numbers is not None)
    count = sizes[panel] if panel is not None else 1
    left = LEFT + _longest(overview.axes[up])
    room = paper().width - RIGHT - left
    columns = _side_by_side(count, room, sizes[across])
    width = min(WIDEST, ((room + BETWEEN) / columns - BETWEEN) / sizes[across])
    rows = ceil(count / columns)
    height = min(HIGHEST, max(LOWEST, TALL * paper().height / (sizes[up] * rows)))
    slant = _slant(overview.axes[across], width, are_many=panel is not None)
    below = BELOW + sin(radians(slant)) * _longest(overview.axes[across])
    of = Map(across, up, width, height)
    return Layout(of, panel, columns, rows, left, below, width * sizes[across], height * sizes[up], slant)


def _side_by_side(count: int, room: float, cells: int) -> int:
    """Return how many maps stand in a row: as many as leave room for numbers, but one at least."""
    columns = range(min(count, MOST_SIDE_BY_SIDE), 1, -1)
    return next((n for n in columns if ((room + BETWEEN) / n - BETWEEN) / cells >= NARROW), 1)


def _slant(axis: Axis, width: float, are_many: bool) -> int:
    """Return the angle of levels below cells: upright below one of many maps, which has no room at its left.

    Of more than 12 numbers it is enough to name some.
    """
    are_all_named = axis.numbers is None or len(axis.levels) <= MOST_SLANTED
    if not are_all_named or _longest(axis) <= width:
        return 0
    return UPRIGHT if are_many else SLANT


def _longest(axis: Axis) -> float:
    return CHARACTER * max(map(len, axis.levels))
