"""The steps of each optimizer against the textbook's recursion, computed by hand in the test.

Gradients are chosen, not computed, so that every expected number can be checked with a pocket calculator.
"""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from support.problems import alone, classification, regression
from support.steps import steps

from regexp.engine import new_member, rows_of
from regexp.optimizers import (
    Adagrad,
    Adam,
    GradientDescent,
    Iterative,
    Lion,
    RMSProp,
    StochasticGradientDescent,
)
from regexp.regularizers import L2
from regexp.schedules import Cosine


def test_gradient_descent() -> None:
    """θ ← θ − 0.1·g."""
    expected = [[5 - 0.1], [5 - 0.1 - 0.2], [5 - 0.1 - 0.2 + 0.1]]
    np.testing.assert_allclose(steps([GradientDescent(learning_rate=0.1)], start=5.0), expected, rtol=1e-15)


def test_momentum() -> None:
    """v = 1, then 0.9·1 + 2 = 2.9, then 0.9·2.9 − 1 = 1.61; θ ← θ − 0.1·v."""
    run = StochasticGradientDescent(learning_rate=0.1, momentum=0.9)
    np.testing.assert_allclose(steps([run]), [[-0.1], [-0.39], [-0.551]], rtol=1e-14)


def test_nesterov() -> None:
    """The same v; θ ← θ − 0.1·(g + 0.9·v): 1.9, then 2 + 2.61 = 4.61, then −1 + 1.449 = 0.449."""
    run = StochasticGradientDescent(learning_rate=0.1, momentum=0.9, nesterov=True)
    np.testing.assert_allclose(steps([run]), [[-0.19], [-0.651], [-0.6959]], rtol=1e-14)


def test_momentum_of_zero_is_plain_descent() -> None:
    plain = steps([GradientDescent(learning_rate=0.3)])
    for nesterov in (False, True):
        run = StochasticGradientDescent(learning_rate=0.3, momentum=0.0, nesterov=nesterov)
        np.testing.assert_array_equal(steps([run]), plain)


def test_adam() -> None:
    """By hand with α = 0.1, β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and g = 1, 2, −1.

    m = 0.1, 0.29, 0.161 and v = 0.001, 0.004999, 0.005994001, over 1 − 0.9ᵗ = 0.1, 0.19, 0.271 and
    1 − 0.999ᵗ = 0.001, 0.001999, 0.002997001.
    """
    first = -0.1 * 1 / (1 + 1e-8)
    second = first - 0.1 * (0.29 / 0.19) / (sqrt(0.004999 / 0.001999) + 1e-8)
    third = second - 0.1 * (0.161 / 0.271) / (sqrt(0.005994001 / 0.002997001) + 1e-8)
    np.testing.assert_allclose(steps([Adam(learning_rate=0.1)])[:, 0], [first, second, third], rtol=1e-13)


def test_epsilon_stands_outside_the_root() -> None:
    """One step with g = 3 and ε = 1: m̂ = 3, √v̂ = 3, so 0.1·3/(3 + 1)."""
    np.testing.assert_allclose(steps([Adam(learning_rate=0.1, epsilon=1.0)], [3.0]), [[-0.075]], rtol=1e-14)


def test_adam_without_memory_is_the_sign() -> None:
    """β₁ = β₂ = 0: every step is α·g/(|g| + ε)."""
    run = Adam(learning_rate=0.1, beta1=0.0, beta2=0.0, epsilon=1e-12)
    np.testing.assert_allclose(steps([run]), [[-0.1], [-0.2], [-0.1]], rtol=1e-11)


