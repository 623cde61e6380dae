"""Input noise: its moments, and the L2 penalty that it is on average (Bishop 1995)."""

from math import sqrt

import numpy as np
import pytest
from support.noise import WEIGHT, context, correlated_rows, late_weights, mean_loss, stacked

from regexp.losses import HalfSquaredError
from regexp.regularizers import InputNoise
from regexp.streams import Stream, normal_values

DEVIATIONS = (0.0, 0.1, 2.0)


def test_mean_and_variance() -> None:
    """Within 5 standard errors: σ/√n of the mean, σ²·√(2/n) of the variance."""
    x = np.zeros((3, 500, 300), "float32")
    spec = stacked(*(InputNoise(standard_deviation=deviation) for deviation in DEVIATIONS))
    spec.inputs(x, x, context(0, 1, 2))
    for deviation, noise in zip(DEVIATIONS, x, strict=True):
        assert abs(noise.mean(dtype=float)) <= 5 * deviation / sqrt(noise.size)
        assert abs(noise.var(dtype=float) - deviation**2) <= 5 * deviation**2 * sqrt(2 / noise.size)


def test_it_is_its_own_stream_scaled() -> None:
    """σ times the numbers of stream `input_noise`, shared by the two runs of a seed."""
    x = np.zeros((3, 7, 5))
    spec = stacked(*(InputNoise(standard_deviation=deviation) for deviation in (1.0, 3.0, 1.0)))
    spec.inputs(x, x, context(4, 4, 5, dtype="float64"))
    for of_run, seed, deviation in zip(x, (4, 4, 5), (1.0, 3.0, 1.0), strict=True):
        expected = np.empty(35)
        Stream(seed, "input_noise").source.normal(expected)
        np.testing.assert_array_equal(of_run.reshape(-1), deviation * expected)
    assert set(x[0].reshape(-1)) <= set(normal_values(np.dtype("float64")))


def test_the_mean_loss_of_linear_regression_is_that_of_l2() -> None:
    """½(y − x·w)² over 1,000 draws for each of 40 rows: plus σ²/2·Σw², within 5 standard errors."""
    deviation = 0.7
    x, y = correlated_rows()
    penalty = deviation**2 / 2 * np.square(WEIGHT).sum()
    found, error = mean_loss(InputNoise(standard_deviation=deviation), HalfSquaredError())
    assert abs(found - np.square(y - x @ WEIGHT).mean() / 2 - penalty) < 5 * error
    assert penalty > 20 * error


@pytest.mark.parametrize("deviation", [0.5, 1.0])
def test_on_linear_regression_it_ends_at_the_ridge_of_its_variance(deviation: float) -> None:
    """Expected: `l2: σ²` in half_squared_error, (XᵀX/m + σ²·I)⁻¹·Xᵀy/m, on centred inputs.

    The mean over seeds is within 5 standard errors of it, and far from least squares.
    """
    x, y = correlated_rows()
    ridge = np.linalg.solve(x.T @ x / len(x) + deviation**2 * np.eye(4), x.T @ y / len(x))[:, 0]
    found, error = late_weights(InputNoise(standard_deviation=deviation), HalfSquaredError())
    assert (np.abs(found - ridge) < 5 * error).all()
    least_squares = np.linalg.lstsq(x, y, rcond=None)[0][:, 0]
    assert (np.abs(ridge - least_squares) > 20 * error).any()
