"""Metrics against scikit-learn's."""

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, mean_absolute_error, mean_squared_error, r2_score

from regexp import metrics
from regexp.spec import Array


def numbers(*shape: int, seed: int = 0) -> Array:
    return np.random.default_rng(seed).standard_normal(shape)


@pytest.mark.parametrize("targets", [1, 4])
def test_errors(targets: int) -> None:
    z, y = numbers(3, 50, targets), numbers(50, targets, seed=1)
    found = metrics.errors(z, np.broadcast_to(y, z.shape))
    for run in range(3):
        assert found["mse"][run] == pytest.approx(mean_squared_error(y, z[run]), rel=1e-13)
        assert found["mae"][run] == pytest.approx(mean_absolute_error(y, z[run]), rel=1e-13)
        assert found["r2"][run] == pytest.approx(r2_score(y, z[run]), rel=1e-13)


def test_r2_in_float32_of_targets_far_from_zero() -> None:
    """A mean of 1e4 with a deviation of 1: the spread is taken around it in float64."""
    y = (1e4 + numbers(50, 1)).astype("float32")
    z = (y + 0.5).astype("float32")[np.newaxis]
    expected = r2_score(y.astype("float64"), z[0].astype("float64"))
    assert metrics.errors(z, np.broadcast_to(y, z.shape))["r2"][0] == pytest.approx(expected, rel=1e-9)


def test_r2_of_targets_that_do_not_vary_is_empty() -> None:
    found = metrics.errors(numbers(1, 5, 1), np.ones((1, 5, 1)))
    assert np.isnan(found["r2"]).all()
    assert np.isfinite(found["mse"]).all()


def test_accuracy_of_several_classes() -> None:
    z, labels = numbers(2, 60, 4), np.arange(60) % 4
    found = metrics.accuracy(z, np.broadcast_to(np.eye(4)[labels], z.shape), None)["accuracy"]
    assert found.tolist() == [accuracy_score(labels, run.argmax(axis=1)) for run in z]


def test_accuracy_of_soft_targets_compares_with_their_largest() -> None:
    z, y = np.array([[[1.0, 2, 0], [3, 1, 2]]]), np.array([[[0.2, 0.5, 0.3], [0.1, 0.5, 0.4]]])
    assert metrics.accuracy(z, y, None)["accuracy"].tolist() == [0.5]


@pytest.mark.parametrize(("threshold", "expected"), [(0.0, [1, 1, 0, 0]), (0.5, [1, 0, 0, 0])])
def test_two_classes_on_one_output_are_told_apart_by_the_threshold(
    threshold: float, expected: list[int]
) -> None:
    """Above 0 for log odds, above ½ for squared errors on 0 and 1; at the threshold, the first class."""
    z = np.array([[[0.7], [0.2], [0.0], [-3]]])
    assert metrics.decisions(z, threshold).tolist() == [expected]


def test_names() -> None:
    assert metrics.names(True) == ("accuracy",)
    assert metrics.names(False) == ("mse", "mae", "r2")
