"""Huber's loss, the absolute error and the Poisson deviance against PyTorch, scikit-learn and closed forms.

PyTorch's numbers: tests/references/pytorch_losses.npz, written by the script of that name beside it.
"""

import numpy as np
import pytest
from scipy.optimize import brentq
from sklearn.datasets import load_diabetes
from sklearn.linear_model import QuantileRegressor
from sklearn.metrics import mean_absolute_error, mean_poisson_deviance
from support.problems import alone, regression
from support.references import references

from regexp.engine import constant_scores, rows_of
from regexp.initializations import Zeros
from regexp.losses import Absolute, HalfSquaredError, Huber, Loss, Poisson
from regexp.optimizers import Adam, Lbfgs
from regexp.schedules import Cosine
from regexp.spec import Array

CASES: dict[str, tuple[Loss, str]] = {
    "huber/0.5": (Huber(delta=0.5), "y"),
    "huber/1": (Huber(), "y"),
    "huber/3": (Huber(delta=3.0), "y"),
    "absolute": (Absolute(), "y"),
    "poisson": (Poisson(), "counts"),
}

cases = pytest.mark.parametrize("name", CASES)


def of_target_alone(name: str, y: Array) -> Array:
    """Return what our loss adds to PyTorch's, (B,): y·log y − y for counts, so that a perfect fit costs 0."""
    return (
        np.where(y > 0, y * np.log(np.maximum(y, 1)) - y, 0).sum(axis=1) if name == "poisson" else 0 * y[:, 0]
    )


@cases
def test_rows_are_those_of_pytorch(name: str) -> None:
    numbers, (loss, targets) = references("pytorch_losses"), CASES[name]
    z, y = numbers["z"], numbers[targets]
    found = loss.rows(z[np.newaxis], y[np.newaxis])[0]
    expected = numbers[f"{name}/rows"] + of_target_alone(name, y)
    np.testing.assert_allclose(found, expected, rtol=1e-13, atol=1e-13)


@cases
def test_gradients_are_those_of_pytorch(name: str) -> None:
    """In the first row output and target of Huber's loss and the absolute error are equal: slope 0."""
    numbers, (loss, targets) = references("pytorch_losses"), CASES[name]
    z = numbers["z"][np.newaxis].copy()
    loss.gradient(z, numbers[targets][np.newaxis])
    np.testing.assert_allclose(z[0], numbers[f"{name}/gradient"], rtol=1e-13, atol=1e-15)


def test_a_huge_delta_is_half_the_squared_error_and_a_tiny_one_the_absolute_error() -> None:
    numbers = references("pytorch_losses")
    z, y = numbers["z"][np.newaxis], numbers["y"][np.newaxis]
    np.testing.assert_allclose(Huber(delta=1e9).rows(z, y), HalfSquaredError().rows(z, y), rtol=1e-14)
    np.testing.assert_allclose(Huber(delta=1e-9).rows(z, y) / 1e-9, Absolute().rows(z, y), rtol=1e-6)


def test_absolute_and_poisson_are_scikit_learns_metrics() -> None:
    """mean_absolute_error averages outputs where ours are summed; the deviance is twice our loss."""
    numbers = references("pytorch_losses")
    z, y, counts = numbers["z"], numbers["y"], numbers["counts"]
    absolute = Absolute().rows(z[np.newaxis], y[np.newaxis]).mean()
    assert absolute == pytest.approx(3 * mean_absolute_error(y, z), rel=1e-14)
    deviance = sum(mean_poisson_deviance(counts[:, k], np.exp(z[:, k])) for k in range(3))
    found = Poisson().rows(z[np.newaxis], counts[np.newaxis]).mean()
    assert found == pytest.approx(deviance / 2, rel=1e-13)


def test_a_poisson_model_that_fits_every_count_costs_nothing() -> None:
    y = np.array([[[1.0], [2.0], [50.0]]])
    np.testing.assert_allclose(Poisson().rows(np.log(y), y), 0, atol=1e-13)
    assert Poisson().rows(np.full((1, 1, 1), -800.0), np.zeros((1, 1, 1))).tolist() == [[0.0]]


