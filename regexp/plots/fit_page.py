"""A page with the functions that models learned from rows with one input."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from regexp.plots.figures import save, settings
from regexp.plots.fit_panel import draw_fit
from regexp.plots.fits import FitPage, Panel
from regexp.plots.sheet import caption, frame, sheet
from regexp.plots.style import GREY, INK, PANEL_TITLE_SIZE, Stroke
from regexp.plots.tiles import Around, name_outer_axes, titled_tiles
from regexp.spec import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

AROUND = Around(left=0.75, right=0.25, below=0.85)
OTHER: Stroke = {"lw": 0.7, "alpha": 0.5}
MANY = 200
"""So many rows are drawn smaller in a frame of the page's width."""
FAR = 3.0
"""How many heights of the frame lines go on beyond it: further away, drawing could overflow."""


def draw_fits(path: Path, page: FitPage) -> None:
    """Draw functions into a file; its ending (png, svg, pdf) chooses the format.

    The same page gives the same bytes. Raises OSError where the file can't be written.
    """
    with settings():
        save(_figure(page), path)


def _figure(page: FitPage) -> "Figure":
    tiles, titles = titled_tiles([panel.titles for panel in page.panels], page.columns, AROUND)
    figure = sheet(page.title, page.subtitle, tiles.total)
    frames = [
        frame(figure, *tiles.corner(index), tiles.width, tiles.height) for index in range(len(page.panels))
    ]
    for axes, panel, lines in zip(frames, page.panels, titles, strict=True):
        draw_fit(axes, panel.fit, MANY // tiles.columns)
        axes.set_title("\n".join(lines), size=PANEL_TITLE_SIZE, loc="left")
    _share(frames)
    for index, (axes, panel) in enumerate(zip(frames, page.panels, strict=True)):
        _draw_beside(axes, panel, page)
        name_outer_axes(axes, tiles, index, len(frames), panel.fit.feature, panel.fit.target)
    caption(figure, page.notes)
    return figure


def _share(frames: Sequence["Axes"]) -> None:
    """Give all frames the range that shows everybody's rows."""
    for which in ("xlim", "ylim"):
        ends = [getattr(axes, f"get_{which}")() for axes in frames]
        shared = min(low for low, _ in ends), max(high for _, high in ends)
        for axes in frames:
            getattr(axes, f"set_{which}")(*shared)


def _draw_beside(axes: "Axes", panel: Panel, page: FitPage) -> None:
    """Draw the functions of other seeds, and the true one."""
    for values in panel.others:
        axes.plot(panel.fit.x_grid, _near(axes, values), color=INK, zorder=2, gid="other seed", **OTHER)
    if page.truth is not None:
        axes.plot(panel.fit.x_grid, page.truth, color=GREY, lw=2.2, ls=(0, (3, 2)), zorder=3.5, gid="truth")


def _near(axes: "Axes", values: Array) -> Array:
    """Return values without those far outside the frame."""
    low, high = axes.get_ylim()
    return np.clip(values, low - FAR * (high - low), high + FAR * (high - low))
