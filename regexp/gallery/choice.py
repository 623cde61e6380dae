"""Which of many settings get a panel of their own, and how the panels are arranged."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from regexp.gallery.cells import Cell
from regexp.gallery.steps import Steps
from regexp.plots.tiles import columns_of, most_tiles

MOST_COLUMNS = 3

One = TypeVar("One")


def chosen(steps: Steps) -> tuple[list[Cell], int]:
    """Return the settings to show and how many panels stand side by side.

    A row of panels is a family where that fits; of too many settings, those are shown that are evenly spread
    over all, the first and the last among them.
    """
    cells = steps.cells
    shown = evenly(cells, most_tiles())
    count = len(steps.axis.levels)
    is_grid = len(shown) == len(cells) == count * len(steps.families) and 1 < count <= MOST_COLUMNS
    return shown, count if is_grid and len(steps.families) > 1 else columns_of(len(shown))


def evenly(found: Sequence[One], most: int) -> list[One]:
    """Return at most so many, evenly spread, the first and the last among them."""
    if len(found) <= most:
        return list(found)
    return [found[int(index)] for index in np.rint(np.linspace(0, len(found) - 1, most))]
