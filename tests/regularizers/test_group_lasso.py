"""Group lasso: its solution, how it switches off features and units, and its proximal step.

Expected: J = 1/m·Σ‖x·W + b − y‖² + λ·Σ_g √n_g·‖w_g‖ is convex, so that W is the minimum if and only if the
gradient G of the first term is −λ·√n_g·w_g/‖w_g‖ for groups that are not zero, and no longer than λ·√n_g for
those that are (Yuan & Lin 2006, proposition 1). SciPy's `minimize` on a smooth form of it agrees.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize
from support.noise import context, stacked
from support.problems import alone, classification, regression, trained

from regexp.engine import Problem, Rows, rows_of
from regexp.optimizers import Adam, GradientDescent, Iterative, StochasticGradientDescent
from regexp.regularizers import L1, GroupLasso
from regexp.spec import Array

STRENGTHS = (0.05, 0.2, 1.2)
OPTIMIZERS = {
    "gd": GradientDescent(learning_rate=0.1, epochs=2000),
    "momentum": StochasticGradientDescent(learning_rate=0.1, batch_size="full", momentum=0.9, epochs=600),
}


@pytest.fixture(scope="module")
def rows() -> Rows:
    """Eight correlated features for three targets, of which the first five matter less and less."""
    generator = np.random.default_rng(7)
    x = generator.standard_normal((60, 8)) @ (np.eye(8) + 0.3 * generator.standard_normal((8, 8)))
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    slopes = np.array([1.0, 0.7, 0.4, 0.2, 0.1, 0, 0, 0])[:, np.newaxis] * generator.standard_normal((8, 3))
    return rows_of(x, x @ slopes + 0.3 * generator.standard_normal((60, 3)), "float64")


def problem(rows: Rows, optimizer: Iterative, penalty: GroupLasso) -> Problem:
    return regression(
        train=rows,
        validation=rows,
        optimizer=optimizer,
        regularizers=(penalty,),
        dtype="float64",
        every=100_000,
    )


def as_rows(w: Array, groups: str) -> Array:
    """Return weights (I, O) with a group in each row."""
    return w if groups == "outgoing" else w.T


@pytest.mark.parametrize("groups", ["outgoing", "incoming"])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_proximal_steps_end_at_the_minimum(rows: Rows, name: str, groups: Any) -> None:
    penalties = [GroupLasso(strength=strength, groups=groups) for strength in STRENGTHS]
    members = trained(*(problem(rows, OPTIMIZERS[name], penalty) for penalty in penalties))
    for strength, member in zip(STRENGTHS, members, strict=True):
        found = member.named("last")
        weight, bias = found["layers/0/weight"], found["layers/0/bias"]
        slopes = 2 / len(rows) * rows.x.T @ (rows.x @ weight + bias - rows.y)
        least = strength * np.sqrt(as_rows(weight, groups).shape[1])
        for w, slope in zip(as_rows(weight, groups), as_rows(slopes, groups), strict=True):
            if w.any():
                np.testing.assert_allclose(slope, -least * w / np.linalg.norm(w), rtol=0, atol=1e-8)
            else:
                assert np.linalg.norm(slope) < least


def test_features_are_switched_off_whole(rows: Rows) -> None:
    """More with a larger λ, and of those that are left no weight is zero, unlike with l1."""
    members = trained(*(problem(rows, OPTIMIZERS["gd"], GroupLasso(strength=s)) for s in STRENGTHS))
    weights = [member.named("last")["layers/0/weight"] for member in members]
    assert [int(w.any(axis=1).sum()) for w in weights] == [7, 3, 0]
    for weight in weights:
        assert (weight.any(axis=1) == weight.all(axis=1)).all()


def test_scipy_finds_the_same_minimum(rows: Rows) -> None:
    """‖w‖ is the least (u² + ‖v‖²)/2 of all products u·v = w, which makes J a smooth function of u and v."""
    cost = 0.2 * np.sqrt(3)

    def objective(flat: Array) -> tuple[float, Array]:
        u, v, bias = flat[:8, np.newaxis], flat[8:32].reshape(8, 3), flat[32:]
        errors = rows.x @ (u * v) + bias - rows.y
        slopes = 2 / len(rows) * rows.x.T @ errors
        value = (errors**2).sum() / len(rows) + cost / 2 * ((u**2).sum() + (v**2).sum())
        of_u, of_v = (slopes * v).sum(axis=1) + cost * u[:, 0], slopes * u + cost * v
        return float(value), np.concatenate([of_u, of_v.ravel(), 2 / len(rows) * errors.sum(axis=0)])

    options = {"maxiter": 10_000, "ftol": 1e-15, "gtol": 1e-10}
    peer = minimize(objective, np.full(35, 0.5), jac=True, method="L-BFGS-B", options=options).x
    found = alone(problem(rows, OPTIMIZERS["momentum"], GroupLasso(strength=0.2))).named("last")
    expected = peer[:8, np.newaxis] * peer[8:32].reshape(8, 3)
    np.testing.assert_allclose(found["layers/0/weight"], expected, rtol=0, atol=1e-5)


def test_one_weight_a_group_is_l1(rows: Rows) -> None:
    """With one output each row is one weight: √1·|w|, the same steps to rounding."""
    single = rows_of(rows.x, rows.y[:, :1], "float64")
    for optimizer in (OPTIMIZERS["momentum"], Adam(learning_rate=0.01, batch_size=16, epochs=3)):
        lasso, grouped = (
            alone(problem(single, optimizer, penalty))
            for penalty in (L1(strength=0.1), GroupLasso(strength=0.1))
        )
        np.testing.assert_allclose(grouped.theta, lasso.theta, rtol=0, atol=1e-12)
        assert grouped.history["penalty"][-1] == pytest.approx(lasso.history["penalty"][-1], rel=1e-10)


@pytest.mark.parametrize("groups", ["outgoing", "incoming"])
def test_the_proximal_step_by_hand(groups: Any) -> None:
    """Groups (3, 4), (0.3, 0.4) and (0, 0) shortened by t = 0.5·√2·(√2/2) = 0.5 to 4.5, 0 and 0."""
    w = np.array([[3.0, 4.0], [0.3, 0.4], [0.0, 0.0]])
    w = np.ascontiguousarray(as_rows(w, groups))[np.newaxis]
    ctx = context(0, dtype="float64")
    ctx.travel = np.full((1, 1, 1), np.sqrt(0.5))
    stacked(GroupLasso(strength=0.5, groups=groups)).after_update(w, [w], ctx)
    np.testing.assert_allclose(as_rows(w[0], groups), [[2.7, 3.6], [0, 0], [0, 0]], rtol=1e-14)
    assert not as_rows(w[0], groups)[1:].any()


def test_hidden_units_are_switched_off() -> None:
    """In an MLP on few rows: units whose outgoing weights are all zero, at most half of thirty are left."""
    optimizer = StochasticGradientDescent(learning_rate=0.2, batch_size=32, epochs=150)
    penalty = GroupLasso(strength=0.1, layers=(1,))
    given = classification(hidden=(30,), optimizer=optimizer, dtype="float64", every=150)
    plain, sparse = (alone(replace(given, regularizers=chosen)).named("last") for chosen in ((), (penalty,)))
    left = sparse["layers/1/weight"].any(axis=1)
    assert plain["layers/1/weight"].any(axis=1).all()
    assert 1 <= left.sum() <= 15
    assert sparse["layers/0/weight"].all(), "layer 0 is not in layers"


def test_the_penalty_column_is_that_of_the_formula() -> None:
    """λ·Σ_g √n_g·‖w_g‖ over both layers of an MLP, from the docstring of GroupLasso."""
    for groups, axis in (("outgoing", 1), ("incoming", 0)):
        penalty = GroupLasso(strength=1e-4, groups=groups)
        member = alone(classification(hidden=(5,), dtype="float64", regularizers=(penalty,)))
        weights = [member.named("last")[f"layers/{k}/weight"] for k in (0, 1)]
        expected = sum(1e-4 * np.sqrt(w.shape[axis]) * np.linalg.norm(w, axis=axis).sum() for w in weights)
        assert member.history["penalty"][-1] == pytest.approx(expected, rel=1e-12)


def test_biases_are_not_penalized(rows: Rows) -> None:
    """An enormous λ makes every weight exactly zero and leaves the mean targets as the biases."""
    found = alone(problem(rows, OPTIMIZERS["gd"], GroupLasso(strength=1e6))).named("last")
    assert not found["layers/0/weight"].any()
    np.testing.assert_allclose(found["layers/0/bias"], rows.y.mean(axis=0), rtol=1e-9)


def test_a_group_of_zeros_has_the_subgradient_zero() -> None:
    """Where ‖w_g‖ = 0 nothing is added to the gradient; elsewhere λ·√2·w_g/‖w_g‖."""
    w, grad = np.array([[[3.0, 4.0], [0.0, 0.0]]]), np.ones((1, 2, 2))
    ctx = context(0, dtype="float64")
    stacked(GroupLasso(strength=0.5, method="subgradient")).penalty_gradient(w, grad, 0, ctx)
    expected = 1 + 0.5 * np.sqrt(2) * np.array([[0.6, 0.8], [0, 0]])
    np.testing.assert_allclose(grad[0], expected, rtol=1e-14)
