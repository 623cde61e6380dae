"""The one step of a run whose minimum is known in closed form."""

from collections.abc import Sequence

import numpy as np

from regexp.engine.parts import Part
from regexp.engine.problem import Problem
from regexp.engine.trainer import Trainer, no_rate
from regexp.losses import QuadraticLoss
from regexp.optimizers import ClosedForm
from regexp.regularizers import Regularizer
from regexp.spec import Array


class ClosedFormSolution(Trainer):
    """Solves for the parameters of R runs, theta (R, 1, P), in the one epoch that they have."""

    def __init__(
        self, problems: Sequence[Problem], theta: Array, regularizers: Sequence[Part[Regularizer]]
    ) -> None:
        """Take over these runs."""
        self._problems, self._theta, self._regularizers = problems, theta, regularizers
        self.rate = no_rate(len(problems))

    def epoch(self, number: int, metrics: dict[str, Array]) -> None:
        """Set theta to the minimum."""
        solve(self._problems, self._theta, self._regularizers)


def solve(problems: Sequence[Problem], theta: Array, regularizers: Sequence[Part[Regularizer]]) -> None:
    """Set theta (R, 1, P) to the minimum of each linear problem's mean loss q/m·Σ‖x·w + b − y‖² + c·‖w‖².

    Multiplied by m/q that is least squares with a ridge of c·m/q.
    """
    ridge = np.zeros((len(theta), 1))
    for part in regularizers:
        quadratic = part.spec.quadratic(part.ctx)
        if quadratic is not None:
            ridge[part.rows] += quadratic[:, :, 0]
    views = problems[0].layout.views(theta)
    for r, problem in enumerate(problems):
        assert isinstance(problem.optimizer, ClosedForm)
        assert isinstance(problem.loss, QuadraticLoss)
        x, y = problem.train.x, problem.train.y
        strength = float(ridge[r, 0]) * len(x) / problem.loss.curvature
        views.weights[0][r], bias = problem.optimizer.solve(x, y, strength, problem.has_biases)
        if problem.has_biases:
            views.biases[0][r] = bias
