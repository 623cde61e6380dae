"""A page with a histogram for each layer."""

from pathlib import Path
from typing import TYPE_CHECKING

from regexp.plots.figures import save, settings
from regexp.plots.histograms import Histogram, HistogramPage
from regexp.plots.marks import note
from regexp.plots.sheet import caption, frame, sheet
from regexp.plots.style import GREY, GRID, INK, PANEL_TITLE_SIZE
from regexp.plots.tiles import Around, columns_of, tiles_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

AROUND = Around(left=0.85, right=0.25, below=0.8)
HEADROOM = 1.2
END = "#B8B8B8"


def draw_histograms(path: Path, page: HistogramPage) -> None:
    """Draw histograms into a file; its ending (png, svg, pdf) chooses the format.

    The same page gives the same bytes. Raises OSError where the file can't be written.
    """
    with settings():
        save(_figure(page), path)


def _figure(page: HistogramPage) -> "Figure":
    count = len(page.histograms)
    tiles = tiles_of(count, columns_of(count), AROUND)
    figure = sheet(page.title, page.subtitle, tiles.total)
    highest = max(float(max(one.start.max(), one.end.max())) for one in page.histograms) or 1.0
    for index, histogram in enumerate(page.histograms):
        axes = frame(figure, *tiles.corner(index), tiles.width, tiles.height)
        _draw(axes, histogram)
        axes.set_ylim(0, HEADROOM * highest)
        if tiles.is_leftmost(index):
            axes.set_ylabel("share of weights")
        else:
            axes.set_yticklabels([])
        if tiles.is_lowest(index, count):
            axes.set_xlabel("weight")
    caption(figure, page.notes)
    return figure


def _draw(axes: "Axes", histogram: Histogram) -> None:
    """Draw the end of training as bars and its start as a line."""
    axes.stairs(histogram.end, histogram.edges, fill=True, color=END, gid="end")
    axes.stairs(histogram.end, histogram.edges, color=INK, lw=1, gid="end")
    if histogram.start.any():
        axes.stairs(histogram.start, histogram.edges, color=GREY, lw=1.2, ls=(0, (4, 2)), gid="start")
    axes.set_title(histogram.title, size=PANEL_TITLE_SIZE, loc="left")
    axes.yaxis.set_major_formatter("{x:.0%}")
    axes.locator_params(nbins=5)
    axes.grid(axis="y", color=GRID, lw=0.6)
    axes.set_axisbelow(True)
    if histogram.zeros:
        note(axes, f"{histogram.zeros:.1%} exactly 0")
