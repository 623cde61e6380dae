"""Random regularizers on their own: a context to draw in, every mask there is, and where training ends."""

from math import sqrt
from typing import Any

import numpy as np
from support.gradients import FrozenStep
from support.problems import regression

from regexp.context import Context
from regexp.engine import new_member, rows_of, train
from regexp.losses import Loss
from regexp.optimizers import StochasticGradientDescent
from regexp.regularizers import InputDropout, Regularizer
from regexp.spec import Array
from regexp.streams import Streams, resolved


def context(*seeds: int, dtype: str = "float32") -> Context:
    """Return what a component of runs with these seeds draws in."""
    return Context([Streams(seed) for seed in seeds], rows=1, epochs=1, dtype=dtype)


def stacked(*runs: Regularizer) -> Any:
    """Return one component for these runs."""
    return type(runs[0]).stack(runs)


def every_mask(rate: float, inputs: int) -> tuple[Array, Array]:
    """Return all rows (2^I, I) that input dropout multiplies by, and their probabilities (2^I,)."""
    x = np.ones((1, 8192, inputs))
    stacked(InputDropout(rate=rate)).inputs(x, x, context(0, dtype="float64"))
    masks = np.unique(x[0], axis=0)
    assert len(masks) == 2**inputs
    p, dropped = float(resolved(rate)), (masks == 0).sum(axis=1)
    return masks, p**dropped * (1 - p) ** (inputs - dropped)


def correlated_rows() -> tuple[Array, Array]:
    """Return centred, correlated inputs (40, 4) of different sizes, and noisy linear targets (40, 1)."""
    generator = np.random.default_rng(5)
    x = generator.standard_normal((40, 4)) @ generator.standard_normal((4, 4))
    x -= x.mean(axis=0)
    return x, x @ np.array([[1.0], [-2.0], [0.5], [3.0]]) + generator.standard_normal((40, 1))


WEIGHT = np.array([[1.5], [-1.0], [0.5], [2.0]])
"""Weights (4, 1) of a model of `correlated_rows` that is not quite right."""


def mean_loss(regularizer: Regularizer, loss: Loss) -> tuple[float, float]:
    """Return the engine's mean loss of `correlated_rows` at `WEIGHT` over 1,000 draws, and its error."""
    x, y = correlated_rows()
    rows = rows_of(np.tile(x, (1000, 1)), np.tile(y, (1000, 1)), "float64")
    data: dict[str, Any] = {"train": rows, "validation": rows, "dtype": "float64"}
    step = FrozenStep(regression(loss=loss, regularizers=(regularizer,), **data))
    parameters = step.layout.views(step.theta)
    parameters.weights[0][0], parameters.biases[0][0] = WEIGHT, 0
    found = step.loss()
    losses = loss.rows(step.outputs[np.newaxis], rows.y[np.newaxis]).reshape(1000, len(x))
    return found, sqrt(losses.var(axis=0, ddof=1).mean() / losses.size)


def late_weights(regularizer: Regularizer, loss: Loss) -> tuple[Array, Array]:
    """Return where descent with noise on `correlated_rows` stays on average, and its standard error, (4,).

    The mean over seeds of linear stochastic descent is descent on the mean loss, whatever the step. Each of
    64 seeds is averaged over its second half.
    """
    seeds, epochs = 64, 600
    rows = rows_of(*correlated_rows(), "float64")
    problem: dict[str, Any] = {
        "train": rows,
        "validation": rows,
        "loss": loss,
        "optimizer": StochasticGradientDescent(learning_rate=0.02, batch_size="full", epochs=epochs),
        "dtype": "float64",
        "every": epochs,
        "regularizers": (regularizer,),
    }
    members = [new_member(regression(seed=seed, **problem)) for seed in range(seeds)]
    late = [
        [member.theta[:4].copy() for member in members] for epoch in train(members) if epoch > epochs // 2
    ]
    averages = np.mean(late, axis=0)
    return averages.mean(axis=0), averages.std(axis=0, ddof=1) / sqrt(seeds)
