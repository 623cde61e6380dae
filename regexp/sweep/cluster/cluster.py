"""Trains the stacks of a sweep on a Dask cluster, whose workers share its directory."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from secrets import token_hex
from types import TracebackType
from typing import TYPE_CHECKING, Self

from regexp.errors import RegexpError
from regexp.record import SweepDirectory
from regexp.sweep.cluster.connection import connected
from regexp.sweep.cluster.crew import Crew
from regexp.sweep.cluster.task import Outcome, stop, train
from regexp.sweep.events import Event, Progressed
from regexp.sweep.failures import failed
from regexp.sweep.plan import Run
from regexp.sweep.stacks import Stack, split
from regexp.sweep.waiting import Waiting

if TYPE_CHECKING:
    from distributed import Future

PATIENCE = 0.1  # seconds between looks at whether to stop
ANSWER_SECONDS = 20.0  # to fetch what a worker has answered
STOP_SECONDS = 3.0  # to tell all workers to stop


@dataclass(frozen=True, eq=False)
class Task:
    """A stack in the hands of a worker: the names of its runs."""

    worker: str
    names: Sequence[str]
    future: "Future"


class Cluster:
    """Workers of a Dask scheduler; each has one stack at a time, and answers when it is trained.

    What travels there are names: of the sweep's directory, of a stack's runs; what comes back are events.
    """

    def __init__(
        self, scheduler: str, directory: SweepDirectory, weights: bool, stop: Callable[[], bool]
    ) -> None:
        """Note what to connect to: `tcp://HOST:PORT`, or `local:N` for N workers of this machine.

        `stop` is asked again and again.
        """
        self._scheduler, self._directory, self._weights, self._stop = scheduler, directory, weights, stop
        self._command = token_hex(8)
        self._waiting = Waiting()
        self._tasks: dict[str, Task] = {}
        self._answered: SimpleQueue[Future] = SimpleQueue()
        self._runs: dict[str, Run] = {}
        self._error: RegexpError | None = None

    def __enter__(self) -> Self:
        """Connect; raises ConfigError where no scheduler answers that knows what to do."""
        with ExitStack() as connection:
            self._client = connection.enter_context(connected(self._scheduler))
            self._crew = Crew(self._client, self._scheduler, self._directory)
            self._connection = connection.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the scheduler, which lets stacks still in training keep checkpoints and end."""
        self._connection.close()

    def events(self, stacks: Sequence[Stack]) -> Iterator[Event]:
        """Hand out stacks, the first ones first, and yield what happens, until all are done or it is to stop.

        What is left of a stack whose worker dies is trained run by run: a run that kills two workers by
        itself fails. Raises FileError, after the other workers have kept their checkpoints, and what `Crew`
        raises about workers that can't train.
        """
        self._runs = {run.name: run for stack in stacks for run in stack.runs}
        yield from self._gather()
        self._waiting.add(spread(stacks, len(self._crew.members)))
        while self._waiting or self._tasks:
            if not self._waiting.is_over and (self._error or self._stop()):
                self._dismiss()
            yield from self._crew.update()
            yield from self._rescue()
            self._hand_out()
            yield Progressed(0)
            yield from self._answer()
        if self._error:
            raise self._error

    def _gather(self) -> Iterator[Event]:
        """Wait for the first workers."""
        yield from self._crew.update()
        while not (self._crew.members or self._stop()):
            time.sleep(PATIENCE)
            yield Progressed(0)
            yield from self._crew.update()

    def _hand_out(self) -> None:
        """Give every idle worker a stack, as long as there are any."""
        for worker in sorted(self._crew.members - {task.worker for task in self._tasks.values()}):
            if not self._waiting:
                return
            names, path = self._waiting.next(), str(self._directory.path.absolute())
            where = {"workers": [worker], "allow_other_workers": False, "pure": False}
            future = self._client.submit(train, self._command, path, self._weights, names, **where)
            self._tasks[future.key] = Task(worker, names, future)
            future.add_done_callback(self._answered.put)

    def _answer(self) -> Iterator[Event]:
        """Wait a moment for the answer of a worker."""
        try:
            future = self._answered.get(timeout=PATIENCE)
        except Empty:
            return
        task = self._tasks.pop(future.key, None)
        if task is not None:
            yield from self._take(task)

    def _take(self, task: Task) -> Iterator[Event]:
        """Take an answer, or find that the worker died over the task or before the answer was fetched."""
        from distributed import KilledWorker

        try:
            outcome: Outcome = task.future.result(timeout=ANSWER_SECONDS)
        except (KilledWorker, CancelledError, TimeoutError):
            yield from self._try_again(task)
        else:
            yield from outcome.events
            self._error = self._error or outcome.error

    def _rescue(self) -> Iterator[Event]:
        """Take back the stacks of workers that are gone."""
        for key, task in list(self._tasks.items()):
            if task.worker not in self._crew.members:
                del self._tasks[key]
                task.future.cancel()
                yield from self._try_again(task)

    def _try_again(self, task: Task) -> Iterator[Event]:
        """Queue the runs of a lost stack one by one, but for one that was lost by itself before."""
        reason = "the workers that trained it died, two in a row; was there enough memory?"
        for name in self._waiting.try_again(task.names, was_alone=len(task.names) == 1):
            yield failed(self._directory, self._runs[name], reason)

    def _dismiss(self) -> None:
        """Tell all workers to keep checkpoints and go; those that wait for other people's tasks just go."""
        self._waiting.close()
        training = self._told_to_stop([task.worker for task in self._tasks.values()])
        for key, task in list(self._tasks.items()):
            if not training.get(task.worker):
                del self._tasks[key]
                task.future.cancel()

    def _told_to_stop(self, workers: list[str]) -> dict[str, bool]:
        """Tell workers to stop; return by address which of them are training, as far as they answer."""
        try:
            limits = {"on_error": "ignore", "callback_timeout": STOP_SECONDS}
            return dict(self._client.run(stop, self._command, workers=workers, **limits))
        except TimeoutError:  # over a dead worker; the others know by now
            return dict.fromkeys(workers, True)


def spread(stacks: Sequence[Stack], workers: int) -> list[list[str]]:
    """Return the names of the runs of stacks, which are split where there are more workers than stacks."""
    parts = -(-workers // max(1, len(stacks)))
    return [
        [run.name for run in part] for stack in stacks for part in split(stack.runs, len(stack.runs), parts)
    ]
