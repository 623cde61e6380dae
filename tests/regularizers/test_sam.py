"""SAM against a loop written out in NumPy, and its two passes with one noise."""

from typing import Any

import numpy as np
import pytest
from support.gradients import FrozenStep
from support.problems import CLASSES, INPUTS, alone, classification, different, trained

from regexp.context import Context
from regexp.engine import Problem, new_member
from regexp.optimizers import GradientDescent, StochasticGradientDescent
from regexp.regularizers import L2, Dropout, InputDropout, Mixup, Regularizer, Sam
from regexp.spec import Array

HIDDEN, EPOCHS, BATCH, RATE, MOMENTUM, DECAY = 5, 4, 10, 0.1, 0.9, 0.02


def gradient(parameters: list[Array], x: Array, y: Array) -> list[Array]:
    """Return the gradient of softmax cross-entropy + DECAY/2·Σw² of a net with one ReLU layer, by hand."""
    first, first_bias, second, second_bias = parameters
    h = np.maximum(x @ first + first_bias, 0)
    scores = np.exp(h @ second + second_bias)
    delta = (scores / scores.sum(axis=1, keepdims=True) - y) / len(x)
    back = (delta @ second.T) * (h > 0)
    return [
        x.T @ back + DECAY * first,
        back.sum(axis=0),
        h.T @ delta + DECAY * second,
        delta.sum(axis=0),
    ]


def by_hand(parameters: list[Array], x: Array, y: Array, order: Array, radius: float) -> list[Array]:
    """Return the parameters after all steps of SGD with momentum, each with the gradient at θ + ρ·g/‖g‖."""
    velocity = [np.zeros_like(one) for one in parameters]
    for epoch in order:
        for start in range(0, len(x), BATCH):
            rows = epoch[start : start + BATCH]
            g = gradient(parameters, x[rows], y[rows])
            length = np.sqrt(sum((one**2).sum() for one in g))
            moved = [one + radius * slope / length for one, slope in zip(parameters, g, strict=True)]
            g = gradient(moved, x[rows], y[rows])
            velocity = [MOMENTUM * v + slope for v, slope in zip(velocity, g, strict=True)]
            parameters = [one - RATE * v for one, v in zip(parameters, velocity, strict=True)]
    return parameters


@pytest.mark.parametrize("radius", [0.0, 0.05, 0.5])
def test_sixteen_steps_by_hand(radius: float) -> None:
    """33 rows in batches of 10, the last of 3."""
    generator = np.random.default_rng(0)
    shapes = [(INPUTS, HIDDEN), (HIDDEN,), (HIDDEN, CLASSES), (CLASSES,)]
    start = [generator.standard_normal(shape) / 2 for shape in shapes]
    names = [f"layers/{k}/{name}" for k in range(2) for name in ("weight", "bias")]
    order = np.array([generator.permutation(33) for _ in range(EPOCHS)])
    problem = classification(
        rows=33,
        dtype="float64",
        hidden=(HIDDEN,),
        optimizer=StochasticGradientDescent(
            learning_rate=RATE, momentum=MOMENTUM, batch_size=BATCH, epochs=EPOCHS
        ),
        regularizers=(L2(strength=DECAY), Sam(radius=radius)),
        weights=dict(zip(names, start, strict=True)),
        order=order,
    )
    found = alone(problem).named("last")
    for name, expected in zip(names, by_hand(start, *rows(problem), order, radius), strict=True):
        np.testing.assert_allclose(found[name], expected, rtol=1e-10, atol=1e-12)


def rows(problem: Problem) -> tuple[Array, Array]:
    return problem.train.x, problem.train.y


def one_step(*chosen: Regularizer) -> Problem:
    """Return a run of a single step of length 1 on all rows, so that θ₀ − θ₁ is the gradient it used."""
    optimizer = GradientDescent(learning_rate=1.0, epochs=1)
    return classification(rows=33, dtype="float64", optimizer=optimizer, regularizers=chosen)


def test_both_gradients_are_taken_with_the_same_noise() -> None:
    """Expected: ∇L(θ + ρ·g/‖g‖) of a step whose masks and partners are drawn once."""
    noise = (Dropout(rate=0.4), InputDropout(rate=0.2), Mixup(concentration=1.0))
    frozen = FrozenStep(one_step(*noise))
    frozen.theta[0, 0] = new_member(one_step()).theta
    first = frozen.gradient()
    frozen.theta[0, 0] += 0.05 * first / np.linalg.norm(first)
    expected = frozen.gradient()
    assert np.linalg.norm(expected - first) > 1e-3
    problem = one_step(*noise, Sam(radius=0.05))
    taken = new_member(problem).theta - alone(problem).theta
    np.testing.assert_allclose(taken, expected, rtol=1e-9, atol=1e-12)


def moved(gradients: Any, *radii: float, dtype: str = "float64") -> Array:
    """Return how far θ = 0 is moved by gradients (R, P), shape (R, P)."""
    grad = np.array(gradients, dtype)[:, np.newaxis]
    theta = np.zeros_like(grad)
    ctx = Context([], rows=1, epochs=1, dtype=dtype)
    Sam.stack([Sam(radius=radius) for radius in radii]).perturb(theta, grad, ctx)
    return theta[:, 0]


def test_each_run_is_moved_by_its_radius() -> None:
    """3-4-5 triangles."""
    found = moved([[3.0, -4.0], [0.3, 0.4], [30, 40]], 0.5, 1.0, 0.0)
    np.testing.assert_allclose(found, [[0.3, -0.4], [0.6, 0.8], [0.0, 0.0]], rtol=1e-12)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_without_slope_nothing_is_moved(dtype: str) -> None:
    found = moved([[0.0, 0.0], [0.0, 2.0]], 1e6, 0.5, dtype=dtype)
    assert found.tolist() == [[0, 0], [0, 0.5]]


@pytest.mark.parametrize("size", [1e30, 1e-30])
def test_a_gradient_whose_square_is_out_of_range(size: float) -> None:
    """A 3-4-5 triangle, also where float32 has no square of its sides."""
    found = moved([[3 * size, 4 * size]], 0.5, dtype="float32")
    np.testing.assert_allclose(found, [[0.3, 0.4]], rtol=1e-6)


def test_runs_of_different_radii_are_the_same_stacked_and_alone() -> None:
    problems = [classification(seed=seed, regularizers=(Sam(radius=0.05 + seed),)) for seed in range(3)]
    for member, problem in zip(trained(*problems), problems, strict=True):
        assert different(member, alone(problem)) == []
