"""A panel with lines against the steps of one axis, each named at its end."""

from textwrap import wrap
from typing import TYPE_CHECKING, Literal

import numpy as np

from regexp.plots.axes import frame_values
from regexp.plots.charts import Chart, ChartPage, Colour, Series, last_value
from regexp.plots.inches import size_of
from regexp.plots.labels import spread
from regexp.plots.number_axis import frame_numbers, pieces
from regexp.plots.page import POINTS
from regexp.plots.ruler import Ruler, ruler_of
from regexp.plots.scales import Scale
from regexp.plots.survey import Axis
from regexp.spec import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_MARKED, BAND, SLANT, MARGIN, ROOM = 40, 0.18, 35, 0.06, 0.03
POINTS_A_LABEL = 11.5
"""The height of a label, in points."""
CHARACTER = 0.07
"""The width of a character of a level's name, in inches."""


def ruler_for(axis: Axis) -> Ruler:
    """Return where the steps of an axis stand; names stand at equal distances."""
    if axis.numbers is not None:
        return ruler_of(axis.numbers)
    count = len(axis.levels)
    places = tuple(np.linspace(0, 1, count).tolist()) if count > 1 else (0.5,)
    return Ruler(tuple(map(float, range(count))), places, None, False)


def draw_chart_panel(axes: "Axes", chart: Chart, page: ChartPage, scale: Scale) -> Scale:
    """Draw a chart within a range of values, and return the range that is shown."""
    ruler = ruler_for(page.axis)
    frame_values(axes, scale, "loss" if chart.metric == "any" else chart.metric)
    shown = scale.padded(ROOM, ROOM)  # no words stand above lines, which are named at their ends
    axes.set_ylim(shown.low, shown.high)
    _frame_steps(axes, page.axis, ruler)
    for series in chart.series:
        _draw(axes, series, ruler, shown, page.axis.numbers is None)
    return shown


def name_values(axes: "Axes", chart: Chart, shown: Scale, side: Literal["left", "right"]) -> None:
    """Say what is measured, on the side where lines have no labels."""
    words = f"{chart.measure} (log scale)" if shown.log else chart.measure
    axes.set_ylabel("\n".join(wrap(words, int(size_of(axes)[1] / CHARACTER))))
    if side == "left":
        axes.yaxis.tick_right()
        axes.yaxis.set_label_position("right")
        axes.spines["left"].set_visible(False)
        axes.spines["right"].set_visible(True)


def label_lines(axes: "Axes", chart: Chart, shown: Scale, side: Literal["left", "right"]) -> None:
    """Write beside the frame what each line is, in its colour."""
    height = size_of(axes)[1] * POINTS
    ends = [
        (series, end)
        for series in chart.series
        if series.label and (end := last_value(series, side)) is not None
    ]
    wanted = [float(np.clip(shown.place(max(end, shown.low)), 0, 1)) for _, end in ends]
    places = spread(wanted, min(POINTS_A_LABEL / height, 0.98 / max(len(ends), 1)), 0.02, 0.98)
    across, align = (-0.015, "right") if side == "left" else (1.015, "left")
    for (series, _), place in zip(ends, places, strict=True):
        words = axes.text(across, place, series.label, color=series.colour, transform=axes.transAxes)
        words.set(ha=align, va="center", gid=f"label {series.name}")


def is_slanted(axis: Axis, width: float) -> bool:
    """Tell whether the names of steps are too long to stand side by side below a frame."""
    return axis.numbers is None and CHARACTER * max(map(len, axis.levels)) > width / len(axis.levels)


def _frame_steps(axes: "Axes", axis: Axis, ruler: Ruler) -> None:
    """Set the axis of the steps."""
    if axis.numbers is not None:
        frame_numbers(axes, ruler, axis.label)
        return
    axes.set_xlim(-MARGIN, 1 + MARGIN)
    axes.set_xticks(ruler.places, axis.levels)
    if is_slanted(axis, size_of(axes)[0]):
        axes.tick_params(axis="x", rotation=SLANT)
        for text in axes.get_xticklabels():
            text.set(ha="right", va="center", rotation_mode="anchor")


def _draw(axes: "Axes", series: Series, ruler: Ruler, shown: Scale, is_named: bool) -> None:
    """Draw a line in the parts that the axis is broken into; of steps with names, only points."""
    places, values = np.array(ruler.places), np.maximum(series.values, shown.low)
    for part in pieces(ruler):
        is_apart = is_named or len(places[part]) == 1
        (line,) = axes.plot(places[part], values[part], marker=_marker(series, len(places), is_apart))
        line.set(linestyle="none" if is_named else series.line, linewidth=series.width)
        line.set(color=series.colour, markersize=4, gid=series.name)
        if series.half_widths is not None:
            ends = values[part] - series.half_widths[part], values[part] + series.half_widths[part]
            _draw_band(axes, places[part], ends, series.colour, is_apart)


def _draw_band(
    axes: "Axes", places: Array, ends: tuple[Array, Array], colour: Colour, is_apart: bool
) -> None:
    """Draw intervals as a band, or as bars where there is no line."""
    if is_apart:
        axes.vlines(places, *ends, color=colour, alpha=2 * BAND, lw=5, gid="band")
    else:
        axes.fill_between(places, *ends, color=colour, alpha=BAND, lw=0, gid="band")


def _marker(series: Series, steps: int, is_needed: bool) -> str:
    """Return the marker of a line's points: none where they would merge, one where there is no line."""
    if is_needed:
        return series.marker or "o"
    return series.marker if steps <= MOST_MARKED else ""
