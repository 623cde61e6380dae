"""The noise of a measured curve: how far the mean of some epochs may be off by chance.

Neighbouring epochs share noise, so that n epochs are worth fewer than n independent measurements. The
noise is modelled as AR(1), e[t] = persistence·e[t−1] + fresh[t]. Both parameters come from the curve
itself, the persistence at its upper confidence limit: judging noise too small is the costlier mistake.
"""

from dataclasses import dataclass

import numpy as np

from regexp.analysis.unimodal import Valley
from regexp.spec import Array

STANDARD_ERRORS = 3.5
"""How many standard errors separate a change from chance, here and in the rules of the verdict.

Set by simulation, as `tests/analysis/test_false_alarms.py` repeats it; not a normal quantile, since the
lowest stretch of a curve is picked by looking.
"""

LARGEST_PERSISTENCE = 0.97
NORMAL_MAD = 0.6745  # median of |x| for a standard normal x


@dataclass(frozen=True)
class Noise:
    """AR(1) noise: variance of its fresh part, and the fraction that stays from one epoch to the next."""

    fresh: float
    persistence: float

    def variance(self, rows: int) -> float:
        """Return the variance of the mean of `rows` neighbouring rows.

        fresh/(1 − persistence)²/rows for many rows, never above that of one row, fresh/(1 − persistence²).
        """
        many = self.fresh / (1 - self.persistence) ** 2 / rows
        return float(min(many, self.fresh / (1 - self.persistence**2)))


def noise_around(fit: Valley, values: Array) -> Noise:
    """Return the noise of `values`, shape (rows,), around their falling-then-rising fit."""
    residual = values - fit.fitted
    persistence = _persistence(residual)
    fresh = max(_from_residual(residual, fit.levels, persistence), _from_wiggles(values, persistence))
    return Noise(fresh, _upper_limit(persistence, len(values)))


def _persistence(residual: Array) -> float:
    """Return the residual's lag-1 autocorrelation, at least 0."""
    total = float(residual @ residual)
    return max(float(residual[1:] @ residual[:-1]) / total, 0.0) if total > 0 else 0.0


def _upper_limit(persistence: float, rows: int) -> float:
    """Return the upper confidence limit of a persistence estimated from `rows` rows.

    Bias (1 + 3ρ)/n and standard error √((1 − ρ²)/n): Kendall (1954), Note on bias in the estimation of
    autocorrelation.
    """
    bias = (1 + 3 * persistence) / rows
    error = np.sqrt((1 - persistence**2) / rows)
    return float(min(persistence + bias + STANDARD_ERRORS * error, LARGEST_PERSISTENCE))


def _from_residual(residual: Array, levels: int, persistence: float) -> float:
    """Return the fresh variance by the residual's mean square, less 3/2 degrees of freedom a level.

    Source: Meyer and Woodroofe (2000), On the degrees of freedom in shape-restricted regression.
    """
    freedom = max(len(residual) - 1.5 * levels, len(residual) / 4)
    return float(residual @ residual) / freedom * (1 - persistence**2)


def _from_wiggles(values: Array, persistence: float) -> float:
    """Return the fresh variance by the median size of second differences, where no trend survives.

    It sees noise that a steep monotone fit follows. For AR(1) noise of fresh variance f a second
    difference has variance 2f(3 − ρ)/(1 + ρ).
    """
    spread = float(np.median(np.abs(np.diff(values, 2)))) / NORMAL_MAD
    return spread**2 * (1 + persistence) / (2 * (3 - persistence))