@pytest.mark.parametrize(
    "settings", [{}, {"beta1": 0.5, "beta2": 0.9, "epsilon": 1e-3}], ids=["default", "other"]
)
def test_adam_for_many_steps(settings: dict[str, float]) -> None:
    """Kingma & Ba's algorithm 1 as it stands in the paper, for 200 random gradients."""
    run = Adam(learning_rate=0.02, **settings)
    gradients = np.random.default_rng(0).standard_normal(200).tolist()
    m = v = theta = 0.0
    expected = []
    for t, g in enumerate(gradients, start=1):
        m = run.beta1 * m + (1 - run.beta1) * g
        v = run.beta2 * v + (1 - run.beta2) * g * g
        theta -= run.learning_rate * (m / (1 - run.beta1**t)) / (sqrt(v / (1 - run.beta2**t)) + run.epsilon)
        expected.append(theta)
    np.testing.assert_allclose(steps([run], gradients)[:, 0], expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(
    "runs",
    [
        [GradientDescent(learning_rate=rate) for rate in (0.1, 1e-3, 2.0)],
        [
            StochasticGradientDescent(learning_rate=rate, momentum=m)
            for rate, m in ((0.1, 0.0), (0.1, 0.9), (1.0, 0.5))
        ],
        [
            Adam(learning_rate=rate, beta1=b, epsilon=e)
            for rate, b, e in ((0.1, 0.9, 1e-8), (1.0, 0.5, 1e-8), (0.1, 0, 1))
        ],
        [
            RMSProp(learning_rate=rate, decay=decay, momentum=m, epsilon=e, centered=True)
            for rate, decay, m, e in ((0.1, 0.9, 0, 1e-8), (1.0, 0.5, 0.9, 1e-8), (0.1, 0, 0.5, 1))
        ],
        [Adagrad(learning_rate=rate, epsilon=e) for rate, e in ((0.1, 1e-10), (1.0, 1e-10), (0.1, 1))],
        [
            Lion(learning_rate=rate, beta1=b1, beta2=b2)
            for rate, b1, b2 in ((0.1, 0.9, 0.99), (1.0, 0, 0.5), (0.1, 0.5, 0))
        ],
    ],
    ids=["gd", "sgd", "adam", "rmsprop", "adagrad", "lion"],
)
def test_each_run_has_settings_of_its_own(runs: list[Iterative]) -> None:
    stacked = steps(runs)
    for r, run in enumerate(runs):
        assert stacked[:, r].tobytes() == steps([run])[:, 0].tobytes()


def test_travel_is_how_far_a_constant_gradient_goes_a_step() -> None:
    """After 400 steps of gradient 1 each step is 1/(1 − μ) learning rates long, looking ahead or not."""
    for nesterov in (False, True):
        run = StochasticGradientDescent(learning_rate=0.1, momentum=0.9, nesterov=nesterov)
        walked = steps([run], [1.0] * 400)[:, 0]
        stacked = StochasticGradientDescent.stack([run])
        assert stacked.travel(np.full((1, 1, 1), 0.1)).item() == pytest.approx(
            walked[-2] - walked[-1], rel=1e-12
        )


@pytest.mark.parametrize(
    "optimizer",
    [
        GradientDescent(learning_rate=0.1, epochs=6),
        StochasticGradientDescent(learning_rate=0.1, epochs=6, batch_size="full"),
        StochasticGradientDescent(learning_rate=0.1, epochs=2, batch_size=20),
    ],
    ids=["gd", "sgd", "batches"],
)
def test_l2_without_data_is_plain_decay(optimizer: Iterative) -> None:
    """Inputs of zero leave the gradient λ·w: w·(1 − αλ)⁶ after six steps, in epochs of one or of three."""
    given = regression(dtype="float64")
    silent = rows_of(given.train.x * 0, given.train.y, "float64")
    problem = replace(given, train=silent, optimizer=optimizer, regularizers=(L2(strength=0.5),))
    start = new_member(problem).named("last")["layers/0/weight"].copy()
    found = alone(problem).named("last")["layers/0/weight"]
    np.testing.assert_allclose(found, start * (1 - 0.1 * 0.5) ** 6, rtol=1e-14)


def test_the_learning_rate_column_follows_the_schedule() -> None:
    """By hand: base·(1 + cos(π(e − 1)/4))/2."""
    optimizer = GradientDescent(learning_rate=0.2, epochs=4, schedule=Cosine())
    rates = alone(classification(optimizer=optimizer)).history["learning_rate"]
    np.testing.assert_allclose(
        rates, [0.2, 0.2 * (1 + sqrt(0.5)) / 2, 0.1, 0.2 * (1 - sqrt(0.5)) / 2], rtol=1e-14
    )
