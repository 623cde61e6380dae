"""Training by an optimizer that is given the penalized loss of all rows as a function."""

from collections.abc import Generator, Sequence

import numpy as np

from regexp.engine.member import new_member
from regexp.engine.network import Network
from regexp.engine.parts import Part
from regexp.engine.problem import Problem
from regexp.engine.renewal import renew_statistics
from regexp.engine.tape import TapeMemory
from regexp.engine.trainer import Trainer, no_rate
from regexp.optimizers import Minimizer
from regexp.regularizers import Regularizer
from regexp.spec import Array


class QuasiNewton(Trainer):
    """Minimizes mean loss + weight penalties of one run, an iteration an epoch.

    What the optimizer remembers is in no checkpoint: it starts from the run's initial parameters and goes
    through the epochs that are done once more.
    """

    def __init__(self, problem: Problem, theta: Array, regularizers: Sequence[Part[Regularizer]]) -> None:
        """Allocate for a run; its theta (1, 1, P …) is changed in place by `epoch`."""
        self._problem, self._theta, self._regularizers = problem, theta, regularizers
        self._layout = problem.layout
        self._network = Network(problem, regularizers)
        rows = len(problem.train)
        self._tape = TapeMemory(1, rows, problem.layout, problem.dtype).tape(rows)
        self._tape.h[0][0], self._tape.y[0] = problem.train.x, problem.train.y
        self._penalties = [part for part in regularizers if part.spec.acts_at("penalty")]
        for part in regularizers:
            if part.spec.acts_at("inputs"):
                part.spec.inputs(self._tape.h[0], self._tape.y, part.ctx)
        start = new_member(problem).theta[np.newaxis, np.newaxis]
        self._trial, self._grad = start.copy(), np.empty_like(start[:, :, : self._layout.size])
        self._parameters, self._slopes = self._layout.views(self._trial), self._layout.views(self._grad)
        self._iterates = self._marked(start[0, 0, : self._layout.size].astype(np.float64))
        self._iterations, self._has_converged = 0, False
        self.rate = no_rate(1)

    def epoch(self, number: int, metrics: dict[str, Array]) -> None:
        """Go on to the parameters after iteration `number`."""
        for part in self._regularizers:
            part.ctx.epoch = part.ctx.step = number
        for _ in range(self._iterations, number):
            iterate, self._has_converged = next(self._iterates)
        self._theta[0, 0, : self._layout.size] = iterate
        renew_statistics([self._problem], self._theta)
        self._iterations = number

    @property
    def has_converged(self) -> bool:
        """Whether the optimizer has ended."""
        return self._has_converged

    def close(self) -> None:
        """End the optimizer."""
        self._iterates.close()

    def _marked(self, start: Array) -> Generator[tuple[Array, bool]]:
        """Yield each iterate (P,), and whether it is the last one, for which the next has to be looked at."""
        assert isinstance(self._problem.optimizer, Minimizer)
        iterates = self._problem.optimizer.iterates(self._objective, start)
        iterate = next(iterates)
        for following in iterates:
            yield iterate, False
            iterate = following
        yield iterate, True

    def _objective(self, x: Array) -> tuple[float, Array]:
        """Return mean loss + penalties and their gradient (P,) at parameters x (P,)."""
        tape = self._tape
        self._trial[0, 0, : self._layout.size] = x
        self._network.forward(self._parameters, tape)
        value = float(self._problem.loss.rows(tape.h[-1], tape.y).mean(dtype=np.float64))
        for part in self._penalties:
            for k in filter(part.spec.acts_on, range(len(self._parameters.weights))):
                value += part.spec.penalty(self._parameters.weights[k], k, part.ctx).item()
        self._network.descend(self._parameters, self._parameters, self._slopes, tape)
        return value, self._grad[0, 0].astype(np.float64)
