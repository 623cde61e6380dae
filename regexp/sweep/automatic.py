"""Strengths to sweep where none are given: a grid down from the one that leaves nothing to learn."""

from math import ceil, floor, log10

import numpy as np

from regexp.config import Config
from regexp.context import Context
from regexp.engine import Problem
from regexp.errors import ConfigError
from regexp.losses import Loss
from regexp.sources import Sources
from regexp.spec import Array

POINTS_A_DECADE = 2
DECADES = 4
DIGITS = 3
STEP = 1e-5
"""Of central differences in float64, whose error is far below the digits that are kept."""


def automatic_strengths(config: Config, kind: str, sources: Sources) -> tuple[float, ...]:
    """Return 0 and a log grid of strengths for a weight penalty, over four decades, two points each.

    It goes down from a strength found on the training rows of the config's seed for the *linear* model, also
    where a network is trained. For l1 that is the smallest one whose solution has no weight but zero,
    max|∂L/∂w| at w = 0 and the best bias; for l2 the largest eigenvalue of ∂²L/∂w² there, which shrinks even
    the best determined direction to about half. Numbers have 3 digits; the largest is rounded up. `scale` and
    the like are taken into account. Raises ConfigError where that strength is 0, DataError and FileError.
    Sources: Friedman, Hastie & Tibshirani (2010), Regularization paths for generalized linear models via
    coordinate descent, section 2.5; Hoerl & Kennard (1970), Ridge regression.
    """
    problem, _ = sources.problem(config)
    largest = LARGEST[kind](problem) / _cost_of_one(config, kind, problem)
    if not largest > 0:
        raise ConfigError(f"{kind}: the targets don't depend on the inputs, auto finds nothing; give values")
    unit = 10.0 ** (floor(log10(largest)) - DIGITS + 1)
    top = ceil(largest / unit) * unit
    points = [top * 10 ** (-i / POINTS_A_DECADE) for i in range(DECADES * POINTS_A_DECADE, -1, -1)]
    return (0.0, *(float(f"{point:.{DIGITS}g}") for point in points))


def largest_slope(problem: Problem) -> float:
    """Return max|∂L/∂w| over the weights of a linear model at w = 0 and its best bias."""
    x, y = (array.astype(np.float64) for array in (problem.train.x, problem.train.y))
    if not np.ptp(y, axis=0).any():  # the mean of equal numbers can miss them by a bit
        return 0.0
    z = np.tile(problem.loss.constant(y), (1, len(y), 1)).astype(np.float64)
    problem.loss.gradient(z, y[np.newaxis])
    return float(np.abs(x.T @ z[0]).max())


def largest_curvature(problem: Problem) -> float:
    """Return the largest eigenvalue of ∂²L/∂w² of a linear model at w = 0, the bias at its best throughout.

    All rows have the same curvature in the outputs there, so it is that of the loss times the largest
    variance of the inputs in any direction; with Huber's loss, where far rows have none, that is an upper
    bound. Raises ConfigError for a loss without curvature.
    """
    if not problem.loss.smooth:
        loss = problem.loss.kind_name()
        raise ConfigError(f"l2: auto goes by the curvature of the loss, and {loss} has none; give values")
    x, y = (array.astype(np.float64) for array in (problem.train.x, problem.train.y))
    centred = x - x.mean(axis=0)
    spread = np.linalg.norm(centred, ord=2) ** 2 / len(x)
    bent = np.linalg.eigvalsh(_curvature_of(problem.loss, problem.loss.constant(y)))[-1]
    return float(spread * bent)


LARGEST = {"l1": largest_slope, "l2": largest_curvature}
"""What the largest strength that makes sense is found from, by kind."""


def _curvature_of(loss: Loss, outputs: Array) -> Array:
    """Return the second derivative (K, K) of one row's loss at its outputs (K,), by central differences.

    Only that of Huber's loss depends on the target, and is largest where that is the output.
    """
    steps = STEP * np.eye(len(outputs))
    target = outputs[np.newaxis, np.newaxis].astype(np.float64)
    slopes = []
    for moved in (outputs + steps, outputs - steps):
        z = moved[:, np.newaxis].copy()
        loss.gradient(z, target)
        slopes.append(z[:, 0])
    return np.asarray((slopes[0] - slopes[1]) / (2 * STEP))


def _cost_of_one(config: Config, kind: str, problem: Problem) -> float:
    """Return the coefficient that a strength of 1 puts before Σ|w|, or before ½Σw²."""
    penalty = config.regularization[kind].model_copy(update={"strength": 1.0})
    ctx = Context([], len(problem.train), problem.epochs, np.float64)
    stacked = type(penalty).stack([penalty])
    cost = float(stacked.penalty(np.ones((1, 1, 1)), 0, ctx)[0, 0, 0])
    return cost if kind == "l1" else 2 * cost
