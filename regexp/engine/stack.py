"""A stack of runs that are trained together, each as if it were alone."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import numpy as np

from regexp.engine.closed_form import ClosedFormSolution
from regexp.engine.components import load, names_in_order, side_by_side
from regexp.engine.descent import Descent
from regexp.engine.evaluation import Evaluator
from regexp.engine.member import Member, Status
from regexp.engine.parts import Part
from regexp.engine.quasi_newton import QuasiNewton
from regexp.engine.renewal import renew_statistics
from regexp.engine.trainer import Trainer
from regexp.history import oriented
from regexp.optimizers import ClosedForm, Minimizer
from regexp.regularizers import Regularizer
from regexp.schedules import Schedule
from regexp.spec import Array


def train(members: Sequence[Member]) -> Iterator[int]:
    """Train runs of one shape to their ends, yielding the number of each epoch that is done.

    Runs leave the stack when they stop early or diverge (a loss that is not finite); the others go on
    unchanged. Runs that were trained further before are joined when the others have caught up. Runs whose
    optimizer can't be stacked are trained one after another. Between epochs every member is complete: it can
    be stored, and training can go on from it.
    """
    while running := [member for member in members if member.status == "unfinished"]:
        number = min(member.epoch for member in running)
        behind = [member for member in running if member.epoch == number]
        ahead = {member.epoch for member in running} - {number}
        if not behind[0].problem.optimizer.stacks:
            behind, ahead = behind[:1], set()
        with closing(Stack(behind)) as stack:
            while all(member.status == "unfinished" for member in behind) and stack.number not in ahead:
                stack.epoch()
                yield stack.number
        for member in behind:
            member.leave()


class Stack:
    """R runs in training, as arrays that lead with the runs axis; rebuilt when runs leave."""

    def __init__(self, members: Sequence[Member]) -> None:
        """Load the members' parameters and states; from here on theirs are views of the stack's."""
        self._members = side_by_side(members)
        self._problems = [member.problem for member in self._members]
        self._first = self._problems[0]
        self.number = self._members[0].epoch
        self._theta = _shared(self._members, "theta")
        self._best = _shared(self._members, "best")
        self._metrics = _measured(self._members)
        self._load_components()

    def _load_components(self) -> None:
        """Place every component, and allocate the buffers of training and evaluation."""
        trained = self._trained(self._theta)
        parts = {name: load(self._members, name, trained) for name in names_in_order(self._members)}
        optimizers, schedules = parts.pop("optimizer"), parts.pop("schedule", [])
        self._regularizers: list[Part[Regularizer]] = [part for found in parts.values() for part in found]
        self._stopping = self._acting_at("stop")
        self._averaging = self._acting_at("evaluation")
        self._evaluator = Evaluator(self._problems, self._regularizers)
        self._trainer = self._trainer_of(optimizers, schedules)

    def _trainer_of(self, optimizers: list[Part[Any]], schedules: list[Part[Schedule]]) -> Trainer:
        """Return what trains these runs, by the class of their optimizer."""
        theta, regularizers = self._theta, self._regularizers
        if isinstance(self._first.optimizer, ClosedForm):
            return ClosedFormSolution(self._problems, theta, regularizers)
        if isinstance(self._first.optimizer, Minimizer):
            return QuasiNewton(self._first, theta, regularizers)
        streams = [member.streams for member in self._members]
        return Descent(self._problems, streams, theta, optimizers, schedules, regularizers)

    def epoch(self) -> None:
        """Train one epoch, and measure it when it is due."""
        self.number += 1
        with np.errstate(all="ignore"):
            self._trainer.epoch(self.number, self._metrics)
            for member in self._members:
                member.epoch = self.number
            if self._is_last or self.number % self._first.every == 0:
                self._evaluate()

    def close(self) -> None:
        """End an optimizer that waits to be asked for the next epoch."""
        if isinstance(self._trainer, QuasiNewton):
            self._trainer.close()

    @property
    def _is_last(self) -> bool:
        """Whether no epoch follows this one, whatever its measurement says."""
        return self.number == self._first.epochs or self._trainer.has_converged

    def _evaluate(self) -> None:
        """Measure all runs, remember the best parameters, and say which runs have ended."""
        theta = self._averaged()
        metrics = self._evaluator.measure(theta, self._trainer.rate, self.number)
        table = np.stack([metrics[name] for name in self._first.columns], axis=1)
        self._metrics = _with_monitor(metrics, self._first.monitor)
        monitored, stopped = self._metrics["monitor"], self._stopped()
        for r, member in enumerate(self._members):
            member.measured.append(table[r])
            member.last = theta[r, 0]
            if monitored[r] < member.best_value or member.best_value == np.inf:
                self._best[r] = theta[r]
                member.best_value = min(member.best_value, float(monitored[r]))
                member.best_epoch = self.number
            member.status = self._status(r, bool(stopped[r]))

    def _averaged(self) -> Array:
        """Return the parameters to measure: theta, or the copy that averaging regularizers make of it."""
        if not self._averaging:
            return self._theta
        copy = self._theta.copy()
        for part in self._averaging:
            part.spec.evaluation(self._trained(copy)[part.rows], part.ctx)
            renew_statistics(self._problems[part.rows], copy[part.rows])
        return copy

    def _trained(self, theta: Array) -> Array:
        """Return theta without the statistics behind the parameters, (R, 1, P)."""
        return theta[:, :, : self._first.layout.size]

    def _stopped(self) -> Array:
        """Return which runs a regularizer ends after this evaluation, shape (R,)."""
        stopped = np.zeros(len(self._members), dtype=bool)
        for part in self._stopping:
            own = {name: values[part.rows] for name, values in self._metrics.items()}
            stopped[part.rows] |= part.spec.stop(own, part.ctx)
        return stopped

    def _status(self, r: int, stopped: bool) -> Status:
        """Return what has become of a run after this evaluation."""
        losses = [self._metrics["train_loss"][r]]
        if len(self._problems[r].validation):
            losses.append(self._metrics["validation_loss"][r])
        if not np.isfinite(losses).all():
            return "diverged"
        if self._is_last:
            return "completed"
        return "early_stopped" if stopped else "unfinished"

    def _acting_at(self, hook: str) -> list[Part[Regularizer]]:
        """Return the regularizers that do something at a hook."""
        return [part for part in self._regularizers if part.spec.acts_at(hook)]


def _measured(members: Sequence[Member]) -> dict[str, Array]:
    """Return the members' last measurement, shape (R,) each column; nothing before the first."""
    rows = [member.measured[-1] for member in members if member.measured]
    if not rows:
        return {}
    first = members[0].problem
    return _with_monitor(dict(zip(first.columns, np.array(rows).T, strict=True)), first.monitor)


def _with_monitor(metrics: dict[str, Array], monitor: str) -> dict[str, Array]:
    """Return metrics with the monitored one once more as `monitor`, signed so that lower is better."""
    return metrics | {"monitor": oriented(monitor, metrics[monitor])}


def _shared(members: Sequence[Member], name: str) -> Array:
    """Return one of the members' arrays stacked as (R, 1, P), of which each member's becomes a view."""
    stacked = np.stack([getattr(member, name) for member in members])[:, np.newaxis]
    for member, row in zip(members, stacked, strict=True):
        setattr(member, name, row[0])
    return stacked
