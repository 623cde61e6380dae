"""RMSProp by hand; twenty steps of a network are compared with PyTorch's in engine/test_pytorch.py."""

from math import sqrt
from typing import Any

import numpy as np
import pytest
from support.steps import steps

from regexp.optimizers import RMSProp


def test_three_steps() -> None:
    """α = 0.1, ρ = 0.9, ε = 1e-8, g = 1, 2, −1: v = 0.1, then 0.09 + 0.4 = 0.49, then 0.441 + 0.1 = 0.541."""
    first = -0.1 * 1 / (sqrt(0.1) + 1e-8)
    second = first - 0.1 * 2 / (sqrt(0.49) + 1e-8)
    third = second + 0.1 * 1 / (sqrt(0.541) + 1e-8)
    run = RMSProp(learning_rate=0.1, decay=0.9)
    np.testing.assert_allclose(steps([run])[:, 0], [first, second, third], rtol=1e-13)


def test_momentum() -> None:
    """The same v; u = 1/√0.1, then 0.5·u + 2/0.7, then 0.5·u − 1/√0.541; ε too small to matter."""
    first = 1 / sqrt(0.1)
    second = 0.5 * first + 2 / sqrt(0.49)
    third = 0.5 * second - 1 / sqrt(0.541)
    run = RMSProp(learning_rate=0.1, decay=0.9, momentum=0.5, epsilon=1e-300)
    expected = -0.1 * np.cumsum([first, second, third])
    np.testing.assert_allclose(steps([run])[:, 0], expected, rtol=1e-13)


def test_centered() -> None:
    """m = 0.1, 0.29, 0.161, so v − m² = 0.1 − 0.01, 0.49 − 0.0841, 0.541 − 0.025921."""
    slopes = [1 / sqrt(0.09), 2 / sqrt(0.4059), -1 / sqrt(0.515079)]
    run = RMSProp(learning_rate=0.1, decay=0.9, centered=True, epsilon=1e-300)
    np.testing.assert_allclose(steps([run])[:, 0], -0.1 * np.cumsum(slopes), rtol=1e-13)


def test_epsilon_stands_outside_the_root() -> None:
    """One step with g = 3, ρ = 0.75, ε = 0.5: v = 2.25, so 0.1·3/(1.5 + 0.5)."""
    run = RMSProp(learning_rate=0.1, decay=0.75, epsilon=0.5)
    np.testing.assert_allclose(steps([run], [3.0]), [[-0.15]], rtol=1e-14)


def test_a_constant_gradient_has_no_variance_below_zero() -> None:
    """ρ = 0.99, g = 0.3, 5,000 times: v − m² tends to 0, by rounding below it, and the steps to αg/ε."""
    run = RMSProp(learning_rate=1e-3, decay=0.99, centered=True, epsilon=1e-3)
    walked = steps([run], [0.3] * 5000)[:, 0]
    assert (np.diff(walked) < 0).all()
    assert walked[-2] - walked[-1] == pytest.approx(1e-3 * 0.3 / 1e-3, rel=1e-4)


@pytest.mark.parametrize("settings", [{}, {"centered": True}, {"momentum": 0.9}], ids=str)
def test_for_many_steps(settings: dict[str, Any]) -> None:
    """The docstring's recursion as it stands, for 200 random gradients."""
    run = RMSProp(learning_rate=0.02, **settings)
    gradients = np.random.default_rng(0).standard_normal(200).tolist()
    v = m = u = theta = 0.0
    expected = []
    for g in gradients:
        v = run.decay * v + (1 - run.decay) * g * g
        m = run.decay * m + (1 - run.decay) * g
        u = run.momentum * u + g / (sqrt(v - m * m if run.centered else v) + run.epsilon)
        theta -= run.learning_rate * u
        expected.append(theta)
    np.testing.assert_allclose(steps([run], gradients)[:, 0], expected, rtol=1e-11, atol=1e-13)
