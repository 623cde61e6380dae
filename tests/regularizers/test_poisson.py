"""Poisson regression with L2 against scikit-learn's PoissonRegressor on bundled data made into counts."""

import numpy as np
import pytest
from sklearn.datasets import load_diabetes
from sklearn.linear_model import PoissonRegressor
from support.problems import alone, regression

from regexp.engine import Member, rows_of
from regexp.initializations import Zeros
from regexp.losses import Poisson
from regexp.optimizers import GradientDescent, Lbfgs, Optimizer
from regexp.regularizers import L2
from regexp.spec import Array


def data() -> tuple[Array, Array]:
    """Return standardized inputs, and how many whole fifties the disease progression has, 0 to 6."""
    x, y = load_diabetes(return_X_y=True)
    return (x - x.mean(axis=0)) / x.std(axis=0), np.floor(y / 50)


def solved(strength: float, optimizer: Optimizer) -> Member:
    x, y = data()
    rows = rows_of(x, y[:, np.newaxis], "float64")
    return alone(
        regression(
            train=rows,
            validation=rows,
            dtype="float64",
            loss=Poisson(),
            initialization=Zeros(),
            optimizer=optimizer,
            regularizers=(L2(strength=strength),),
        )
    )


@pytest.mark.parametrize(
    ("optimizer", "strength"),
    [
        (Lbfgs(tolerance=1e-8), 1e-3),
        (Lbfgs(tolerance=1e-8), 0.1),
        (GradientDescent(learning_rate=0.1, epochs=300), 1.0),
    ],
)
def test_coefficients_are_those_of_scikit_learn(optimizer: Optimizer, strength: float) -> None:
    """Its objective is half the mean deviance + α/2·‖w‖², so that α = λ with scale half."""
    x, y = data()
    peer = PoissonRegressor(alpha=strength, tol=1e-8, max_iter=10_000).fit(x, y)
    found = solved(strength, optimizer).named("last")
    np.testing.assert_allclose(found["layers/0/weight"][:, 0], peer.coef_, rtol=0, atol=1e-4)
    np.testing.assert_allclose(found["layers/0/bias"], peer.intercept_, rtol=0, atol=1e-4)
    assert np.abs(peer.coef_).max() > 0.02


def test_metrics_are_of_the_predicted_means() -> None:
    """mse, mae and r2 of exp(output), as scikit-learn's estimator predicts and scores it."""
    x, y = data()
    peer = PoissonRegressor(alpha=0.1, tol=1e-8, max_iter=10_000).fit(x, y)
    history, means = solved(0.1, Lbfgs(tolerance=1e-8)).history, peer.predict(x)
    assert history["train_mse"][-1] == pytest.approx(np.square(y - means).mean(), abs=1e-5)
    assert history["train_mae"][-1] == pytest.approx(np.abs(y - means).mean(), abs=1e-5)
    spread = np.square(y - y.mean()).sum()
    assert history["validation_r2"][-1] == pytest.approx(1 - np.square(y - means).sum() / spread, abs=1e-5)
