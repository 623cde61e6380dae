"""A linear model with L2 ends at the ridge solution for every optimizer, scale and squared loss.

Expected: q/m·Σ‖x·w + b − y‖² + c·Σw² has its minimum where (XᵀX + (c·m/q)·I)·w = Xᵀy on centred data, and
b = ȳ − x̄·w; solved by `numpy.linalg.solve`, and by scikit-learn's Ridge with alpha = c·m/q.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_diabetes
from sklearn.linear_model import Ridge
from support.problems import alone, regression

from regexp.engine import Problem, new_member, rows_of
from regexp.losses import HalfSquaredError, Loss, QuadraticLoss, SquaredError
from regexp.optimizers import Exact, GradientDescent, Optimizer, StochasticGradientDescent
from regexp.regularizers import L2
from regexp.spec import Array

ROWS, STRENGTH = 60, 0.3
COEFFICIENT = {"half": STRENGTH / 2, "sum": STRENGTH, "half_mean": STRENGTH / (2 * ROWS)}
"""c of each scale, as in the docstring of L2."""

STEPPING = {
    "gd": (GradientDescent, {}),
    "sgd": (StochasticGradientDescent, {"batch_size": "full"}),
    "momentum": (StochasticGradientDescent, {"batch_size": "full", "momentum": 0.5}),
    "nesterov": (StochasticGradientDescent, {"batch_size": "full", "momentum": 0.5, "nesterov": True}),
}

losses = pytest.mark.parametrize(
    "loss", [SquaredError(), HalfSquaredError()], ids=["squared", "half squared"]
)
scales = pytest.mark.parametrize("scale", ["half", "sum", "half_mean"])


def problem(optimizer: Optimizer, loss: Loss, scale: Any, **changes: Any) -> Problem:
    penalty = L2(strength=STRENGTH, scale=scale)
    common: dict[str, Any] = {"rows": ROWS, "targets": 2, "dtype": "float64", "every": 10_000}
    return regression(
        **{**common, "optimizer": optimizer, "loss": loss, "regularizers": (penalty,), **changes}
    )


def alpha(loss: QuadraticLoss, scale: str) -> float:
    return COEFFICIENT[scale] * ROWS / {"squared_error": 1.0, "half_squared_error": 0.5}[loss.kind_name()]


def ridge(x: Array, y: Array, strength: float) -> tuple[Array, Array]:
    """Return weights and bias from the normal equations."""
    x_mean, y_mean = x.mean(axis=0), y.mean(axis=0)
    centred = x - x_mean
    weight = np.linalg.solve(centred.T @ centred + strength * np.eye(x.shape[1]), centred.T @ (y - y_mean))
    return weight, y_mean - x_mean @ weight


def step_length(given: Problem, loss: QuadraticLoss) -> float:
    """Return 1/L, L the largest curvature of the loss (inputs and a column of ones) plus any penalty's."""
    inputs = np.column_stack([given.train.x, np.ones(ROWS)])
    return float(1 / (2 * loss.curvature * np.linalg.eigvalsh(inputs.T @ inputs / ROWS)[-1] + 2 * STRENGTH))


@losses
@scales
@pytest.mark.parametrize("name", STEPPING)
def test_steps_end_at_the_normal_equations(name: str, loss: QuadraticLoss, scale: str) -> None:
    cls, settings = STEPPING[name]
    given = problem(GradientDescent(learning_rate=0.1), loss, scale)
    optimizer = cls(learning_rate=step_length(given, loss), epochs=800, **settings)
    found = alone(problem(optimizer, loss, scale)).named("last")
    weight, bias = ridge(given.train.x, given.train.y, alpha(loss, scale))
    np.testing.assert_allclose(found["layers/0/weight"], weight, rtol=0, atol=1e-6)
    np.testing.assert_allclose(found["layers/0/bias"], bias, rtol=0, atol=1e-6)


@losses
@scales
def test_exact_is_the_normal_equations_and_scikit_learn(loss: QuadraticLoss, scale: str) -> None:
    given = problem(Exact(), loss, scale)
    found = alone(given).named("last")
    weight, bias = ridge(given.train.x, given.train.y, alpha(loss, scale))
    peer = Ridge(alpha=alpha(loss, scale), solver="cholesky").fit(given.train.x, given.train.y)
    for expected in ({"weight": weight, "bias": bias}, {"weight": peer.coef_.T, "bias": peer.intercept_}):
        for key, values in expected.items():
            np.testing.assert_allclose(found[f"layers/0/{key}"], values, rtol=1e-10, atol=1e-10)


@scales
@pytest.mark.parametrize(
    "optimizer",
    [
        Exact(),
        StochasticGradientDescent(learning_rate=0.05, momentum=0.9, batch_size="full", epochs=1500),
    ],
    ids=["exact", "sgd"],
)
def test_the_standardized_diabetes_data(optimizer: Optimizer, scale: str) -> None:
    """Ten correlated inputs, scikit-learn's Ridge with its own bias."""
    x, y = load_diabetes(return_X_y=True)
    data = rows_of((x - x.mean(axis=0)) / x.std(axis=0), (y[:, np.newaxis] - 100) / y.std(), "float64")
    penalty = L2(strength=STRENGTH * len(x) / ROWS if scale == "half_mean" else STRENGTH, scale=scale)
    changes: dict[str, Any] = {"train": data, "validation": data, "targets": 1, "regularizers": (penalty,)}
    found = alone(problem(optimizer, SquaredError(), scale, **changes)).named("last")
    peer = Ridge(alpha=COEFFICIENT[scale] * len(x)).fit(data.x, data.y[:, 0])
    np.testing.assert_allclose(found["layers/0/weight"][:, 0], peer.coef_, rtol=0, atol=1e-8)
    np.testing.assert_allclose(found["layers/0/bias"], peer.intercept_, rtol=0, atol=1e-8)


@scales
def test_the_penalty_column_is_that_of_the_formula(scale: str) -> None:
    """c·Σw² from the docstring of L2, of the weights that are saved."""
    member = alone(problem(Exact(), SquaredError(), scale))
    weight = member.named("last")["layers/0/weight"]
    expected = COEFFICIENT[scale] * (weight**2).sum()
    assert member.history["penalty"][-1] == pytest.approx(expected, rel=1e-12)


def test_biases_are_not_penalized() -> None:
    """With an enormous λ the weights vanish and the bias is the mean target."""
    member = alone(regression(optimizer=Exact(), regularizers=(L2(strength=1e9),), dtype="float64"))
    found, y = member.named("last"), member.problem.train.y
    assert np.abs(found["layers/0/weight"]).max() < 1e-6
    np.testing.assert_allclose(found["layers/0/bias"], y.mean(axis=0), rtol=1e-6)


@pytest.mark.parametrize(("layers", "decayed"), [((0,), True), ((1,), False), (None, True)])
def test_only_the_named_layers_are_decayed(layers: tuple[int, ...] | None, decayed: bool) -> None:
    """Inputs of zero leave the first layer the penalty's gradient λ·w only: w·(1 − αλ)⁵ after five steps."""
    given = regression(hidden=(3,), optimizer=GradientDescent(learning_rate=0.1, epochs=5), dtype="float64")
    silent = rows_of(given.train.x * 0, given.train.y, "float64")
    problem = replace(given, train=silent, regularizers=(L2(strength=0.5, layers=layers),))
    start = new_member(problem).named("last")["layers/0/weight"].copy()
    factor = (1 - 0.1 * 0.5) ** 5 if decayed else 1.0
    np.testing.assert_allclose(alone(problem).named("last")["layers/0/weight"], start * factor, rtol=1e-14)
