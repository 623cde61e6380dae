"""One epoch of training: the step that every iterative optimizer shares."""

from collections.abc import Sequence

import numpy as np

from regexp.engine.batches import batch_rows, batch_slices, epoch_orders, gather, steps_of_an_epoch
from regexp.engine.network import Network
from regexp.engine.parts import Part
from regexp.engine.problem import Problem, sharing
from regexp.engine.tape import Tape, TapeMemory
from regexp.engine.trainer import Trainer
from regexp.optimizers import Iterative
from regexp.regularizers import Regularizer
from regexp.schedules import Schedule
from regexp.spec import Array
from regexp.streams import Streams


class Descent(Trainer):
    """Trains a stack of R runs along gradients of batches; all buffers are allocated here, once.

    A step: batch → inputs → forward → loss gradient → backward → penalty gradients → (the same at a
    perturbed copy) → gradient hooks → before-update hooks → optimizer → after-update hooks.
    """

    def __init__(
        self,
        problems: Sequence[Problem],
        streams: Sequence[Streams],
        theta: Array,
        optimizers: Sequence[Part[Iterative]],
        schedules: Sequence[Part[Schedule]],
        regularizers: Sequence[Part[Regularizer]],
    ) -> None:
        """Allocate for these runs; theta (R, 1, P and statistics) is changed in place by `epoch`."""
        first = problems[0]
        self._problems, self._streams = problems, streams
        self._groups = sharing([problem.train for problem in problems])
        self._optimizers = optimizers
        self._stepwise = [part for part in schedules if part.spec.is_stepwise]
        self._steady = [part for part in schedules if not part.spec.is_stepwise]
        self._layout = first.layout
        self._network = Network(first, regularizers)
        self._batch = batch_rows(first)
        self._steps = steps_of_an_epoch(first)
        self._memory = TapeMemory(len(problems), self._batch, first.layout, first.dtype)
        self._tapes: dict[int, Tape] = {}
        self._theta, self._trained = theta, theta[:, :, : self._layout.size]
        self._grad = np.empty_like(self._trained)
        self._parameters, self._slopes = self._layout.views(theta), self._layout.views(self._grad)
        self._parts: list[Part[Iterative] | Part[Regularizer]] = [*optimizers, *regularizers]
        self._clocks = [part.ctx for part in (*self._parts, *schedules)]
        self._draws, self._inputs, self._perturbs, self._gradients, self._before, self._after = (
            [part for part in regularizers if part.spec.acts_at(hook)]
            for hook in ("draw", "inputs", "perturb", "gradient", "before_update", "after_update")
        )
        self._moved = np.empty_like(theta if self._perturbs else theta[:0])
        self._moved_parameters = self._layout.views(self._moved)
        # A batch of all rows in their own order, which no component changes, is still there in the next step.
        self._stays = self._steps == 1 and not self._inputs and all(p.order is None for p in problems)
        self._gathered = False
        self.rate = np.zeros((len(problems), 1, 1))
        self._base = np.zeros_like(self.rate)
        for optimizer in optimizers:
            self._base[optimizer.rows] = optimizer.spec.learning_rate

    def epoch(self, number: int, metrics: dict[str, Array]) -> None:
        """Train one epoch (from 1); `metrics` are the last evaluation's, shape (R,) each."""
        for clock in self._clocks:
            clock.epoch, clock.step = number, (number - 1) * self._steps
        self._set_rates(self._steady, metrics)
        order = epoch_orders(self._problems, self._streams, number)
        for batch in batch_slices(order.shape[1], self._batch):
            for clock in self._clocks:
                clock.step += 1
            if self._stepwise:
                self._set_rates(self._stepwise, metrics)
            self._step(order[:, batch])

    def _set_rates(self, schedules: Sequence[Part[Schedule]], metrics: dict[str, Array]) -> None:
        """Ask these schedules for their learning rates, and tell everybody."""
        for part in schedules:
            own = {name: values[part.rows] for name, values in metrics.items()}
            self.rate[part.rows] = part.spec.rate(self._base[part.rows], own, part.ctx)
        travel = self.rate.copy()
        for optimizer in self._optimizers:
            travel[optimizer.rows] = optimizer.spec.travel(self.rate[optimizer.rows])
        for each in self._parts:
            each.ctx.rate, each.ctx.travel = self.rate[each.rows], travel[each.rows]

    def _step(self, chosen: Array) -> None:
        """Take one step on the chosen training rows (R, B)."""
        tape = self._tape(chosen.shape[1])
        if not (self._stays and self._gathered):
            gather(self._groups, chosen, tape)
            self._gathered = True
        for part in self._draws:
            part.spec.draw(chosen.shape[1], self._layout.widths, part.ctx)
        for part in self._inputs:
            part.spec.inputs(tape.h[0][part.rows], tape.y[part.rows], part.ctx)
        self._network.gradient(self._parameters, self._slopes, tape)
        if self._perturbs:
            self._gradient_at_copy(tape)
        for part in self._gradients:
            part.spec.gradient(self._grad[part.rows], part.ctx)
        for part in self._before:
            part.spec.before_update(self._trained[part.rows], self._own_weights(part), part.ctx)
        for optimizer in self._optimizers:
            rows = optimizer.rows
            optimizer.spec.update(self._trained[rows], self._grad[rows], optimizer.ctx)
        for part in self._after:
            part.spec.after_update(self._trained[part.rows], self._own_weights(part), part.ctx)

    def _own_weights(self, part: Part[Regularizer]) -> list[Array]:
        """Return the weights (R, I, O) of the layers a part acts on, for its runs."""
        weights = enumerate(self._parameters.weights)
        return [weight[part.rows] for k, weight in weights if part.spec.acts_on(k)]

    def _gradient_at_copy(self, tape: Tape) -> None:
        """Take the gradient again at a copy of theta that regularizers have moved, with the same noise."""
        np.copyto(self._moved, self._theta)
        for part in self._perturbs:
            moved = self._moved[part.rows, :, : self._layout.size]
            part.spec.perturb(moved, self._grad[part.rows], part.ctx)
        self._network.gradient(self._moved_parameters, self._slopes, tape)

    def _tape(self, batch: int) -> Tape:
        """Return the tape for a batch of this many rows."""
        if batch not in self._tapes:
            self._tapes[batch] = self._memory.tape(batch)
        return self._tapes[batch]
