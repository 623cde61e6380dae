"""A process of a sweep: trains the stacks it is handed, one after the other, until there are no more."""

import os
import signal
import threading
from collections.abc import Sequence
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

from threadpoolctl import threadpool_limits

from regexp.errors import FileError
from regexp.record import SweepDirectory
from regexp.sources import Sources
from regexp.sweep.plan import Plan
from regexp.sweep.trainer import Trainer

STOP = "stop"
"""What a worker is sent instead of a stack when it is to keep checkpoints and take no more."""


class Done:
    """A worker has nothing left of what it was handed."""


def serve(
    connection: Connection, plan: Plan, directory: SweepDirectory, sources: Sources, weights: bool
) -> None:
    """Train stacks, which arrive as names of runs, and send back their events, then Done or a FileError.

    Signals are the parent's business; a worker ends with it, at once.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    trainer = Trainer(directory, sources, weights, stop=connection.poll)
    with threadpool_limits(1, user_api="blas"):
        while (names := connection.recv()) != STOP:
            _train(trainer, plan, names, connection)


def _train(trainer: Trainer, plan: Plan, names: Sequence[str], connection: Connection) -> None:
    """Train one stack."""
    try:
        for event in trainer.train(plan.named(names)):
            connection.send(event)
    except FileError as error:
        connection.send(error)
    else:
        connection.send(Done())


def _end_with_parent() -> None:
    """Wait for the parent to go, and go too: nobody is left to read results, and every file is whole."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
