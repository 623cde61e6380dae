"""Means over seeds and how sure they are: Student's interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan, sqrt

import numpy as np

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Interval:
    """A mean ± half of its confidence interval; the half is NaN where one value cannot tell."""

    mean: float
    half_width: float


def standard_error(values: Sequence[float], overlap: float = 0.0) -> float:
    """Return the standard error of a mean, √(s²(1/n + overlap)); NaN for less than two values.

    s has n − 1 degrees of freedom; `overlap` is that of `overlap_of`, 0 for independent values.
    """
    n = len(values)
    return float(np.std(values, ddof=1)) * sqrt(1 / n + overlap) if n > 1 else nan


def half_width(error: float, n: int, confidence: float = CONFIDENCE) -> float:
    """Return t·SE, half of the interval of a mean of n independent values; NaN for less than two.

    t is the (1 + confidence)/2 quantile of Student's distribution with n − 1 degrees of freedom. Source:
    Student (1908), The probable error of a mean.
    """
    return quantile(n - 1, confidence) * error if n > 1 else nan


def quantile(freedom: float, confidence: float = CONFIDENCE) -> float:
    """Return how many standard errors a two-sided interval reaches, by Student's distribution."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + confidence) / 2))


def mean_interval(values: Sequence[float], confidence: float = CONFIDENCE, overlap: float = 0.0) -> Interval:
    """Return the mean of values with its interval; a NaN among them makes both NaN, as does no value."""
    mean = float(np.mean(values)) if len(values) else nan
    return Interval(mean, half_width(standard_error(values, overlap), len(values), confidence))
