"""Which range of values a plot shows, so that neither first epochs nor spikes flatten the curves."""

from collections.abc import Sequence

import numpy as np

from regexp.plots.scales import Scale
from regexp.plots.series import Curve
from regexp.spec import Array

COLUMNS = 100
"""How many evenly spaced places of the axis of epochs a curve is judged by."""
SETTLED = 0.3
"""The part of the axis, from its start, that may run out of the picture."""
FLATTENED, FLATTENED_LINEAR = 2.0, 4.0
"""How many times longer the full range must be to be cut; of few epochs all are worth seeing."""
LIMITS = {
    "accuracy": (0.0, 1.0),
    "r2": (-1.0, 1.0),
    "loss": (0.0, 1e100),
    "gap": (-1e100, 1e100),
    "points": (-1.0, 1.0),
}
"""Ranges that an axis never leaves: an R² below −1 says no more than `far worse than a constant`.

Gaps of accuracies are in points.
"""
LEAST_LENGTHS = {"accuracy": 0.2, "r2": 0.5}
FROM_ZERO = 0.85
"""A loss axis starts at zero, unless no value is below this part of the largest."""


def value_scale(curves: Sequence[Curve], epochs: Scale) -> Scale:
    """Return the range of values that shows where curves get to.

    Left out, where they would make the range twice as long, are the first 30 % of the axis and one
    value in a hundred. The scale is logarithmic where the last curve's loss, validation's, varies more
    than a hundredfold; the training loss has no say, as it often falls to nearly nothing.
    """
    metric = curves[-1].metric
    log = metric == "loss" and _varies(curves, epochs)
    ranges = [_settled(curve, epochs) for curve in curves]
    lowest, highest = min(low for low, _ in ranges), max(high for _, high in ranges)
    everything = np.concatenate([curve.values for curve in curves])
    settled = _with_room(Scale(lowest, highest, log), metric)
    full = _with_room(Scale(float(everything.min()), float(everything.max()), log), metric)
    flattened = FLATTENED if epochs.log else FLATTENED_LINEAR
    return _limited(full if full.length <= flattened * settled.length else settled, metric)


def resampled(curve: Curve, epochs: Scale, columns: int) -> Array:
    """Return a curve at evenly spaced places of the axis, shape (columns,), NaN where it was not measured.

    Each place has the mean of the values nearest to it, or lies on the line between its neighbours.
    """
    exact = epochs.position(curve.epochs) * (columns - 1)
    found, index = np.unique(np.rint(exact).astype(int), return_inverse=True)
    centres, means = (np.bincount(index, of) / np.bincount(index) for of in (exact, curve.values))
    places = np.arange(columns)
    measured = (places >= found[0]) & (places <= found[-1])
    return np.where(measured, np.interp(places, centres, means), np.nan)


def _varies(curves: Sequence[Curve], epochs: Scale) -> bool:
    low, high = _settled(curves[-1], epochs)
    return min(float(curve.values.min()) for curve in curves) > 0 and high > 100 * low


def _settled(curve: Curve, epochs: Scale) -> tuple[float, float]:
    """Return the range of a curve after the start and without rare spikes, its last value included."""
    late = resampled(curve, epochs, COLUMNS)[round(SETTLED * COLUMNS) :]
    measured = late[np.isfinite(late)]
    values = measured if measured.size else curve.values
    low, high = np.quantile(values, (0.01, 0.99), method="nearest")
    last = curve.values[-1]
    return float(min(low, last)), float(max(high, last))


def _with_room(scale: Scale, metric: str) -> Scale:
    """Make a range long enough for gaps to look as large as they are, and never empty."""
    low, high = scale.low, scale.high
    if scale.log:
        return scale
    if metric != "loss":
        return Scale(min(low, high - LEAST_LENGTHS[metric]), high, False)
    if low < FROM_ZERO * high or not high:
        return Scale(0.0, high or 1.0, False)
    room = 0.1 * high if high - low <= 1e-9 * high else 0.0
    return Scale(low - room, high + room, False)


def _limited(scale: Scale, metric: str) -> Scale:
    """Return the part of a range within its metric's limits; the range itself where no part is."""
    low, high = LIMITS[metric]
    return Scale(max(scale.low, low), min(scale.high, high), scale.log) if scale.high > low else scale
