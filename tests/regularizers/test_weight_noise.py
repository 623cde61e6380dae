"""Weight noise: its moments, the gradient at the noisy weights, and what it adds to the loss on average."""

from dataclasses import replace
from itertools import pairwise
from math import sqrt

import numpy as np
from support.gradients import FrozenStep
from support.noise import context, stacked
from support.problems import classification

from regexp.regularizers import WeightNoise

WIDTHS = (50, 400, 300, 2)


def test_mean_and_variance() -> None:
    """Within 5 standard errors: σ/√n of the mean, σ²·√(2/n) of the variance."""
    deviations = (0.0, 0.05, 1.5)
    spec = stacked(*(WeightNoise(standard_deviation=deviation) for deviation in deviations))
    ctx = context(0, 1, 2)
    spec.draw(64, WIDTHS, ctx)
    for k, shape in enumerate(pairwise(WIDTHS)):
        weights = np.zeros((3, *shape), "float32")
        spec.weights(weights, k, ctx)
        for deviation, noise in zip(deviations, weights, strict=True):
            assert abs(noise.mean(dtype=float)) <= 5 * deviation / sqrt(noise.size)
            assert abs(noise.var(dtype=float) - deviation**2) <= 5 * deviation**2 * sqrt(2 / noise.size)


def test_the_gradient_is_that_at_the_noisy_weights() -> None:
    """Of the same net without noise, whose weights are moved by the step's noise; biases stay."""
    problem = classification(hidden=(6, 5), dtype="float64", held_out=0)
    noise = WeightNoise(standard_deviation=0.5, layers=(0, 2))
    noisy, moved = (FrozenStep(replace(problem, regularizers=chosen)) for chosen in ((noise,), ()))
    [part] = noisy.parts
    weights, before = moved.layout.views(moved.theta).weights, moved.theta.copy()
    for k in (0, 2):
        part.spec.weights(weights[k], k, part.ctx)
    assert 0.3 < (moved.theta != before).mean() < 0.8
    np.testing.assert_array_equal(noisy.gradient(), moved.gradient())


def test_the_mean_square_of_an_output_grows_by_the_inputs_length() -> None:
    """E(x·(w + ε))² = (x·w)² + σ²·‖x‖², over 20,000 steps, within 5 standard errors."""
    steps, deviation = 20_000, 0.3
    generator = np.random.default_rng(0)
    x, weight = generator.standard_normal(8), generator.standard_normal((1, 8, 1))
    spec, ctx = stacked(WeightNoise(standard_deviation=deviation)), context(0, dtype="float64")
    squares = np.empty(steps)
    for step in range(steps):
        spec.draw(1, (8, 1), ctx)
        used = weight.copy()
        spec.weights(used, 0, ctx)
        squares[step] = (x @ used[0]).item() ** 2
    expected = (x @ weight[0]).item() ** 2 + deviation**2 * (x @ x)
    assert abs(squares.mean() - expected) < 5 * squares.std() / sqrt(steps)
