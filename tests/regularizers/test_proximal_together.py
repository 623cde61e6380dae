"""Proximal steps and constraints of several kinds end at the minimum of their sum, not just near it.

The step of a sum is the steps one after another only in the right order: each weight for itself first
(l1, elastic_net, non_negative), then each group as a whole (group_lasso, max_norm). Sources: Friedman, Hastie
& Tibshirani (2010), A note on the group lasso and a sparse group lasso; Yu (2013), On decomposing the
proximal map. Expected: slopes that vanish, and SciPy's minima.
"""

import numpy as np
import pytest
from scipy.optimize import minimize
from support.problems import alone, regression

from regexp.engine import Problem, Rows, rows_of
from regexp.optimizers import GradientDescent
from regexp.regularizers import L1, GroupLasso, MaxNorm, NonNegative, Regularizer
from regexp.spec import Array

OPTIMIZER = GradientDescent(learning_rate=0.1, epochs=2000)
ABSOLUTE, GROUPED = 0.6, 0.3


@pytest.fixture(scope="module")
def rows() -> Rows:
    """Six centred, correlated features for three centred targets, so that no bias is needed."""
    generator = np.random.default_rng(7)
    x = generator.standard_normal((60, 6)) @ (np.eye(6) + 0.3 * generator.standard_normal((6, 6)))
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    y = x @ generator.standard_normal((6, 3)) + 0.3 * generator.standard_normal((60, 3))
    return rows_of(x, y - y.mean(axis=0), "float64")


def trained_weight(rows: Rows, *chosen: Regularizer) -> Array:
    """Return the weights (I, O) of a linear model after training."""
    common = {"train": rows, "validation": rows, "optimizer": OPTIMIZER, "dtype": "float64"}
    problem: Problem = regression(**common, every=100_000, regularizers=chosen)
    return alone(problem).named("last")["layers/0/weight"]


def slopes(rows: Rows, w: Array) -> Array:
    """Return the gradient (I, O) of the mean over rows of Σ(x·w − y)²."""
    return np.asarray(2 / len(rows) * rows.x.T @ (rows.x @ w - rows.y))


def test_l1_with_group_lasso_is_the_sparse_group_lasso(rows: Rows) -> None:
    """Slopes vanish where w is not zero; single zeros hold at most c back, and groups of zeros λ·√n more."""
    w = trained_weight(rows, L1(strength=ABSOLUTE), GroupLasso(strength=GROUPED))
    lengths, root = np.linalg.norm(w, axis=1, keepdims=True), np.sqrt(3)
    is_kept = (lengths > 0)[:, 0]
    slope = slopes(rows, w) + GROUPED * root * w / np.where(lengths > 0, lengths, 1)
    np.testing.assert_allclose((slope + ABSOLUTE * np.sign(w))[w != 0], 0, atol=1e-8)
    assert (np.abs(slope[is_kept]) <= ABSOLUTE + 1e-8).all()
    beyond = np.maximum(np.abs(slope[~is_kept]) - ABSOLUTE, 0)
    assert (np.linalg.norm(beyond, axis=1) <= GROUPED * root).all()
    assert ((w == 0).any(axis=1) & is_kept).any(), "single zeros in groups that are kept"


def constrained(rows: Rows, limit: float, grouped: float) -> Array:
    """Return SciPy's weights ≥ 0 with columns no longer than the limit, and group lasso's penalty."""
    shape = (rows.x.shape[1], rows.y.shape[1])
    root = np.sqrt(shape[1])

    def objective(flat: Array) -> float:
        w = flat.reshape(shape)
        errors = np.square(rows.x @ w - rows.y).sum() / len(rows)
        return float(errors + grouped * root * np.linalg.norm(w, axis=1).sum())

    def room(flat: Array) -> Array:
        return np.asarray(limit**2 - np.square(flat.reshape(shape)).sum(axis=0))

    bounds, constraint = [(0, None)] * (shape[0] * shape[1]), {"type": "ineq", "fun": room}
    options = {"maxiter": 2000, "ftol": 1e-14}
    found = minimize(
        objective,
        np.full(len(bounds), 0.2),
        method="SLSQP",
        bounds=bounds,
        constraints=constraint,
        options=options,
    )
    assert found.success
    return np.asarray(found.x.reshape(shape))


def test_max_norm_with_non_negative_is_the_nearest_point_of_both(rows: Rows) -> None:
    w = trained_weight(rows, MaxNorm(limit=0.8), NonNegative())
    np.testing.assert_allclose(w, constrained(rows, 0.8, 0.0), rtol=0, atol=1e-4)
    assert np.isclose(np.linalg.norm(w, axis=0), 0.8).any()
    assert (w == 0).any()


def test_group_lasso_with_non_negative(rows: Rows) -> None:
    w = trained_weight(rows, GroupLasso(strength=GROUPED), NonNegative())
    np.testing.assert_allclose(w, constrained(rows, 1e3, GROUPED), rtol=0, atol=1e-4)
    assert (w == 0).any()
