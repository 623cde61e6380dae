"""Gradient noise: variance σ²/(1 + t)^decay in step t = 0, 1, …, on every parameter's whole gradient."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from support.noise import context, stacked
from support.problems import after, classification

from regexp.engine import new_member, rows_of
from regexp.optimizers import StochasticGradientDescent
from regexp.regularizers import L2, GradientNoise
from regexp.spec import Array
from regexp.streams import Stream

SIZE = 200_000


def noise_at(step: int, *runs: GradientNoise) -> Array:
    """Return what is added in a step, counted from 1 as the engine does, shape (R, 200000)."""
    gradient, ctx = np.zeros((len(runs), 1, SIZE), "float32"), context(*range(len(runs)))
    ctx.step = step
    stacked(*runs).gradient(gradient, ctx)
    return gradient[:, 0]


@pytest.mark.parametrize("t", [0, 1, 9, 999])
def test_the_variance_falls_with_a_power_of_the_steps(t: int) -> None:
    """σ²/(1 + t)^decay, Neelakantan et al. (2015): within 5 standard errors, √(2/n) of it; the mean is 0."""
    runs = [GradientNoise(standard_deviation=s, decay=d) for s, d in ((1, 0.55), (0.2, 0.55), (1, 0), (3, 2))]
    for run, noise in zip(runs, noise_at(t + 1, *runs), strict=True):
        variance = run.standard_deviation**2 / (1 + t) ** run.decay
        assert abs(noise.var(dtype=float) - variance) < 5 * variance * sqrt(2 / SIZE)
        assert abs(noise.mean(dtype=float)) < 5 * sqrt(variance / SIZE)


def test_every_step_of_every_epoch_counts() -> None:
    """Where nothing else pulls, two epochs of three steps move θ by −α·σ·Σ z_t·(1 + t)^(−decay/2).

    Inputs and weights of zero and a balanced batch leave all gradients at zero but the output biases', and
    those are left out. z_t are the numbers of stream `gradient_noise`, P of them in each step.
    """
    optimizer = StochasticGradientDescent(learning_rate=1e-9, batch_size=4, epochs=2)
    problem = classification(
        rows=12,
        dtype="float64",
        optimizer=optimizer,
        regularizers=(GradientNoise(standard_deviation=0.5, decay=1),),
    )
    silent = replace(problem, train=rows_of(problem.train.x * 0, problem.train.y, "float64"))
    start = new_member(silent).theta
    stream, expected = Stream(0, "gradient_noise"), np.zeros(start.size)
    for t in range(6):
        z = np.empty(start.size)
        stream.source.normal(z)
        expected -= 1e-9 * 0.5 * z * (1 + t) ** -0.5
    moved = after(silent, 2).theta - start
    first_layer = slice(0, 7 * 12)
    np.testing.assert_allclose(moved[first_layer], expected[first_layer], rtol=0, atol=1e-15)


def test_it_is_added_to_penalties_and_biases_too() -> None:
    """One step of plain descent: the two runs differ by −α·ε in every parameter, whatever the penalty."""
    optimizer = StochasticGradientDescent(learning_rate=0.1, batch_size="full", epochs=1)
    noise, penalty = GradientNoise(standard_deviation=0.5), L2(strength=3.0)
    problem = classification(dtype="float64", optimizer=optimizer, regularizers=(penalty,))
    plain, noisy = (after(replace(problem, regularizers=some), 1) for some in ((penalty,), (noise, penalty)))
    z = np.empty(plain.theta.size)
    Stream(0, "gradient_noise").source.normal(z)
    np.testing.assert_allclose(noisy.theta - plain.theta, -0.1 * 0.5 * z, rtol=0, atol=1e-14)
