"""Lion by hand, and twenty steps of a network by optax.lion.

Expected there: tests/references/optax_lion.npz, written by the script of that name beside it.
"""

import numpy as np
import pytest
from support.references import TOLERANCES, TWENTY_STEPS, assert_same_steps, reference_problem, references
from support.steps import steps

from regexp.activations import Tanh
from regexp.context import Context
from regexp.optimizers import Lion


@pytest.mark.parametrize("dtype", TOLERANCES)
def test_twenty_steps(dtype: str) -> None:
    optimizer = Lion(learning_rate=0.003, beta1=0.8, beta2=0.95, **TWENTY_STEPS)
    assert_same_steps(reference_problem(optimizer, dtype, activation=Tanh()), references("optax_lion")[dtype])


def test_four_steps() -> None:
    """α = 0.1, β₁ = 0.5, β₂ = 0.9, g = 4, −0.1, −1, 0.

    Before each step m = 0, 0.4, 0.35, 0.215, so that β₁m + (1 − β₁)g = 2, 0.15, −0.325, 0.1075.
    """
    run = Lion(learning_rate=0.1, beta1=0.5, beta2=0.9)
    found = steps([run], [4.0, -0.1, -1.0, 0.0])[:, 0]
    np.testing.assert_allclose(found, [-0.1, -0.2, -0.1, -0.2], rtol=1e-14)


def test_the_step_uses_another_memory_than_the_momentum() -> None:
    """β₁ = 0: the sign of the gradient alone, whatever the momentum is; 0 where there is none."""
    run = Lion(learning_rate=0.1, beta1=0.0, beta2=0.9)
    np.testing.assert_allclose(steps([run], [4.0, -0.1, 0.0])[:, 0], [-0.1, 0.0, 0.0], atol=1e-16)


def test_the_length_of_the_gradient_does_not_matter() -> None:
    gradients = np.random.default_rng(0).standard_normal(50)
    run = Lion(learning_rate=0.1)
    np.testing.assert_array_equal(steps([run], gradients.tolist()), steps([run], (gradients * 8).tolist()))


@pytest.mark.parametrize("dtype", TOLERANCES)
def test_the_sign_is_numpys(dtype: str) -> None:
    """One step of α = 1 without memory, from gradients of every size that is not subnormal, and none."""
    spec, largest = Lion.stack([Lion(learning_rate=1.0, beta1=0.0, beta2=0.0)]), np.finfo(dtype).max
    sizes = np.array([0.0, np.finfo(dtype).smallest_normal, 1e-30, 1.0, 1e30, largest, np.inf], dtype)
    gradients = np.concatenate([sizes, -sizes]).reshape(1, 1, -1)
    theta = np.zeros_like(gradients)
    ctx = Context([], rows=1, epochs=1, dtype=dtype, step=1, rate=np.ones((1, 1, 1)))
    spec.init_state(theta, ctx)
    spec.update(theta, gradients.copy(), ctx)
    np.testing.assert_array_equal(theta, -np.sign(gradients))
