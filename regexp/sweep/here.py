"""Trains the stacks of a sweep in this process."""

from collections.abc import Iterator, Sequence

from regexp.sweep.events import Event
from regexp.sweep.stacks import Stack
from regexp.sweep.trainer import Trainer


class Here:
    """One stack after the other, the first ones first."""

    def __init__(self, trainer: Trainer) -> None:
        """Note who trains; it knows when to stop."""
        self._trainer = trainer

    def events(self, stacks: Sequence[Stack]) -> Iterator[Event]:
        """Train stacks and yield what happens; raises FileError."""
        for stack in stacks:
            if self._trainer.stop():
                return
            yield from self._trainer.train(stack.runs)
