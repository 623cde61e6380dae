"""The noise of a measured curve: how far the mean of some epochs may be off by chance.

Neighbouring epochs share noise, so that n epochs are worth fewer than n independent measurements. The
noise is modelled as AR(1), e[t] = persistence·e[t−1] + fresh[t]. Both parameters come from the curve
itself. A rise is measured against the upper confidence limit of the persistence, since calling noise
overfitting is the costlier mistake.
"""

from dataclasses import dataclass

import numpy as np

from regexp.analysis.unimodal import Valley
from regexp.spec import Array

STANDARD_ERRORS = 3.0
"""How many standard errors a change must be to be believed.

With `LIMIT_ERRORS` set by simulation, as `tests/analysis/test_false_alarms.py` repeats it, and not by a
normal quantile: the lowest stretch of a curve is picked by looking.
"""

LIMIT_ERRORS = 2.0
"""How many standard errors above its estimate the persistence is put."""

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


def noise_around(fit: Valley, values: Array) -> tuple[Noise, Noise]:
    """Return the noise of `values`, shape (rows,), around their falling-then-rising fit: likely, at most.

    The second puts the persistence at its upper confidence limit, and its fresh part is larger by what
    `STANDARD_ERRORS` are worth less where the variance itself is known from few rows.
    """
    residual = values - fit.fitted
    freedom = _freedom(fit)
    persistence = _persistence(residual)
    fresh = float(residual @ residual) / freedom * (1 - persistence**2)
    fresh = max(fresh, _wiggles(values, persistence))
    wider = _student(_independent(len(values), persistence)) ** 2
    return Noise(fresh, persistence), Noise(fresh * wider, _upper_limit(persistence, freedom))


def _freedom(fit: Valley) -> float:
    """Return the degrees of freedom that the fit leaves: 3/2 fewer for each of its levels.

    At least a quarter of the rows. Source: Meyer and Woodroofe (2000), On the degrees of freedom in
    shape-restricted regression.
    """
    rows = len(fit.fitted)
    return max(rows - 1.5 * fit.levels, rows / 4)


def _persistence(residual: Array) -> float:
    """Return the residual's lag-1 autocorrelation, at least 0."""
    total = float(residual @ residual)
    return max(float(residual[1:] @ residual[:-1]) / total, 0.0) if total > 0 else 0.0


def _upper_limit(persistence: float, freedom: float) -> float:
    """Return the upper confidence limit of a persistence estimated with so many degrees of freedom n.

    Standard error √((1 − ρ²)/n); bias (1 + 3ρ)/n by Kendall (1954), Note on bias in the estimation of
    autocorrelation.
    """
    bias = (1 + 3 * persistence) / freedom
    error = np.sqrt((1 - persistence**2) / freedom)
    return float(min(persistence + bias + LIMIT_ERRORS * error, LARGEST_PERSISTENCE))


def _independent(rows: int, persistence: float) -> float:
    """Return the degrees of freedom with which the variance of AR(1) noise is known, at least 2.

    Half of n(1 − ρ²)/(1 + ρ²), Bayley and Hammersley (1946), The effective number of independent observations
    in an autocorrelated time series. Half, because the fit follows part of the noise: of flat curves of 48
    epochs and persistence 0.9, where false alarms are most frequent, 4.8 % are called overfit with
    STANDARD_ERRORS as they are, 4.2 % with the whole number, 3.5 % with half.
    """
    return float(max(rows * (1 - persistence**2) / (1 + persistence**2) / 2, 2.0))


def _student(freedom: float) -> float:
    """Return how much wider Student's t is than the normal distribution, STANDARD_ERRORS out.

    1 + (z² + 1)/4ν + (5z⁴ + 16z² + 3)/96ν². Source: Fisher and Cornish (1960), The percentile points of
    distributions having known cumulants.
    """
    z = STANDARD_ERRORS
    return 1 + (z**2 + 1) / (4 * freedom) + (5 * z**4 + 16 * z**2 + 3) / (96 * freedom**2)


def _wiggles(values: Array, persistence: float) -> float:
    """Return the fresh variance by the median size of second differences, where no trend survives.

    It sees noise that a steep monotone fit follows. For AR(1) noise of fresh variance f a second
    difference has variance 2f(3 − ρ)/(1 + ρ).
    """
    spread = float(np.median(np.abs(np.diff(values, 2)))) / NORMAL_MAD
    return spread**2 * (1 + persistence) / (2 * (3 - persistence))
