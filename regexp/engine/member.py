"""One run of a stack, in a form that can leave it, be stored, and go on in another."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from regexp.engine.problem import Problem
from regexp.history import History, Moment
from regexp.spec import Array
from regexp.streams import Streams

Status = Literal["unfinished", "completed", "early_stopped", "diverged"]


@dataclass
class Member:
    """A run's parameters (and statistics), best parameters so far, states, streams and measurements.

    While it is in a stack, its arrays are views of the stack's, so that it is up to date at any time.
    `states` holds each component's arrays with a leading axis of length 1.
    """

    problem: Problem
    streams: Streams
    theta: Array
    best: Array
    last: Array
    """The parameters of the last measurement: theta, or an averaging regularizer's copy of it."""
    best_value: float = np.inf
    best_epoch: int = 0
    states: dict[str, dict[str, Array]] = field(default_factory=dict)
    measured: list[Array] = field(default_factory=list)
    status: Status = "unfinished"
    epoch: int = 0
    """How many epochs are done."""

    def leave(self) -> None:
        """Own the arrays again, so that the stack's can be freed."""
        self.theta, self.best, self.last = self.theta.copy(), self.best.copy(), self.last.copy()
        for state in self.states.values():
            state.update({key: array.copy() for key, array in state.items()})

    @property
    def history(self) -> History:
        """What was measured so far."""
        columns = self.problem.columns
        return History(columns, np.array(self.measured).reshape(-1, len(columns)))

    def named(self, which: Moment) -> dict[str, Array]:
        """Return the best or last parameters by name: layers/0/weight (I, O), …"""
        return self.problem.layout.named(self.best if which == "best" else self.last)


def new_member(problem: Problem) -> Member:
    """Return a run before its first epoch: given weights, or weights from stream `init` and zero biases."""
    layout, streams = problem.layout, Streams(problem.seed)
    if problem.weights is not None:
        theta = layout.row(problem.weights, problem.dtype)
    else:
        theta = np.zeros(layout.length, problem.dtype)
        views = layout.views(theta.reshape(1, 1, -1))
        for weight, shape in zip(views.weights, layout.shapes, strict=True):
            weight[0] = problem.initialization.draw(shape, streams("init").generator)
        for own in views.norms.values():
            for name, value in (problem.normalization.start | problem.normalization.statistics).items():
                own[name][...] = value
    return Member(problem, streams, theta, best=theta.copy(), last=theta)
