"""Statistics of normalized layers for parameters that no step was taken with, such as averages."""

from collections.abc import Iterable, Sequence

import numpy as np

from regexp.engine.evaluation import CHUNK_ELEMENTS
from regexp.engine.layout import Views
from regexp.engine.problem import Problem
from regexp.spec import Array


def renew_statistics(problems: Sequence[Problem], theta: Array) -> None:
    """Set the statistics behind parameters theta (R, 1, P …) to those of all training rows, without noise.

    Layer after layer: mean and variance of its sums, divided by N and N − 1, with which the rows then go on.
    Averaged weights need it: the averages of statistics are not the statistics of averages. Rows go through
    the network in chunks whose size depends on its widths only, from the inputs on for each layer, so that
    the memory it takes doesn't grow with them. Source: Izmailov et al. (2018), Averaging weights leads to
    wider optima, section 3.2.
    """
    if problems[0].normalization.statistics:
        for r, problem in enumerate(problems):
            _renew(problem, theta[r : r + 1])


def _renew(problem: Problem, theta: Array) -> None:
    """Set the statistics of one run."""
    x, views = problem.train.x, problem.layout.views(theta)
    rows = max(1, CHUNK_ELEMENTS // max(problem.widths))
    for k, own in views.norms.items():
        sums = (_sums(problem, views, x[start : start + rows], k) for start in range(0, len(x), rows))
        own["mean"][0, 0], own["variance"][0, 0] = _mean_and_variance(sums)


def _sums(problem: Problem, views: Views, h: Array, last: int) -> Array:
    """Return layer `last`'s sums (n, O) of inputs (n, I); the layers below have their statistics."""
    for k in range(last):
        z = h @ views.weights[k][0]
        slope, scratch = np.empty_like(z), np.empty_like(z)
        problem.normalization.evaluate(z[np.newaxis], views.norms[k], scratch[np.newaxis])
        problem.activation.forward(z, slope, scratch)
        h = z
    sums: Array = h @ views.weights[last][0]
    return sums


def _mean_and_variance(chunks: Iterable[Array]) -> tuple[Array, Array]:
    """Return the mean and the variance, divided by N − 1, of N rows in chunks (n, O), in float64, (O,) each.

    Source: Chan, Golub & LeVeque (1983), Algorithms for computing the sample variance.
    """
    count, mean, squares = 0, np.zeros(()), np.zeros(())
    for chunk in chunks:
        values = chunk.astype(np.float64)
        own = values.mean(axis=0)
        values -= own
        away, share = own - mean, len(values) / (count + len(values))
        squares = squares + np.square(values, out=values).sum(axis=0) + np.square(away) * share * count
        mean = mean + away * share
        count += len(values)
    return mean, squares / (count - 1)
