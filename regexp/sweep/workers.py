"""Trains the stacks of a sweep in several processes of this machine."""

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from regexp.errors import FileError
from regexp.record import SweepDirectory
from regexp.sources import Sources
from regexp.sweep.events import Ended, Event, Progressed, Taken
from regexp.sweep.failures import failed
from regexp.sweep.plan import Plan
from regexp.sweep.stacks import Stack
from regexp.sweep.waiting import Waiting
from regexp.sweep.worker import STOP, Done, serve

FORKS = sys.platform == "linux"
SYSTEM = multiprocessing.get_context("fork") if FORKS else multiprocessing.get_context("spawn")
"""How processes begin: a fork has all data at once, elsewhere they are sent once to each worker."""

PATIENCE = 0.1  # seconds between looks at whether to stop


@dataclass(eq=False)
class Worker:
    """A process and the pipe to it; `handed` names the runs of a stack, `left` those not answered for."""

    process: BaseProcess
    connection: Connection
    handed: Sequence[str] = ()
    left: set[str] = field(default_factory=set)

    def hand(self, names: Sequence[str]) -> None:
        """Give it a stack; a worker that is dead by now is found out when it doesn't answer."""
        self.handed, self.left = names, set(names)
        with suppress(OSError):
            self.connection.send(names)

    def reason(self) -> str:
        """Return how it died."""
        self.process.join()
        code, names = self.process.exitcode or 0, {each.value: each.name for each in signal.Signals}
        killer = names.get(-code, f"signal {-code}")
        how = f"was killed by {killer}" if code < 0 else f"ended with exit code {code}"
        return f"the process that trained it {how}; was there enough memory?"


class Workers:
    """Processes with one BLAS thread each; killed when left, for whatever reason."""

    def __init__(
        self,
        count: int,
        plan: Plan,
        directory: SweepDirectory,
        sources: Sources,
        weights: bool,
        stop: Callable[[], bool],
    ) -> None:
        """Note what the workers need; `stop` is asked again and again."""
        self._count, self._plan, self._directory = count, plan, directory
        self._sources, self._weights, self._stop = sources, weights, stop
        self._workers: list[Worker] = []
        self._waiting = Waiting()
        self._error: FileError | None = None

    def __enter__(self) -> Self:
        """Start the processes; raises FileError where the system has no more of them, or of pipes to them."""
        try:
            for _ in range(self._count):
                self._workers.append(self._started())
        except BaseException:
            self._end(self._workers)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes; files are whole at any time."""
        self._end(self._workers)

    def events(self, stacks: Sequence[Stack]) -> Iterator[Event]:
        """Hand out stacks, the first ones first, and yield what happens, until all are done or it is to stop.

        A worker that dies is replaced, and what is left of its stack is trained run by run: a run that kills
        two workers by itself fails. Raises FileError, after the other workers have kept their checkpoints.
        """
        self._waiting.add([run.name for run in stack.runs] for stack in stacks)
        while self._waiting or any(worker.handed for worker in self._workers):
            if not self._waiting.is_over and (self._error or self._stop()):
                self._dismiss()
            self._hand_out()
            busy = {worker.connection: worker for worker in self._workers if worker.handed}
            yield Progressed(0)
            for connection in wait(list(busy), PATIENCE):
                assert isinstance(connection, Connection)
                yield from self._message(busy[connection])
        if self._error:
            raise self._error

    def _started(self) -> Worker:
        """Return a new worker; raises FileError."""
        try:
            ours, theirs = SYSTEM.Pipe()
            arguments = (theirs, self._plan, self._directory, self._sources, self._weights)
            process = SYSTEM.Process(target=serve, args=arguments, daemon=True)
            process.start()
        except OSError as error:
            raise FileError(
                f"--jobs {self._count}: so many processes can't be started: {error.strerror}; give fewer"
            ) from error
        theirs.close()
        return Worker(process, ours)

    def _end(self, workers: Sequence[Worker]) -> None:
        """Kill workers, if they live, all before waiting for any: they ignore milder signals."""
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()
            worker.connection.close()

    def _hand_out(self) -> None:
        """Give every idle worker a stack, as long as there are any."""
        for worker in self._workers:
            if not worker.handed and self._waiting:
                worker.hand(self._waiting.next())

    def _dismiss(self) -> None:
        """Tell all workers to keep checkpoints and go."""
        self._waiting.close()
        for worker in self._workers:
            with suppress(OSError):
                worker.connection.send(STOP)

    def _message(self, worker: Worker) -> Iterator[Event]:
        """Take one message of a worker, or find that it died."""
        try:
            message = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._replace(worker)
            return
        if isinstance(message, Done | FileError):
            worker.handed = ()
            self._error = self._error or (message if isinstance(message, FileError) else None)
            return
        if isinstance(message, Ended | Taken):
            worker.left.discard(message.name)
        yield message

    def _replace(self, worker: Worker) -> Iterator[Event]:
        """Start a worker in the place of a dead one; the runs it has left are tried again, one by one."""
        reason, left = worker.reason(), [name for name in worker.handed if name in worker.left]
        self._end([worker])
        self._workers.remove(worker)
        if self._waiting.is_over:
            return
        self._workers.append(self._started())
        for run in self._plan.named(self._waiting.try_again(left, was_alone=len(worker.handed) == 1)):
            yield failed(self._directory, run, reason)
