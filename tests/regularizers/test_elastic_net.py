"""A linear model with the elastic net ends at scikit-learn's, zeros included, on the diabetes data.

ElasticNet minimizes 1/(2m)·Σ(y − x·w − b)² + alpha·(ρ·Σ|w| + (1 − ρ)/2·Σw²). Ours is 1/m·Σ(…)² + c·(…) for
squared_error, twice as much for alpha = c/2, and with ½ for half_squared_error, the same for alpha = c.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_diabetes
from sklearn.linear_model import ElasticNet as Peer
from support.problems import alone, classification, regression, trained

from regexp.engine import Problem, Rows, rows_of
from regexp.losses import HalfSquaredError, SquaredError
from regexp.optimizers import Adam, GradientDescent, Iterative, StochasticGradientDescent
from regexp.regularizers import L1, L2, ElasticNet, Regularizer
from regexp.spec import Array

SETTINGS = ((0.1, 0.5), (0.3, 0.5), (0.3, 0.9), (0.6, 0.8), (1.5, 0.3))
"""c and ρ; with squared_error 7, 6, 4, 3 and 5 of the ten weights are not zero."""

OPTIMIZERS = {
    "gd": GradientDescent(learning_rate=0.1, epochs=1200),
    "momentum": StochasticGradientDescent(learning_rate=0.1, batch_size="full", epochs=400, momentum=0.9),
    "nesterov": StochasticGradientDescent(
        learning_rate=0.1, batch_size="full", epochs=400, momentum=0.9, nesterov=True
    ),
}


@pytest.fixture(scope="module")
def rows() -> Rows:
    x, y = load_diabetes(return_X_y=True)
    y = y[:, np.newaxis]
    return rows_of((x - x.mean(axis=0)) / x.std(axis=0), (y - y.mean()) / y.std(), "float64")


def peer(rows: Rows, alpha: float, ratio: float) -> Array:
    return Peer(alpha=alpha, l1_ratio=ratio, tol=1e-14, max_iter=1_000_000).fit(rows.x, rows.y[:, 0]).coef_


def problem(rows: Rows, optimizer: Iterative, *penalties: Regularizer, **changes: Any) -> Problem:
    return regression(
        train=rows,
        validation=rows,
        optimizer=optimizer,
        regularizers=penalties,
        dtype="float64",
        every=100_000,
        **changes,
    )


@pytest.mark.parametrize("loss", [SquaredError(), HalfSquaredError()], ids=["squared", "half squared"])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_proximal_steps_end_at_the_elastic_net_with_its_zeros(rows: Rows, name: str, loss: Any) -> None:
    problems = [
        problem(rows, OPTIMIZERS[name], ElasticNet(strength=c, l1_ratio=ratio), loss=loss)
        for c, ratio in SETTINGS
    ]
    for (c, ratio), member in zip(SETTINGS, trained(*problems), strict=True):
        weight = member.named("last")["layers/0/weight"][:, 0]
        expected = peer(rows, c / 2 if isinstance(loss, SquaredError) else c, ratio)
        np.testing.assert_allclose(weight, expected, rtol=0, atol=1e-8)
        assert (weight == 0).tolist() == (expected == 0).tolist()


def test_the_problems_have_zeros_and_others(rows: Rows) -> None:
    assert [int((peer(rows, c / 2, ratio) != 0).sum()) for c, ratio in SETTINGS] == [7, 6, 4, 3, 5]


def test_mean_divides_by_the_rows(rows: Rows) -> None:
    """λ/m with λ = m·c is c: the same elastic net."""
    mean = ElasticNet(strength=0.3 * len(rows), scale="mean")
    weight = alone(problem(rows, OPTIMIZERS["momentum"], mean)).named("last")["layers/0/weight"][:, 0]
    np.testing.assert_allclose(weight, peer(rows, 0.15, 0.5), rtol=0, atol=1e-8)


@pytest.mark.parametrize("method", ["proximal", "subgradient", None])
@pytest.mark.parametrize("ratio", [0.0, 0.3, 1.0])
def test_it_is_l1_and_l2_together(ratio: float, method: Any) -> None:
    """l1 with c·ρ and l2 with c·(1 − ρ): the same steps to rounding, and the same penalty."""
    optimizer: Iterative = GradientDescent(learning_rate=0.1, epochs=20)
    if method is None:
        optimizer = Adam(learning_rate=0.01, batch_size=16, epochs=3)
    plain = classification(optimizer=optimizer, dtype="float64")
    pair = (L1(strength=0.02 * ratio, method=method), L2(strength=0.02 * (1 - ratio)))
    both = alone(replace(plain, regularizers=pair))
    net = ElasticNet(strength=0.02, l1_ratio=ratio, method=method)
    one = alone(replace(plain, regularizers=(net,)))
    np.testing.assert_allclose(one.theta, both.theta, rtol=0, atol=1e-12)
    np.testing.assert_allclose(one.history["penalty"], both.history["penalty"], rtol=1e-12)
    assert np.abs(one.theta - alone(plain).theta).max() > 1e-3


def test_the_penalty_column_is_that_of_the_formula(rows: Rows) -> None:
    """c·(ρ·Σ|w| + (1 − ρ)/2·Σw²) from the docstring of ElasticNet; biases are not in it."""
    for scale, c in (("sum", 0.1), ("mean", 0.1 / len(rows))):
        net = ElasticNet(strength=0.1, l1_ratio=0.3, scale=scale)
        member = alone(problem(rows, GradientDescent(learning_rate=0.1, epochs=50), net))
        weight = member.named("last")["layers/0/weight"]
        expected = c * (0.3 * np.abs(weight).sum() + 0.7 / 2 * (weight**2).sum())
        assert member.history["penalty"][-1] == pytest.approx(expected, rel=1e-12)


def test_biases_are_not_penalized(rows: Rows) -> None:
    """With λ so large that every weight is zero, the bias is the mean target."""
    moved = rows_of(rows.x, rows.y + 5, "float64")
    net = ElasticNet(strength=9.0, l1_ratio=0.9)
    found = alone(problem(moved, OPTIMIZERS["momentum"], net)).named("last")
    assert not found["layers/0/weight"].any()
    assert found["layers/0/bias"] == pytest.approx(5, rel=1e-9)


def test_only_the_named_layers_are_shrunk() -> None:
    """Layer 1 alone: its weights are all zero after a step, those of layer 0 as they were."""
    optimizer = GradientDescent(learning_rate=1e-9, epochs=1)
    net = ElasticNet(strength=1e12, l1_ratio=1.0, layers=(1,))
    given = regression(hidden=(3,), optimizer=optimizer, dtype="float64")
    before, after = (alone(replace(given, regularizers=chosen)).named("last") for chosen in ((), (net,)))
    assert not after["layers/1/weight"].any()
    for name in ("layers/0/weight", "layers/0/bias", "layers/1/bias"):
        assert after[name].tobytes() == before[name].tobytes()
