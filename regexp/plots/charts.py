"""What a page of charts shows: lines against the steps of one axis, in panels that share it."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Literal

import numpy as np

from regexp.plots.ranges import LIMITS
from regexp.plots.scales import Scale
from regexp.plots.survey import Axis
from regexp.spec import Array

MANY_TIMES = 20.0
"""From numbers that differ so many times on, a scale is logarithmic."""
MOST_DECADES = 8
"""What lies further below the largest is drawn at the lower edge."""

Colour = str | tuple[float, ...]
Metric = Literal["loss", "accuracy", "r2", "any"]
"""How numbers are written and which range they have: of a share as of an accuracy."""


@dataclass(frozen=True)
class Series:
    """A line: `values` ± `half_widths` by step, NaN where there is none; `label` is written at its end.

    A `label` of "" leaves the line without words.
    """

    name: str
    values: Array
    colour: Colour
    half_widths: Array | None = None
    line: str = "-"
    marker: str = ""
    width: float = 1.6
    label: str = ""


@dataclass(frozen=True)
class Chart:
    """A panel: what its lines measure in words, how `metric` is written on its axis, and its lines."""

    title: str
    measure: str
    metric: Metric
    series: tuple[Series, ...]


@dataclass(frozen=True)
class ChartPage:
    """Charts over the steps of one axis, row by row; those that measure the same share their scale.

    `subtitle` has one line for what is shown and one for the result. `side` is where lines have their labels.
    """

    title: str
    subtitle: str
    axis: Axis
    charts: tuple[Chart, ...]
    columns: int = 1
    notes: tuple[str, ...] = ()
    side: Literal["left", "right"] = "right"


def scale_of(charts: Iterable[Chart]) -> Scale:
    """Return the range that shows all lines of some charts, by decades where positive numbers differ much."""
    found = list(charts)
    values = np.concatenate([_ends(series) for chart in found for series in chart.series])
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    metric = found[0].metric
    least, most = LIMITS.get(metric, (-np.inf, np.inf))
    if metric == "accuracy":
        return Scale(0.0, 1.0, False) if low < 0.5 else Scale(max(0.0, low - 0.05), 1.0, False)
    low, high = max(low, least), min(high, most)
    smallest = float(finite[finite > 0].min(initial=high))
    if metric == "loss" and high > MANY_TIMES * smallest:
        return Scale(max(smallest, high / 10.0**MOST_DECADES) / 1.5, high * 1.2, True)
    if metric == "loss":
        return Scale(0.0, high or 1.0, False)
    room = 0.05 * (high - low) or 1.0
    return Scale(low - room, high + room, False)


def _ends(series: Series) -> Array:
    """Return the values of a line and the upper ends of its intervals."""
    if series.half_widths is None:
        return series.values
    return np.concatenate([series.values, series.values + np.nan_to_num(series.half_widths)])


def last_value(series: Series, side: Literal["left", "right"]) -> float | None:
    """Return the value at the end of a line where its label stands, None where it has none."""
    finite = [value for value in series.values.tolist() if isfinite(value)]
    return finite[0 if side == "left" else -1] if finite else None
