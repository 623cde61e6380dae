"""Adagrad by hand; twenty steps of a network are compared with PyTorch's in engine/test_pytorch.py."""

from math import sqrt

import numpy as np
from support.steps import steps

from regexp.optimizers import Adagrad


def test_three_steps() -> None:
    """α = 0.1, g = 1, 2, −1: s = 1, 5, 6 and the steps 0.1·1/1, 0.1·2/√5, −0.1/√6."""
    expected = -0.1 * np.cumsum([1, 2 / sqrt(5), -1 / sqrt(6)])
    np.testing.assert_allclose(steps([Adagrad(learning_rate=0.1)])[:, 0], expected, rtol=1e-9)


def test_epsilon_stands_outside_the_root() -> None:
    """One step with g = 3 and ε = 1: 0.1·3/(3 + 1)."""
    run = Adagrad(learning_rate=0.1, epsilon=1.0)
    np.testing.assert_allclose(steps([run], [3.0]), [[-0.075]], rtol=1e-14)


def test_steps_get_shorter_as_one_over_the_root_of_their_number() -> None:
    """With g = 2 every time s = 4t: step t is α·2/(2√t)."""
    walked = steps([Adagrad(learning_rate=0.1)], [2.0] * 50)[:, 0]
    np.testing.assert_allclose(-np.diff(walked, prepend=0.0), 0.1 / np.sqrt(np.arange(1, 51)), rtol=1e-9)


def test_a_parameter_without_gradient_stays() -> None:
    """0/(√0 + ε) is 0, not 0/0."""
    assert steps([Adagrad(learning_rate=0.1)], [0.0, 0.0], start=5.0).tolist() == [[5.0], [5.0]]
