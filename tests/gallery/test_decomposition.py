"""Bias² and variance against hand computation and against ridge regression's closed forms."""

import numpy as np
import pytest

from regexp.gallery.decomposition import decomposed


def test_two_predictions_of_one_point_by_hand() -> None:
    """m = 2, v = (1 + 1)/1 = 2, bias² = (2 − 0)² − 2/2 = 3; the noise is given."""
    parts = decomposed(np.array([[1.0], [3.0]]), np.array([0.0]), 0.5)
    assert parts == (3.0, 2.0, 0.5)
    assert parts.total == 5.5


def test_points_that_fewer_than_two_models_predict_do_not_count() -> None:
    predictions = np.array([[1.0, np.nan, 9.0], [3.0, 7.0, np.nan]])
    parts = decomposed(predictions, np.array([0.0, 0.0, 0.0]))
    assert parts[:2] == (3.0, 2.0)
    assert np.isnan(parts.noise)
    assert parts.total == 5.0  # bias² has the noise in it


def test_nothing_to_compare_is_nothing() -> None:
    assert np.isnan(decomposed(np.array([[1.0, np.nan]]), np.zeros(2))[:2]).all()


@pytest.mark.parametrize("strength", [0.0, 5.0, 50.0])
@pytest.mark.parametrize("seen", [1.0, 0.5], ids=["every model everywhere", "half of the points each"])
def test_ridge_on_a_fixed_design(strength: float, seen: float) -> None:
    """w = A·Xᵀy with A = (XᵀX + λI)⁻¹ and y = Xw* + σε: at points Z the bias is Z(A·XᵀX − I)w* and the
    variance σ²·‖(Z·A·Xᵀ)ᵢ‖². Source: Hoerl & Kennard (1970), Ridge regression. Estimates from 20 models are
    unbiased: their mean over 1,000 repetitions lies within four of its standard errors.
    """
    rng = np.random.default_rng(7)
    x, z, truth, sigma = rng.normal(size=(15, 4)), rng.normal(size=(30, 4)), rng.normal(size=4), 0.7
    solver = np.linalg.solve(x.T @ x + strength * np.eye(4), x.T)
    bias = np.mean(np.square(z @ (solver @ x - np.eye(4)) @ truth))
    variance = np.mean(np.square(z @ solver).sum(axis=1)) * sigma**2
    found = []
    for _ in range(1000):
        y = (x @ truth)[:, np.newaxis] + sigma * rng.normal(size=(15, 20))
        predicted = (z @ solver @ y).T
        predicted[rng.random(predicted.shape) > seen] = np.nan
        found.append(decomposed(predicted, z @ truth)[:2])
    means, errors = np.mean(found, axis=0), np.std(found, axis=0, ddof=1) / np.sqrt(1000)
    assert (np.abs(means - (bias, variance)) < 4 * errors).all()


def test_noisy_targets_leave_their_variance_in_the_bias() -> None:
    """Against targets with noise τ² the same estimate expects bias² + τ²."""
    rng = np.random.default_rng(3)
    predictions = 1.0 + 0.5 * rng.normal(size=(10, 40_000))
    targets = 0.3 * rng.normal(size=40_000)
    parts = decomposed(predictions, targets)
    assert parts.squared_bias == pytest.approx(1 + 0.09, abs=0.01)
    assert parts.variance == pytest.approx(0.25, abs=0.005)
