"""Gradient clipping: lengths and entries within the limit, and what is passed to the optimizer."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from support.noise import context, stacked
from support.problems import alone, classification, regression

from regexp.engine import new_member
from regexp.optimizers import GradientDescent, StochasticGradientDescent
from regexp.regularizers import L2, GradientClip
from regexp.spec import Array


def clipped(grad: Array, *runs: GradientClip) -> Array:
    """Return what is left of gradients (R, 1, P) of these runs."""
    copy = grad.copy()
    stacked(*runs).gradient(copy, context(*range(len(runs)), dtype=grad.dtype.name))
    return copy


def gradients() -> Array:
    return np.random.default_rng(1).standard_normal((3, 1, 40))


def test_by_norm() -> None:
    """Lengths of about 6: clipped to 0.5 and 3, each in its own direction; below 100 every bit stays."""
    grad, limits = gradients(), (0.5, 3.0, 100.0)
    found = clipped(grad, *(GradientClip(limit=limit) for limit in limits))
    for run, before, limit in zip(found[:2], grad, limits, strict=False):
        np.testing.assert_allclose(run, before / np.linalg.norm(before) * limit, rtol=1e-13)
    assert found[2].tobytes() == grad[2].tobytes()


def test_by_value() -> None:
    grad, limits = gradients(), (0.5, 1.0, 100.0)
    found = clipped(grad, *(GradientClip(limit=limit, by="value") for limit in limits))
    for run, before, limit in zip(found, grad, limits, strict=True):
        assert (run == np.clip(before, -limit, limit)).all()
    assert (np.abs(found[0]) == 0.5).any()
    assert (np.abs(found[0]) < 0.5).any()


@pytest.mark.parametrize("by", ["norm", "value"])
def test_a_second_time_changes_nothing(by: Any) -> None:
    """To two units in the last place."""
    spec = GradientClip(limit=0.5, by=by)
    once = clipped(gradients(), spec, spec, spec)
    np.testing.assert_allclose(clipped(once, spec, spec, spec), once, rtol=2 * np.finfo(float).eps)


def test_a_gradient_whose_square_overflows_is_clipped_all_the_same() -> None:
    """3·10²⁰ and 4·10²⁰ in float32, the largest square of which is 10³⁸; and their smallest counterparts."""
    for size in (1e20, 1e-25):
        grad = np.array([[[3 * size, 4 * size, 0]]], dtype="float32")
        found = clipped(grad, GradientClip(limit=size))
        np.testing.assert_allclose(found, [[[0.6 * size, 0.8 * size, 0]]], rtol=1e-6)


def test_no_gradient_stays_none() -> None:
    assert not clipped(np.zeros((1, 1, 5)), GradientClip(limit=0.1)).any()


def test_a_step_is_at_most_rate_times_limit() -> None:
    """Of gradient descent, over all parameters; penalties are part of what is clipped."""
    optimizer = GradientDescent(learning_rate=0.5, epochs=1)
    penalties = (L2(strength=100.0), GradientClip(limit=0.1))
    problem = classification(optimizer=optimizer, dtype="float64", regularizers=penalties)
    step = alone(problem).theta - new_member(problem).theta
    free = alone(replace(problem, regularizers=penalties[:1])).theta - new_member(problem).theta
    assert np.linalg.norm(step) == pytest.approx(0.05, rel=1e-9)
    np.testing.assert_allclose(step, free * (0.05 / np.linalg.norm(free)), rtol=1e-9, atol=1e-15)


def test_it_acts_before_the_velocity() -> None:
    """Momentum by hand on a linear model: v ← μ·v + g·min(1, limit/‖g‖)."""
    optimizer = StochasticGradientDescent(learning_rate=0.05, momentum=0.9, batch_size="full", epochs=6)
    problem = regression(optimizer=optimizer, dtype="float64", regularizers=(GradientClip(limit=2.0),))
    x, y = np.column_stack([problem.train.x, np.ones(60)]), problem.train.y[:, 0]
    theta, velocity, longest = new_member(problem).theta.copy(), 0.0, []
    for _ in range(6):
        grad = 2 / 60 * x.T @ (x @ theta - y)
        longest.append(np.linalg.norm(grad))
        velocity = 0.9 * velocity + grad * min(1, 2.0 / longest[-1])
        theta -= 0.05 * velocity
    np.testing.assert_allclose(alone(problem).theta, theta, rtol=0, atol=1e-12)
    assert max(longest) > 2
