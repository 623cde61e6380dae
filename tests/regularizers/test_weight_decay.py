"""Weight decay: (1 − αλ)^t without a gradient, what it has in common with L2 and what not.

AdamW by hand is Loshchilov & Hutter's algorithm 2 with a constant multiplier: decay first, then Adam's step,
whose moments don't know of it.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from support.problems import alone, classification, regression

from regexp.engine import Problem, new_member, rows_of, train
from regexp.optimizers import Adam, GradientDescent, Iterative, StochasticGradientDescent
from regexp.regularizers import L2, Regularizer, WeightDecay
from regexp.schedules import Cosine
from regexp.spec import Array

EPOCHS = 7
OPTIMIZERS: dict[str, Iterative] = {
    "gd": GradientDescent(learning_rate=0.1, epochs=EPOCHS),
    "momentum": StochasticGradientDescent(learning_rate=0.1, momentum=0.9, batch_size="full", epochs=EPOCHS),
    "adam": Adam(learning_rate=0.1, batch_size="full", epochs=EPOCHS),
}


def silent(optimizer: Iterative, penalty: Regularizer) -> Problem:
    """Return a run whose inputs and targets are zero, and with them the gradient."""
    given = regression(hidden=(3,), optimizer=optimizer, dtype="float64", regularizers=(penalty,))
    rows = rows_of(given.train.x * 0, given.train.y * 0, "float64")
    return replace(given, train=rows, validation=rows)


def weights(problem: Problem) -> tuple[Array, Array]:
    """Return the first layer's weights before and after training."""
    start = new_member(problem).named("last")["layers/0/weight"].copy()
    return start, alone(problem).named("last")["layers/0/weight"]


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_without_a_gradient_weights_shrink_by_one_minus_rate_times_strength(name: str) -> None:
    """(1 − αλ)^t after t steps, whatever the optimizer."""
    start, end = weights(silent(OPTIMIZERS[name], WeightDecay(strength=0.5)))
    np.testing.assert_allclose(end, start * (1 - 0.1 * 0.5) ** EPOCHS, rtol=1e-13)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_it_follows_the_schedule(name: str) -> None:
    """Π(1 − α_e·λ) with the rate of each epoch."""
    optimizer = OPTIMIZERS[name].model_copy(update={"schedule": Cosine(final=0.1)})
    problem = silent(optimizer, WeightDecay(strength=0.5))
    rates = alone(problem).history["learning_rate"]
    start, end = weights(problem)
    np.testing.assert_allclose(end, start * np.prod(1 - 0.5 * rates), rtol=1e-13)
    assert rates[0] > 2 * rates[-1]


def plain(optimizer: Iterative, *penalties: Regularizer) -> Problem:
    return classification(optimizer=optimizer, dtype="float64", regularizers=penalties)


def apart(optimizer: Iterative) -> float:
    """Return the largest difference between training with decay and with l2 of the same strength."""
    decayed, penalized = (
        alone(plain(optimizer, penalty)).theta for penalty in (WeightDecay(strength=0.05), L2(strength=0.05))
    )
    return float(np.abs(decayed - penalized).max())


@pytest.mark.parametrize(
    ("optimizer", "same"),
    [
        (GradientDescent(learning_rate=0.1, epochs=20), True),
        (StochasticGradientDescent(learning_rate=0.1, batch_size=16, epochs=5), True),
        (StochasticGradientDescent(learning_rate=0.1, momentum=0.9, batch_size=16, epochs=5), False),
        (Adam(learning_rate=0.01, batch_size=16, epochs=5), False),
    ],
    ids=["gd", "sgd", "momentum", "adam"],
)
def test_it_is_l2_for_plain_descent_only(optimizer: Iterative, same: bool) -> None:
    """w − α(g + λw) = (1 − αλ)w − αg to rounding; a velocity or Adam's moments keep λw in them."""
    assert (apart(optimizer) < 1e-13) == same
    assert same or apart(optimizer) > 1e-2


def test_with_adam_it_is_adamw() -> None:
    """By hand, on a linear model with full batches: m, v, m̂, v̂ of the gradient alone; biases don't decay."""
    optimizer = Adam(learning_rate=0.05, batch_size="full", epochs=10)
    problem = regression(optimizer=optimizer, dtype="float64", regularizers=(WeightDecay(strength=0.2),))
    x, y = np.column_stack([problem.train.x, np.ones(60)]), problem.train.y[:, 0]
    theta = new_member(problem).theta.copy()
    decaying = np.arange(theta.size) < problem.train.x.shape[1]
    first, second = np.zeros((2, theta.size))
    for t in range(1, 11):
        grad = 2 / 60 * x.T @ (x @ theta - y)
        first, second = 0.9 * first + 0.1 * grad, 0.999 * second + 0.001 * grad**2
        theta = np.where(decaying, (1 - 0.05 * 0.2) * theta, theta)
        theta -= 0.05 * (first / (1 - 0.9**t)) / (np.sqrt(second / (1 - 0.999**t)) + 1e-8)
    np.testing.assert_allclose(alone(problem).theta, theta, rtol=0, atol=1e-12)


@pytest.mark.parametrize("layers", [(0,), (1,), None])
def test_only_the_named_layers_decay(layers: Any) -> None:
    decay = WeightDecay(strength=0.5, layers=layers)
    problem = silent(OPTIMIZERS["gd"], decay)
    start, end = new_member(problem).named("last"), alone(problem).named("last")
    for k in (0, 1):
        factor = (1 - 0.1 * 0.5) ** EPOCHS if decay.acts_on(k) else 1.0
        name = f"layers/{k}/weight"
        np.testing.assert_allclose(end[name], start[name] * factor, rtol=1e-13)


def test_it_is_no_penalty() -> None:
    member = new_member(plain(OPTIMIZERS["gd"], WeightDecay(strength=0.5)))
    for _ in train([member]):
        pass
    assert (member.history["penalty"] == 0).all()
