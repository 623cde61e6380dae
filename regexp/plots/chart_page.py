"""A page with rows of charts over the steps of one axis."""

from math import ceil, cos, radians, sin
from pathlib import Path
from typing import TYPE_CHECKING

from regexp.plots.chart_panel import CHARACTER, SLANT, draw_chart_panel, is_slanted, label_lines, name_values
from regexp.plots.charts import Chart, ChartPage, scale_of
from regexp.plots.figures import save, settings
from regexp.plots.inches import size_of
from regexp.plots.page import MARGIN
from regexp.plots.paper import paper
from regexp.plots.scales import Scale
from regexp.plots.sheet import caption, frame, sheet
from regexp.plots.style import PANEL_TITLE_SIZE
from regexp.plots.tiles import BETWEEN, Tiles

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LINES = 3.2
SMALLER, MOST_ROWS = 0.5, 3
"""The height of a single frame, in inches; by how much more it is divided for each row but the first."""
ABOVE, TITLE, BELOW, CAPTION = 0.2, 0.32, 0.55, 0.25
TICKS, NARROW_SIDE = 0.85, 0.25


def draw_charts(path: Path, page: ChartPage) -> None:
    """Draw a page into a file; its ending (png, svg, pdf) chooses the format.

    The same page gives the same bytes. Raises OSError where the file can't be written.
    """
    with settings():
        save(_figure(page), path)


def _figure(page: ChartPage) -> "Figure":
    tiles, charts = _tiles(page), page.charts
    figure = sheet(page.title, page.subtitle, tiles.total)
    for index, chart in enumerate(charts):
        scale = scale_of(other for other in charts if other.measure == chart.measure)
        axes = frame(figure, *tiles.corner(index), tiles.width, tiles.height)
        shown = draw_chart_panel(axes, chart, page, scale)
        axes.set_title(chart.title, size=PANEL_TITLE_SIZE, loc="left")
        _name_steps(axes, tiles.is_lowest(index, len(charts)), tiles.columns > 1, page)
        _write_beside(axes, chart, shown, page, index)
    caption(figure, page.notes)
    return figure


def _name_steps(axes: "Axes", is_lowest: bool, is_narrow: bool, page: ChartPage) -> None:
    """Name the steps below the lowest charts only, in a word where charts are narrow."""
    if not is_lowest:
        axes.set_xticklabels([])
        axes.set_xlabel("")
    elif is_narrow and CHARACTER * len(axes.get_xlabel()) > size_of(axes)[0]:
        axes.set_xlabel(page.axis.name)


def _write_beside(axes: "Axes", chart: Chart, shown: Scale, page: ChartPage, index: int) -> None:
    """Write numbers beside the charts of one side, and beside those of the other what lines are."""
    is_first = index % page.columns == 0
    is_last = index % page.columns == page.columns - 1 or index == len(page.charts) - 1
    is_numbered, is_labelled = (is_first, is_last) if page.side == "right" else (is_last, is_first)
    name_values(axes, chart, shown, page.side)
    if not is_numbered:
        axes.set_yticklabels([])
        axes.set_ylabel("")
    if is_labelled:
        label_lines(axes, chart, shown, page.side)


def _tiles(page: ChartPage) -> Tiles:
    """Return where the charts stand: with room for labels on one side, for numbers on the other."""
    longest = max(len(series.label) for chart in page.charts for series in chart.series)
    words = NARROW_SIDE + CHARACTER * longest
    room = paper().width - TICKS - words
    slanted = CHARACTER * max(map(len, page.axis.levels)) if is_slanted(page.axis, room / page.columns) else 0
    numbers = max(TICKS, MARGIN + cos(radians(SLANT)) * slanted)
    left, right = (numbers, words) if page.side == "right" else (words, numbers)
    rows = ceil(len(page.charts) / page.columns)
    width = (paper().width - left - right + BETWEEN) / page.columns - BETWEEN
    sharing = min(rows, MOST_ROWS) - 1
    height = LINES * paper().height / (1 + sharing * (1.0 if paper().is_slide else SMALLER))
    above = TITLE if any(chart.title for chart in page.charts) else ABOVE
    below = BELOW + (CAPTION if page.notes else 0) + sin(radians(SLANT)) * slanted
    return Tiles(page.columns, rows, width, height, left, below, above)
