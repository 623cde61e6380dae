"""The gradient of a penalized training loss by central differences, with the noise of a step frozen."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from regexp.engine import Problem, new_member
from regexp.engine.components import load, names_in_order
from regexp.engine.network import Network
from regexp.engine.parts import Part
from regexp.engine.tape import TapeMemory
from regexp.regularizers import Regularizer
from regexp.spec import Array

STEP = 1e-6
"""Small enough to cross no kink of ReLU, large enough for ten digits of the difference in float64."""


@dataclass
class FrozenStep:
    """One step of a run on all its rows, whose noise is drawn once: loss and gradient at any theta."""

    problem: Problem

    def __post_init__(self) -> None:
        member = new_member(self.problem)
        # Biases of zero would put a row whose units are all dropped on the kink of ReLU.
        nudge = np.random.default_rng(1).normal(scale=0.1, size=member.theta.shape)
        self.theta = (member.theta + nudge).reshape(1, 1, -1)
        self.layout = self.problem.layout
        trained = self.theta[:, :, : self.layout.size]
        loaded = [(name, load([member], name, trained)) for name in names_in_order([member])]
        self.parts: list[Part[Regularizer]] = [
            part for name, found in loaded if name not in ("optimizer", "schedule") for part in found
        ]
        self.network = Network(self.problem, self.parts)
        for part in self.parts:
            part.ctx.rate = part.ctx.travel = np.full((1, 1, 1), 0.1)
            part.spec.draw(len(self.problem.train), self.layout.widths, part.ctx)
        rows = len(self.problem.train)
        self._tape = TapeMemory(1, rows, self.layout, self.problem.dtype).tape(rows)
        self._tape.h[0][0], self._tape.y[0] = self.problem.train.x, self.problem.train.y
        self.outputs, self.hidden = self._tape.h[-1][0], self._tape.h[1:-1]
        for part in self.parts:
            part.spec.inputs(self._tape.h[0], self._tape.y, part.ctx)

    def gradient(self) -> Array:
        """Return the engine's gradient at theta, shape (P,)."""
        grad = np.empty((1, 1, self.layout.size))
        self.network.gradient(self.layout.views(self.theta), self.layout.views(grad), self._tape)
        return grad[0, 0]

    def loss(self) -> float:
        """Return the mean loss of the batch plus all penalties at theta, from their formulas."""
        parameters = self.layout.views(self.theta)
        used = [weight.copy() for weight in parameters.weights]
        penalty = 0.0
        for part in self.parts:
            for k in filter(part.spec.acts_on, range(len(used))):
                part.spec.weights(used[k], k, part.ctx)
                penalty += part.spec.penalty(parameters.weights[k], k, part.ctx).item()
        self.network.forward(parameters._replace(weights=used), self._tape)
        return float(self.problem.loss.rows(self._tape.h[-1], self._tape.y).mean()) + penalty

    def differences(self, objective: Callable[[], float] | None = None) -> Array:
        """Return (J(θ + h) − J(θ − h))/2h for each parameter, shape (P,); J is `loss` if not given."""
        objective = objective or self.loss
        values = self.theta[0, 0, : self.layout.size]
        slopes = np.empty_like(values)
        for i, value in enumerate(values.tolist()):
            values[i] = value + STEP
            above = objective()
            values[i] = value - STEP
            slopes[i] = (above - objective()) / (2 * STEP)
            values[i] = value
        return slopes

    def error(self, objective: Callable[[], float] | None = None) -> float:
        """Return how far the engine's gradient is from the differences, relative to their length."""
        expected = self.differences(objective)
        return float(np.linalg.norm(self.gradient() - expected) / np.linalg.norm(expected))
