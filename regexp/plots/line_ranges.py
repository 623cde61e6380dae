"""Which range of a metric shows lines over a number, and by epoch where they get to."""

from itertools import compress

import numpy as np

from regexp.plots.ranges import value_scale
from regexp.plots.scales import Scale, epoch_scale
from regexp.plots.series import Curve
from regexp.plots.spans import span_of
from regexp.plots.survey import Overview, column

FAR = 20.0
"""How many times the loss of the best line another one's may be and still be shown."""


def range_of(overview: Overview) -> Scale:
    """Return the range of the metric to show: by epoch, that where lines get to.

    Lines that never come near the best one leave the frame.
    """
    if not overview.is_by_epoch or overview.role == "gap":
        return span_of(overview, overview.spots)
    curves = [*_means(overview, overview.other_role, "other"), *_means(overview, overview.role, "mean")]
    lowest = min(float(curve.values.min()) for curve in curves if curve.role == overview.role)
    is_near = [overview.metric != "loss" or curve.values.min() <= FAR * lowest for curve in curves]
    return value_scale(list(compress(curves, is_near)), epoch_scale(np.array(overview.axes[0].numbers)))


def _means(overview: Overview, role: str, name: str) -> list[Curve]:
    """Return the lines of a split as curves."""
    epochs, curves = np.array(overview.axes[0].numbers), []
    for group in dict.fromkeys(spot.place[1:] for spot in overview.spots):
        spots = [spot for spot in overview.spots if spot.place[1:] == group]
        values = column(spots, name)
        known = np.isfinite(values)
        if known.any():
            at = epochs[[spot.place[0] for spot in spots]]
            curves.append(Curve(role, overview.metric, at[known], values[known], None))
    return curves
