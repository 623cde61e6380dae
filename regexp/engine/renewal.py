"""Statistics of normalized layers for parameters that no step was taken with, such as averages."""

from collections.abc import Sequence

import numpy as np

from regexp.engine.problem import Problem
from regexp.spec import Array


def renew_statistics(problems: Sequence[Problem], theta: Array) -> None:
    """Set the statistics behind parameters theta (R, 1, P …) to those of all training rows, without noise.

    Layer after layer: mean and variance of its sums, divided by N and N − 1, with which the rows then go on.
    Averaged weights need it: the averages of statistics are not the statistics of averages. Source: Izmailov
    et al. (2018), Averaging weights leads to wider optima, section 3.2.
    """
    if problems[0].normalization.statistics:
        for r, problem in enumerate(problems):
            _renew(problem, theta[r : r + 1])


def _renew(problem: Problem, theta: Array) -> None:
    """Set the statistics of one run."""
    h, views = problem.train.x, problem.layout.views(theta)
    for k, own in views.norms.items():
        z = h @ views.weights[k][0]
        own["mean"][0, 0] = z.mean(axis=0, dtype=np.float64)
        own["variance"][0, 0] = z.var(axis=0, dtype=np.float64, ddof=1)
        slope, scratch = np.empty_like(z), np.empty_like(z)
        problem.normalization.evaluate(z[np.newaxis], views.norms[k], scratch[np.newaxis])
        problem.activation.forward(z, slope, scratch)
        h = z
