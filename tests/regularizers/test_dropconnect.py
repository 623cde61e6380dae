"""DropConnect: how many weights are missing, what stays the same on average, and where the gradient goes.

That the gradient is that of the step's loss is tested over all regularizers, by central differences.
"""

from itertools import pairwise
from math import sqrt

import numpy as np
import pytest
from support.gradients import FrozenStep
from support.noise import context, stacked
from support.problems import classification

from regexp.activations import Tanh
from regexp.regularizers import DropConnect
from regexp.spec import Array

WIDTHS = (50, 400, 300, 2)
SHAPES = tuple(pairwise(WIDTHS))


def masks(*rates: float, layers: tuple[int, ...] | None = None) -> list[Array]:
    """Return what weights of all ones become in one step, layer by layer."""
    spec = stacked(*(DropConnect(rate=rate, layers=layers) for rate in rates))
    ctx = context(*range(len(rates)))
    spec.draw(64, WIDTHS, ctx)
    found = [np.ones((len(rates), *shape), "float32") for shape in SHAPES]
    for k, weight in enumerate(found):
        if spec.acts_on(k):
            spec.weights(weight, k, ctx)
    return found


def test_weights_are_missing_at_the_rate_and_the_rest_is_scaled() -> None:
    """Within 5 standard deviations √(p(1 − p)/n), p in steps of 1/65536."""
    rates = (0.0, 0.3, 0.9)
    for mask in masks(*rates):
        for rate, of_run in zip(rates, mask, strict=True):
            p = round(65536 * rate) / 65536
            assert set(np.unique(of_run)) <= {0, np.float32(1 / (1 - p))}
            assert abs((of_run == 0).mean() - p) <= 5 * sqrt(p * (1 - p) / of_run.size)


def test_layers_limits_it() -> None:
    assert [(mask == 1).all() for mask in masks(0.5, layers=(0, 2))] == [False, True, False]


def test_the_expected_pre_activation_stays_the_same() -> None:
    """Over 4,000 steps, within 5 standard errors: the variance of x·(w∘r) is p/(1 − p)·Σ x_i²·w_i²."""
    steps, rate, inputs, outputs = 4000, 0.4, 12, 5
    generator = np.random.default_rng(0)
    x, weight = generator.standard_normal(inputs), generator.standard_normal((1, inputs, outputs))
    spec, ctx = stacked(DropConnect(rate=rate)), context(0, dtype="float64")
    total = np.zeros(outputs)
    for _ in range(steps):
        spec.draw(1, (inputs, outputs), ctx)
        used = weight.copy()
        spec.weights(used, 0, ctx)
        total += x @ used[0]
    error = np.sqrt(rate / (1 - rate) * np.square(x) @ np.square(weight[0]) / steps)
    assert (np.abs(total / steps - x @ weight[0]) < 5 * error).all()


@pytest.mark.parametrize("k", [0, 1, 2])
def test_missing_weights_have_no_gradient(k: int) -> None:
    """All others have one, and so have all biases, which are never missing."""
    step = FrozenStep(
        classification(activation=Tanh(), dtype="float64", regularizers=(DropConnect(rate=0.5),), held_out=0)
    )
    gradient = step.layout.views(step.gradient().reshape(1, 1, -1))
    mask = np.ones_like(gradient.weights[k])
    [part] = step.parts
    part.spec.weights(mask, k, part.ctx)
    np.testing.assert_array_equal(gradient.weights[k] == 0, mask == 0)
    assert (gradient.biases[k] != 0).all()
