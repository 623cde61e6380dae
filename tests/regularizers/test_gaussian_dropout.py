"""Gaussian dropout: multiplies by numbers of mean 1 and variance p/(1 − p), in hidden layers and inputs.

Where it ends on linear regression is tested with dropout's ridge.
"""

from collections.abc import Callable
from math import sqrt

import numpy as np
import pytest
from support.noise import context, stacked

from regexp.regularizers import Dropout, InputDropout
from regexp.spec import Array

RATES = (0.0, 0.1, 0.5, 0.9)
BATCH, WIDTH = 1000, 300

Factors = Callable[[tuple[float, ...]], Array]


def hidden_factors(rates: tuple[float, ...]) -> Array:
    spec = stacked(*(Dropout(rate=rate, noise="gaussian") for rate in rates))
    ctx = context(*range(len(rates)))
    spec.draw(BATCH, (4, WIDTH, 2), ctx)
    factor = np.ones((len(rates), BATCH, WIDTH), "float32")
    spec.multiplier(factor, 0, ctx)
    return factor


def input_factors(rates: tuple[float, ...]) -> Array:
    x = np.ones((len(rates), BATCH, WIDTH), "float32")
    spec = stacked(*(InputDropout(rate=rate, noise="gaussian") for rate in rates))
    spec.inputs(x, x, context(*range(len(rates))))
    return x


both = pytest.mark.parametrize("factors", [hidden_factors, input_factors])


@both
def test_mean_and_variance(factors: Factors) -> None:
    """Within 5 standard errors: √(v/n) of the mean, v·√(2/n) of the variance v = p/(1 − p)."""
    for rate, factor in zip(RATES, factors(RATES), strict=True):
        variance, n = rate / (1 - rate), factor.size
        assert abs(factor.mean(dtype=float) - 1) <= 5 * sqrt(variance / n)
        assert abs(factor.var(dtype=float) - variance) <= 5 * variance * sqrt(2 / n)


@both
def test_rows_and_units_are_independent(factors: Factors) -> None:
    """Correlations of neighbours within 5 standard errors 1/√n."""
    [factor] = factors((0.5,))
    for one, other in ((factor[:, :-1], factor[:, 1:]), (factor[:-1], factor[1:])):
        correlation = np.corrcoef(one.reshape(-1), other.reshape(-1))[0, 1]
        assert abs(correlation) < 5 / sqrt(one.size)


def test_runs_of_one_seed_scale_the_same_numbers() -> None:
    """r = 1 + √(p/(1 − p))·z with the same z: at p = 0.5 it is z, at p = 0.2 half of that."""
    spec = stacked(*(Dropout(rate=rate, noise="gaussian") for rate in (0.5, 0.2)))
    ctx = context(3, 3, dtype="float64")
    spec.draw(BATCH, (4, WIDTH, 2), ctx)
    factor = np.ones((2, BATCH, WIDTH))
    spec.multiplier(factor, 0, ctx)
    np.testing.assert_allclose(factor[1] - 1, (factor[0] - 1) / 2, rtol=0, atol=1e-14)
