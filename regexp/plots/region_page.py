"""A page with the decision regions of some models over one plane."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from regexp.plots.figures import save, settings
from regexp.plots.palette import CATEGORIES, category
from regexp.plots.regions import Points, Region, RegionPage
from regexp.plots.sheet import caption, frame, sheet
from regexp.plots.style import INK, PANEL_TITLE_SIZE
from regexp.plots.tiles import Around, name_outer_axes, titled_tiles
from regexp.spec import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT, RIGHT, BELOW, CHARACTER = 0.75, 0.5, 0.85, 0.08
PALEST, DEEPEST = 0.08, 0.5
"""How much of a class's colour a region has where the model is undecided and where it is certain."""
MANY_ROWS, LARGE, SMALL = 400, 26, 9
LONGEST_NAME = 14


def draw_regions(path: Path, page: RegionPage) -> None:
    """Draw regions into a file; its ending (png, svg, pdf) chooses the format.

    The same page gives the same bytes. Raises OSError where the file can't be written.
    """
    with settings():
        save(_figure(page), path)


def _figure(page: RegionPage) -> "Figure":
    count = len(page.regions)
    around = Around(LEFT, RIGHT + CHARACTER * max(map(len, _names(page))), BELOW)
    tiles, titles = titled_tiles([region.titles for region in page.regions], page.columns, around)
    figure = sheet(page.title, page.subtitle, tiles.total)
    for index, region in enumerate(page.regions):
        axes = frame(figure, *tiles.corner(index), tiles.width, tiles.height)
        _draw(axes, region, page, MANY_ROWS // tiles.columns)
        axes.set_title("\n".join(titles[index]), size=PANEL_TITLE_SIZE, loc="left")
        name_outer_axes(axes, tiles, index, count, *page.inputs)
        if index == min(count, tiles.columns) - 1:
            _legend(axes, page)
    caption(figure, page.notes)
    return figure


def _draw(axes: "Axes", region: Region, page: RegionPage, many: int) -> None:
    """Draw a model's regions, the lines between them, and the rows, smaller ones of so many."""
    extent = (page.low[0], page.high[0], page.low[1], page.high[1])
    axes.imshow(_colours(region), origin="lower", extent=extent, aspect="auto", gid="regions")
    x, y = (np.linspace(page.low[k], page.high[k], region.classes.shape[1 - k]) for k in (0, 1))
    for number in np.unique(region.classes)[1:]:
        side = (region.classes >= number).astype(float)
        axes.contour(x, y, side, levels=[0.5], colors=INK, linewidths=1.0).set_gid("border")
    axes.set_xlim(extent[:2])
    axes.set_ylim(extent[2:])
    axes.locator_params(nbins=5)
    size = LARGE if len(region.train.x) + len(region.validation.x) < many else SMALL
    _draw_points(axes, region.validation, "validation", size)
    _draw_points(axes, region.train, "train", size)


def _colours(region: Region) -> Array:
    """Return red, green, blue (H, W, 3): the class's colour, paler where the model is less certain."""
    from matplotlib.colors import to_rgb

    table = np.array([to_rgb(colour) for colour in CATEGORIES])
    colours = table[region.classes % len(CATEGORIES)]
    depth = (PALEST + (DEEPEST - PALEST) * region.certainty)[:, :, np.newaxis]
    return np.asarray(depth * colours + (1 - depth))


def _draw_points(axes: "Axes", points: Points, role: str, size: float) -> None:
    """Draw rows in the colours of their classes, hollow for validation; flipped labels have a cross."""
    colours = [category(int(number)) for number in points.classes]
    hollow = role == "validation"
    x, y = points.x.T
    dots = axes.scatter(x, y, size, facecolors="none" if hollow else colours, zorder=3 - hollow)
    dots.set(edgecolor=colours if hollow else "white", linewidth=0.8 if hollow else 0.6, gid=f"{role}_rows")
    if points.flipped.any():
        is_flipped = points.flipped
        crosses = axes.scatter(x[is_flipped], y[is_flipped], 2.2 * size, c=INK, marker="x", zorder=4)
        crosses.set(linewidth=1.3, gid="flipped")


def _legend(axes: "Axes", page: RegionPage) -> None:
    """Say beside the last frame of the first row which class has which colour."""
    from matplotlib.patches import Patch

    handles = [Patch(color=category(number), label=name) for number, name in enumerate(_names(page))]
    spaces = {"handlelength": 1.0, "borderpad": 0.0, "handletextpad": 0.5}
    axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.03, 1.0), **spaces)


def _names(page: RegionPage) -> list[str]:
    """Return the names of the classes, long ones cut."""
    return [name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…" for name in page.classes]
