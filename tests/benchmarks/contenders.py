"""Contenders in processes of their own, which are started once and then work when they are told to."""

import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection

import numpy as np
from study import Measured, Settings


@dataclass(frozen=True)
class Contender:
    """What to call: a function of a module of `peers` that prepares runs, in one or two processes."""

    name: str
    module: str
    function: str
    processes: int = 1


class Team:
    """The processes of a contender, each with its share of the runs, ready to go."""

    def __init__(self, contender: Contender, settings: Settings, epochs: int) -> None:
        """Start the processes and wait until all of them are prepared."""
        context = multiprocessing.get_context("spawn")
        self._ends: list[Connection] = []
        for i in range(contender.processes):
            here, there = context.Pipe()
            share = settings[i :: contender.processes]
            task = (there, contender.module, contender.function, share, epochs)
            context.Process(target=work, args=task, daemon=True).start()
            self._ends.append(here)
        self._answers()

    def __call__(self) -> Measured:
        """Train all runs and return what was measured, in the order of the shares."""
        for end in self._ends:
            end.send("go")
        return np.concatenate(self._answers())

    def _answers(self) -> Sequence[Measured]:
        return [end.recv() for end in self._ends]


def work(end: Connection, module: str, function: str, settings: Settings, epochs: int) -> None:
    """Prepare, say so, and then train as often as told, until the other end is closed."""
    run = getattr(import_module(f"peers.{module}"), function)(settings, epochs)
    end.send(None)
    while True:
        try:
            end.recv()
        except EOFError:
            return
        end.send(run())
