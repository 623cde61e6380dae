"""A linear model with L1 ends at scikit-learn's Lasso, zeros included, on the standardized diabetes data.

Lasso minimizes 1/(2m)·Σ(y − x·w − b)² + alpha·Σ|w|. Ours is 1/m·Σ(…)² + c·Σ|w| for squared_error, twice as
much for alpha = c/2, and 1/(2m)·Σ(…)² + c·Σ|w| for half_squared_error, the same for alpha = c.
"""

from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_diabetes
from sklearn.linear_model import Lasso
from support.problems import alone, regression, trained

from regexp.engine import Problem, Rows, rows_of
from regexp.losses import HalfSquaredError, Loss, SquaredError
from regexp.optimizers import Adam, GradientDescent, Iterative, StochasticGradientDescent
from regexp.regularizers import L1
from regexp.spec import Array

COEFFICIENTS = (0.02, 0.1, 0.3, 0.6)
"""c; with squared_error 8, 6, 4 and 2 of the ten weights are not zero, with half_squared_error fewer."""


@pytest.fixture(scope="module")
def rows() -> Rows:
    x, y = load_diabetes(return_X_y=True)
    y = y[:, np.newaxis]
    return rows_of((x - x.mean(axis=0)) / x.std(axis=0), (y - y.mean()) / y.std(), "float64")


def lasso(rows: Rows, alpha: float) -> Array:
    return Lasso(alpha=alpha, tol=1e-14, max_iter=1_000_000).fit(rows.x, rows.y[:, 0]).coef_


def problem(rows: Rows, optimizer: Iterative, penalty: L1, loss: Loss | None = None) -> Problem:
    return regression(
        train=rows,
        validation=rows,
        optimizer=optimizer,
        regularizers=(penalty,),
        loss=loss or SquaredError(),
        dtype="float64",
        every=100_000,
    )


def sgd(epochs: int = 500, **settings: Any) -> StochasticGradientDescent:
    return StochasticGradientDescent(learning_rate=0.1, batch_size="full", epochs=epochs, **settings)


OPTIMIZERS = {
    "gd": GradientDescent(learning_rate=0.1, epochs=1500),
    "sgd": sgd(1500),
    "momentum 0.5": sgd(800, momentum=0.5),
    "momentum 0.9": sgd(momentum=0.9),
    "nesterov 0.5": sgd(800, momentum=0.5, nesterov=True),
    "nesterov 0.9": sgd(momentum=0.9, nesterov=True),
}


@pytest.mark.parametrize("loss", [SquaredError(), HalfSquaredError()], ids=["squared", "half squared"])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_proximal_steps_end_at_the_lasso_with_its_zeros(rows: Rows, name: str, loss: Loss) -> None:
    problems = [problem(rows, OPTIMIZERS[name], L1(strength=c), loss) for c in COEFFICIENTS]
    for c, member in zip(COEFFICIENTS, trained(*problems), strict=True):
        weight = member.named("last")["layers/0/weight"][:, 0]
        expected = lasso(rows, c / 2 if loss.kind_name() == "squared_error" else c)
        np.testing.assert_allclose(weight, expected, rtol=0, atol=1e-8)
        assert (weight == 0).tolist() == (expected == 0).tolist()


def test_the_problems_have_zeros_and_others(rows: Rows) -> None:
    assert [int((lasso(rows, c / 2) != 0).sum()) for c in COEFFICIENTS] == [8, 6, 4, 2]


def test_mean_divides_by_the_rows(rows: Rows) -> None:
    """λ/m with λ = m·c is c: the same Lasso."""
    mean = L1(strength=0.1 * len(rows), scale="mean")
    member = alone(problem(rows, sgd(momentum=0.9), mean))
    np.testing.assert_allclose(
        member.named("last")["layers/0/weight"][:, 0], lasso(rows, 0.05), rtol=0, atol=1e-8
    )


def test_subgradient_steps_come_near_the_lasso_without_zeros(rows: Rows) -> None:
    """A constant step of α leaves a weight that should be zero within a few α·c = 1e-4 of it."""
    c, slow = 0.1, GradientDescent(learning_rate=1e-3, epochs=12_000)
    member = alone(problem(rows, slow, L1(strength=c, method="subgradient")))
    weight, expected = member.named("last")["layers/0/weight"][:, 0], lasso(rows, c / 2)
    np.testing.assert_allclose(weight[expected == 0], 0, atol=5e-4)
    np.testing.assert_allclose(weight[expected != 0], expected[expected != 0], atol=5e-3)
    assert weight.all()


def test_subgradient_is_what_adam_does(rows: Rows) -> None:
    """Not given is subgradient for Adam, proximal for gradient descent: same bits as when it is said."""
    slow, fast = (
        GradientDescent(learning_rate=0.01, epochs=20),
        Adam(learning_rate=0.01, batch_size=64, epochs=3),
    )
    for optimizer, method in ((slow, "proximal"), (fast, "subgradient")):
        said, implied = (problem(rows, optimizer, L1(strength=0.1, method=m)) for m in (method, None))
        assert alone(said).theta.tobytes() == alone(implied).theta.tobytes()


def test_the_penalty_column_is_that_of_the_formula(rows: Rows) -> None:
    """c·Σ|w| from the docstring of L1; biases are not in it."""
    for penalty, c in ((L1(strength=0.1), 0.1), (L1(strength=0.1, scale="mean"), 0.1 / len(rows))):
        member = alone(problem(rows, sgd(50), penalty))
        expected = c * np.abs(member.named("last")["layers/0/weight"]).sum()
        assert member.history["penalty"][-1] == pytest.approx(expected, rel=1e-12)


def test_biases_are_not_penalized(rows: Rows) -> None:
    """An enormous λ makes every weight exactly zero and leaves the mean target as the bias."""
    moved = rows_of(rows.x, rows.y + 5, "float64")
    found = alone(problem(moved, sgd(500), L1(strength=1e6))).named("last")
    assert not found["layers/0/weight"].any()
    assert found["layers/0/bias"] == pytest.approx(5, rel=1e-9)


def test_only_the_named_layers_are_shrunk() -> None:
    """Layer 1 alone: its weights are all zero after a step, those of layer 0 as they were."""
    optimizer = GradientDescent(learning_rate=1e-9, epochs=1)
    penalty = L1(strength=1e12, layers=(1,))
    given = regression(hidden=(3,), optimizer=optimizer, dtype="float64")
    before = alone(given).named("last")
    after = alone(
        regression(hidden=(3,), optimizer=optimizer, dtype="float64", regularizers=(penalty,))
    ).named("last")
    assert not after["layers/1/weight"].any()
    assert after["layers/0/weight"].tobytes() == before["layers/0/weight"].tobytes()
    assert after["layers/1/bias"].tobytes() == before["layers/1/bias"].tobytes()