def test_poisson_predicts_the_mean() -> None:
    z = np.log([[[1.0, 4.0]]])
    Poisson().predict(z)
    np.testing.assert_allclose(z, [[[1, 4]]], rtol=1e-15)


@pytest.mark.parametrize("delta", [0.01, 0.5, 2.0, 100.0])
def test_hubers_location_is_the_root_of_the_clipped_errors(delta: float) -> None:
    """Found by scipy's brentq; for a large δ it is the mean."""
    y = np.random.default_rng(3).standard_cauchy((41, 2))
    for k, location in enumerate(Huber(delta=delta).constant(y).tolist()):
        root = brentq(lambda c, k=k: np.clip(c - y[:, k], -delta, delta).sum(), -100, 100, xtol=1e-13)
        assert location == pytest.approx(root, abs=1e-11)


def test_constants_are_median_and_logarithm_of_the_mean() -> None:
    y = np.array([[1.0, 0.0], [2.0, 0.0], [9.0, 1.0], [100.0, 3.0]])
    assert Absolute().constant(y).tolist() == [5.5, 0.5]
    np.testing.assert_allclose(Poisson().constant(y), np.log([28, 1]), rtol=1e-15)
    assert np.isfinite(Poisson().constant(0 * y)).all()


def test_the_constant_prediction_is_scored_as_a_mean() -> None:
    """R² of the mean is 0; that of its logarithm would not be."""
    y = np.random.default_rng(0).poisson(3.0, (50, 1)).astype(float)
    rows = rows_of(np.zeros((50, 1)), y, "float64")
    scores = constant_scores(regression(train=rows, validation=rows, loss=Poisson()))
    assert scores["train_r2"] == pytest.approx(0, abs=1e-12)
    assert scores["train_mse"] == pytest.approx(y.var(), rel=1e-12)


def test_least_absolute_errors_are_scikit_learns_median_regression() -> None:
    """QuantileRegressor(quantile=0.5) halves the loss and solves a linear program: the minimum to 1e-3."""
    x, y = load_diabetes(return_X_y=True)
    x, y = (x / x.std(axis=0))[:80, :4], y[:80] / y.std()
    peer = QuantileRegressor(quantile=0.5, alpha=0).fit(x, y)
    rows = rows_of(x, y[:, np.newaxis], "float64")
    optimizer = Adam(learning_rate=0.05, batch_size="full", epochs=3000, schedule=Cosine())
    settings = {"train": rows, "validation": rows, "dtype": "float64", "every": 3000}
    member = alone(regression(loss=Absolute(), optimizer=optimizer, initialization=Zeros(), **settings))
    found = member.history["train_loss"][-1]
    least = np.abs(y - peer.predict(x)).mean()
    assert least - 1e-12 <= found <= least + 1e-3
    np.testing.assert_allclose(member.named("last")["layers/0/weight"][:, 0], peer.coef_, rtol=0, atol=0.02)


def test_an_outlier_moves_hubers_line_by_no_more_than_delta() -> None:
    """The same slopes wherever the outlier lies, as long as it is farther than δ from the line."""
    generator = np.random.default_rng(5)
    x = generator.standard_normal((60, 2))
    y = x @ np.array([[2.0], [-1.0]]) + 0.1 * generator.standard_normal((60, 1))

    def solved(outlier: float) -> Array:
        moved = y.copy()
        moved[0] += outlier
        rows = rows_of(x, moved, "float64")
        optimizer = Lbfgs(tolerance=1e-10)
        return alone(
            regression(
                train=rows, validation=rows, dtype="float64", loss=Huber(delta=0.5), optimizer=optimizer
            )
        ).theta

    np.testing.assert_allclose(solved(1e3), solved(1e6), rtol=1e-6)
    assert np.abs(solved(1e6)[:2] - [2, -1]).max() < 0.05
