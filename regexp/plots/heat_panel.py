"""A heat map of two axes: every setting a cell with its mean, the best framed."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from regexp.plots.labels import measure
from regexp.plots.shades import Shades, ink_on
from regexp.plots.style import INK
from regexp.plots.survey import Overview, Spot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

UNKNOWN = (0.93, 0.93, 0.93)
LARGE, SMALL, CHARACTER = 9.0, 7.5, 0.085
ROOMY, WIDE, NARROW, HIGH, LOW = 0.68, 0.5, 0.42, 0.44, 0.17
"""The least sizes of cells in inches: widths for two lines, a large number, a number; heights likewise."""


@dataclass(frozen=True)
class Map:
    """Which axis of a sweep goes across, which up, and the size of a cell in inches."""

    across: int
    up: int
    width: float
    height: float

    @property
    def is_written(self) -> bool:
        """Whether there is room for numbers."""
        return self.width >= NARROW and self.height >= LOW

    @property
    def is_roomy(self) -> bool:
        """Whether there is room for a second line."""
        return self.width >= ROOMY and self.height >= HIGH


def draw_heat_panel(axes: "Axes", overview: Overview, spots: Sequence[Spot], of: Map, shades: Shades) -> None:
    """Draw some settings as cells."""
    across, up = overview.axes[of.across], overview.axes[of.up]
    axes.set_xlim(-0.5, len(across.levels) - 0.5)
    axes.set_ylim(-0.5, len(up.levels) - 0.5)
    axes.set_xticks(range(len(across.levels)), across.levels)
    axes.set_yticks(range(len(up.levels)), up.levels)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    _draw_cells(axes, spots, of, shades)
    for spot in spots:
        _write(axes, overview, spot, of, shades)
        _draw_outline(axes, overview, spot, of)


def _draw_cells(axes: "Axes", spots: Sequence[Spot], of: Map, shades: Shades) -> None:
    """Draw cells in the colours of their means; those of settings without one are hatched."""
    from matplotlib.patches import Rectangle

    across, up = (round(axes.get_xlim()[1] + 0.5), round(axes.get_ylim()[1] + 0.5))
    means = np.full((up, across), np.nan)
    for spot in spots:
        x, y = spot.place[of.across], spot.place[of.up]
        means[y, x] = spot.mean
        if not isfinite(spot.mean):
            flaw = Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=UNKNOWN, hatch="////", lw=0, gid="flaw")
            axes.add_patch(flaw)
    edges = np.arange(across + 1) - 0.5, np.arange(up + 1) - 0.5
    cells = axes.pcolormesh(
        *edges, np.ma.masked_invalid(means), cmap=shades.colours, norm=shades.norm(), edgecolors="white"
    )
    cells.set(linewidth=1.0, gid="cells")


def _write(axes: "Axes", overview: Overview, spot: Spot, of: Map, shades: Shades) -> None:
    """Write a number or what went wrong into a cell, if there is room."""
    if of.is_written:
        colour = shades.colour(spot.mean) if isfinite(spot.mean) else UNKNOWN
        x, y = spot.place[of.across], spot.place[of.up]
        words = axes.text(x, y, _words(overview, spot, of), ha="center", va="center", linespacing=1.15)
        words.set(color=ink_on(colour), size=LARGE if of.width >= WIDE else SMALL, gid="number")


def _words(overview: Overview, spot: Spot, of: Map) -> str:
    """Return a cell's mean, and below it, where there is room, what it stands out by."""
    if not isfinite(spot.mean):
        return "\n".join(wrap(spot.flaw, int(of.width / CHARACTER))) if of.is_roomy else "-"
    mean = measure(overview.metric, spot.mean)
    if not of.is_roomy:
        return mean
    notes = ((overview.best, "best"), (overview.baseline, "baseline"))
    lines = [mean, *(name for one, name in notes if one is spot)]
    return "\n".join(lines)


def _draw_outline(axes: "Axes", overview: Overview, spot: Spot, of: Map) -> None:
    """Frame the best setting, and the baseline with dashes, in ink on white to show on any colour."""
    from matplotlib.patches import Rectangle

    looks = ((overview.baseline, "baseline", (0, (3, 2))), (overview.best, "best", "-"))
    corner = (spot.place[of.across] - 0.5, spot.place[of.up] - 0.5)
    for one, name, dashes in looks:
        if one is spot:
            for colour, width, line in (("white", 4.5, "-"), (INK, 2.2, dashes)):
                outline = Rectangle(corner, 1, 1, fill=False, edgecolor=colour, lw=width, ls=line, zorder=3)
                outline.set(clip_on=False, gid=name)
                axes.add_patch(outline)
