"""Initial weights: their variances within 5 standard errors, and what they share."""

from math import sqrt

import numpy as np
import pytest
from support.components import example

from regexp.initializations import Glorot, He, Initialization, LeCun, Normal, Zeros
from regexp.spec import Array

INPUTS, OUTPUTS = 300, 200

VARIANCES = {
    "he": 2 / INPUTS,
    "lecun": 1 / INPUTS,
    "glorot": 2 / (INPUTS + OUTPUTS),
    "normal": 0.01**2,
    "zeros": 0.0,
}
"""From the papers named in the docstrings; `normal` has a standard deviation of 0.01 by default."""

KURTOSIS = {"glorot": 1.8}
"""Fourth moment over squared variance: 9/5 for uniform, 3 for normal numbers."""


def drawn(initialization: Initialization, seed: int = 0) -> Array:
    return initialization.draw((INPUTS, OUTPUTS), np.random.default_rng(seed))


@pytest.mark.parametrize("kind", Initialization.kinds())
def test_mean_and_variance(kind: str) -> None:
    """Standard errors √(σ²/n) of the mean and σ²·√((κ − 1)/n) of the variance, κ the kurtosis."""
    weights, variance = drawn(Initialization.kinds()[kind]()), VARIANCES[kind]
    assert weights.shape == (INPUTS, OUTPUTS)
    assert weights.dtype == np.float64
    assert abs(weights.mean()) <= 5 * sqrt(variance / weights.size)
    error = variance * sqrt((KURTOSIS.get(kind, 3.0) - 1) / weights.size)
    assert abs((weights**2).mean() - variance) <= 5 * error


@pytest.mark.parametrize("initialization", [He(), LeCun(), Normal()], ids=["he", "lecun", "normal"])
def test_normal_numbers(initialization: Initialization) -> None:
    """The fraction within one standard deviation is 0.6827, within 5 standard errors."""
    weights = drawn(initialization)
    inside = (np.abs(weights) < sqrt(VARIANCES[initialization.kind_name()])).mean()
    assert abs(inside - 0.682689) < 5 * sqrt(0.6827 * 0.3173 / weights.size)


def test_glorot_is_uniform() -> None:
    """Between ±√(6/(I + O)), which it comes close to."""
    limit = sqrt(6 / (INPUTS + OUTPUTS))
    weights = drawn(Glorot())
    assert 0.999 * limit < np.abs(weights).max() <= limit


def test_normal_has_the_deviation_it_is_given() -> None:
    np.testing.assert_allclose(drawn(Normal(standard_deviation=3.0)), 300 * drawn(Normal()), rtol=1e-14)


def test_zeros() -> None:
    assert not drawn(Zeros()).any()


@pytest.mark.parametrize("cls", Initialization.kinds().values(), ids=Initialization.kinds())
def test_the_same_numbers_every_time(cls: type[Initialization]) -> None:
    assert drawn(example(cls)).tobytes() == drawn(example(cls)).tobytes()
    if cls is not Zeros:
        assert (drawn(example(cls), seed=1) != drawn(example(cls))).all()
