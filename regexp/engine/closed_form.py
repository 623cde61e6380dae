"""The one step of a run whose minimum is known in closed form."""

from collections.abc import Sequence

import numpy as np

from regexp.engine.layout import Layout
from regexp.engine.parts import Part
from regexp.engine.problem import Problem
from regexp.losses import QuadraticLoss
from regexp.optimizers import ClosedForm
from regexp.regularizers import Regularizer
from regexp.spec import Array


def solve(problems: Sequence[Problem], theta: Array, regularizers: Sequence[Part[Regularizer]]) -> None:
    """Set theta (R, 1, P) to the minimum of each linear problem's mean loss q/m·Σ‖x·w + b − y‖² + c·‖w‖².

    Multiplied by m/q that is least squares with a ridge of c·m/q.
    """
    ridge = np.zeros((len(theta), 1))
    for part in regularizers:
        quadratic = part.spec.quadratic(part.ctx)
        if quadratic is not None:
            ridge[part.rows] += quadratic[:, :, 0]
    weights, biases = Layout(problems[0].widths).views(theta)
    for r, problem in enumerate(problems):
        assert isinstance(problem.optimizer, ClosedForm)
        assert isinstance(problem.loss, QuadraticLoss)
        x, y = problem.train.x, problem.train.y
        strength = float(ridge[r, 0]) * len(x) / problem.loss.curvature
        weights[0][r], biases[0][r] = problem.optimizer.solve(x, y, strength)
