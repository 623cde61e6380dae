"""Bias and variance of predictions, estimated from models of several seeds."""

from typing import NamedTuple

import numpy as np

from regexp.spec import Array


class Parts(NamedTuple):
    """The parts of an expected squared error; `squared_bias` has the noise in it where `noise` is NaN."""

    squared_bias: float
    variance: float
    noise: float

    @property
    def total(self) -> float:
        """The expected squared error of a prediction on a new row."""
        return float(np.nansum(self))


FEWEST = 2
"""Predictions of a point that a variance needs."""


def decomposed(predictions: Array, targets: Array, noise: float = np.nan) -> Parts:
    """Return bias² and variance of predictions (n, N) of N points by n models, NaN where one predicts none.

    At a point with n predictions of mean m and variance v (divisor n − 1) the variance is v and bias² is
    (m − t)² − v/n, which expects to be (E m − t)²: m itself strays by v/n. Both are means over the points
    with at least two predictions, NaN where there is none. `targets` (N,) are the true function, or
    measured ones, whose noise then is a part of bias². Source: Geman, Bienenstock & Doursat (1992), Neural
    networks and the bias/variance dilemma; the correction is that of an unbiased estimate.
    """
    counts = np.isfinite(predictions).sum(axis=0)
    usable = counts >= FEWEST
    if not usable.any():
        return Parts(np.nan, np.nan, noise)
    found = predictions[:, usable].astype(np.float64)
    means, variances = np.nanmean(found, axis=0), np.nanvar(found, axis=0, ddof=1)
    squared = np.square(means - targets[usable]) - variances / counts[usable]
    return Parts(float(squared.mean()), float(variances.mean()), noise)
