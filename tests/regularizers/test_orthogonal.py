"""Orthogonal regularization: its value by NumPy's norm, and weights that it alone makes orthonormal."""

from dataclasses import replace

import numpy as np
import pytest
from support.noise import context, stacked
from support.problems import alone, classification, regression

from regexp.engine import Problem, rows_of
from regexp.optimizers import GradientDescent
from regexp.regularizers import Orthogonal
from regexp.spec import Array

SHAPES = [(7, 3), (3, 7), (5, 5), (1, 4), (4, 1)]


def gram(w: Array) -> Array:
    """Return WᵀW of weights (I, O), or WWᵀ where I < O."""
    return w @ w.T if w.shape[0] < w.shape[1] else w.T @ w


def silent(hidden: tuple[int, ...], targets: int, penalty: Orthogonal, epochs: int) -> Problem:
    """Return a run whose inputs and targets are all zero: the penalty alone moves the weights."""
    optimizer = GradientDescent(learning_rate=0.02, epochs=epochs)
    given = regression(hidden=hidden, targets=targets, optimizer=optimizer, dtype="float64", every=epochs)
    rows = rows_of(given.train.x * 0, given.train.y * 0, "float64")
    return replace(given, train=rows, validation=rows, regularizers=(penalty,))


@pytest.mark.parametrize("shape", SHAPES)
def test_the_penalty_is_the_frobenius_norm(shape: tuple[int, int]) -> None:
    """λ·‖G − 1‖², for three runs of different λ."""
    w = np.random.default_rng(1).standard_normal((3, *shape))
    strengths = (0.1, 0.0, 2.0)
    spec = stacked(*(Orthogonal(strength=strength) for strength in strengths))
    found = spec.penalty(w, 0, context(0, 1, 2, dtype="float64"))
    for value, strength, weight in zip(found, strengths, w, strict=True):
        expected = strength * np.linalg.norm(gram(weight) - np.eye(min(shape))) ** 2
        assert value.item() == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_gradient_is_that_of_central_differences(shape: tuple[int, int]) -> None:
    generator = np.random.default_rng(2)
    w, direction = generator.standard_normal((2, 1, *shape))
    spec, ctx = stacked(Orthogonal(strength=0.3)), context(0, dtype="float64")
    grad = np.ones_like(w)
    spec.penalty_gradient(w, grad, 0, ctx)
    above, below = (spec.penalty(w + step * direction, 0, ctx).item() for step in (1e-5, -1e-5))
    assert ((grad - 1) * direction).sum() == pytest.approx((above - below) / 2e-5, rel=1e-7)


@pytest.mark.parametrize(("hidden", "targets"), [((), 3), ((), 12), ((12,), 5)])
def test_alone_it_ends_at_orthonormal_weights(hidden: tuple[int, ...], targets: int) -> None:
    """Where nothing else is to be made small WᵀW = 1, or WWᵀ = 1 where a layer has fewer inputs."""
    found = alone(silent(hidden, targets, Orthogonal(strength=1.0), 600)).named("last")
    for k in range(len(hidden) + 1):
        weight = found[f"layers/{k}/weight"]
        np.testing.assert_allclose(gram(weight), np.eye(min(weight.shape)), rtol=0, atol=1e-9)


def test_only_the_named_layers_and_no_biases() -> None:
    """Layer 1 ends orthonormal, layer 0 and the biases as they were."""
    problem = silent((4,), 3, Orthogonal(strength=1.0, layers=(1,)), 600)
    before = alone(replace(problem, regularizers=())).named("last")
    after = alone(problem).named("last")
    np.testing.assert_allclose(gram(after["layers/1/weight"]), np.eye(3), rtol=0, atol=1e-9)
    for name in ("layers/0/weight", "layers/0/bias", "layers/1/bias"):
        assert after[name].tobytes() == before[name].tobytes()


def test_the_penalty_column_is_the_sum_over_layers() -> None:
    member = alone(classification(hidden=(5,), dtype="float64", regularizers=(Orthogonal(strength=1e-3),)))
    weights = [member.named("last")[f"layers/{k}/weight"] for k in (0, 1)]
    expected = sum(1e-3 * ((gram(w) - np.eye(min(w.shape))) ** 2).sum() for w in weights)
    assert member.history["penalty"][-1] == pytest.approx(expected, rel=1e-12)
