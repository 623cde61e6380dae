"""Who trains the stacks of a sweep: this process, several of this machine, or a cluster."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from regexp.sweep.cluster import Cluster
from regexp.sweep.events import Event
from regexp.sweep.here import Here
from regexp.sweep.plan import Plan
from regexp.sweep.preparation import Preparation
from regexp.sweep.stacks import Stack
from regexp.sweep.trainer import Trainer
from regexp.sweep.workers import Workers


class Executor(Protocol):
    """Trains stacks somewhere."""

    def events(self, stacks: Sequence[Stack]) -> Iterator[Event]:
        """Train stacks, the first ones first, and yield what happens; raises FileError."""


def executor(
    prepared: Preparation, stop: Callable[[], bool], stacks: int
) -> AbstractContextManager[Executor]:
    """Return who trains so many stacks of a sweep; `stop` is asked between epochs."""
    request, directory, sources = prepared.request, prepared.directory, prepared.sources
    if request.scheduler is not None:
        return Cluster(request.scheduler, directory, request.weights, stop)
    if request.jobs == 1:
        return nullcontext(Here(Trainer(directory, sources, request.weights, stop)))
    return Workers(min(request.jobs, stacks), Plan(prepared.grid), directory, sources, request.weights, stop)
