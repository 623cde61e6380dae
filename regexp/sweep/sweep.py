"""Train every run of a sweep that is missing: grid → plan → stacks → workers → table and picture."""

import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from threadpoolctl import threadpool_limits

from regexp.describe import counted
from regexp.errors import FileError
from regexp.grid import Grid
from regexp.interruption import Interrupted, Interruption
from regexp.record import Busy, SweepDirectory, SweepRow
from regexp.summary.pictures import draw
from regexp.sweep.events import Ended, Event, Progressed, Resumed, Said
from regexp.sweep.executors import executor
from regexp.sweep.failures import failed
from regexp.sweep.opening import joined
from regexp.sweep.plan import Run
from regexp.sweep.preparation import Preparation
from regexp.sweep.request import Outlook, Watcher
from regexp.sweep.resumption import announce
from regexp.sweep.stacks import Stack, stacks_of
from regexp.sweep.table import write_table

TABLE_SECONDS = 30.0  # between two versions of results.csv while a sweep trains
TABLE_SHARE = 0.01  # of the time, at most, goes into them
POLL_SECONDS = 0.2  # between looks at runs that another process is training


@dataclass(frozen=True)
class Finished:
    """A sweep when its command ends: all that was ever asked of it, and the rows that there are.

    `monitor` is the metric that cells are compared by, `trained` how many runs this command has trained to an
    end, `troubled` how many it has seen fail or diverge.
    """

    directory: SweepDirectory
    grid: Grid
    rows: Sequence[SweepRow]
    monitor: str
    trained: int
    troubled: int


def sweep(prepared: Preparation, watcher: Watcher) -> Finished:
    """Train what is missing; raises FileError, and Interrupted after a signal."""
    with threadpool_limits(1, user_api="blas"), Interruption() as interruption:
        work = Work(prepared, watcher, interruption)
        work.begin()
        work.train(prepared.stacks)
        finished = work.conclude()
    if interruption.number is not None and len(work.rows) < len(prepared.runs):
        done = f"{len(work.rows):,} of {counted(len(prepared.runs), 'run')} done"
        raise Interrupted(f"stopped with {done}; the same command goes on", interruption.number)
    return finished


class Work:
    """One command's part in a sweep while it trains; `rows` are those of its runs that have ended."""

    def __init__(self, prepared: Preparation, watcher: Watcher, interruption: Interruption) -> None:
        """Start with what is done already."""
        self._prepared, self._watcher, self._interruption = prepared, watcher, interruption
        self._directory = prepared.directory
        self._trained, self._troubled, self._is_over = 0, 0, False
        self._said = set[str]()
        self.rows = dict(prepared.done)

    def begin(self) -> None:
        """Write sweep.yaml, say what is about to happen, and note the runs that can't be trained."""
        self._directory.create()
        with self._directory.exclusively():
            whole = joined(self._prepared.grid, self._directory, self._watcher.say)
            if whole.axes != self._prepared.grid.axes:
                raise FileError(
                    f"{self._directory.path}: another command has begun this sweep just now, its axes in "
                    "another order; type the command again"
                )
            self._directory.describe(whole.to_yaml(self._directory.path))
        self._watcher.planned(self._outlook())
        missing = [run for stack in self._prepared.stacks for run in stack.runs]
        self._said = announce(missing, self._directory, self._watcher.say)
        for run in self._prepared.runs:
            if run.name in self._prepared.done:
                self._drop_checkpoint(run)
            if run.name in self._prepared.failures and not self._is_over:
                self._note(failed(self._directory, run, str(self._prepared.failures[run.name])))

    def train(self, stacks: Sequence[Stack]) -> None:
        """Train stacks, then what other processes leave of the runs that they had taken."""
        while stacks and not self._stops():
            self._train(stacks)
            stacks, _ = stacks_of(self._released(), self._prepared.sources, self._prepared.request.jobs)

    def conclude(self) -> Finished:
        """Write the table and the picture of all that is there."""
        monitor = self._prepared.monitor
        with self._directory.exclusively():
            whole, rows = self._write_table()
            draw(rows, whole.axes, monitor, self._directory.overview)
        return Finished(self._directory, whole, rows, monitor, self._trained, self._troubled)

    def _stops(self) -> bool:
        """Tell whether no more is to be trained."""
        return self._is_over or self._interruption.number is not None

    def _outlook(self) -> Outlook:
        """Return what is about to happen."""
        prepared, grid = self._prepared, self._prepared.grid
        cells = [(cell.name, cell.settings) for cell in grid.cells]
        epochs = sum(len(stack.runs) * stack.shape.epochs for stack in prepared.stacks)
        done = list(prepared.done.values())
        return Outlook(grid.axes, cells, grid.seeds, len(prepared.runs), done, epochs, prepared.monitor)

    def _train(self, stacks: Sequence[Stack]) -> None:
        """Train stacks, and keep results.csv about as new as they are."""
        written, cost = time.monotonic(), 0.0
        with executor(self._prepared, self._stops, len(stacks)) as workers:
            for event in workers.events(stacks):
                self._note(event)
                start = time.monotonic()
                if start - written > max(TABLE_SECONDS, cost / TABLE_SHARE):
                    with self._directory.exclusively():
                        self._write_table()
                    written = time.monotonic()
                    cost = written - start

    def _note(self, event: Event) -> None:
        """Pass an event on."""
        if isinstance(event, Progressed):
            self._watcher.progressed(event.epochs)
        elif isinstance(event, Resumed):
            self._watcher.resumed(event.epochs)
        elif isinstance(event, Said) and event.sentence not in self._said:
            self._watcher.say(event.sentence)
        elif isinstance(event, Ended):
            self._count(event)

    def _count(self, event: Ended) -> None:
        """Remember the row of a run that has ended, and say why it failed."""
        row, has_failed = event.row, event.row.status == "failed"
        self.rows[event.name] = row
        self._trained += event.new and not has_failed
        self._troubled += row.status in ("failed", "diverged")
        self._is_over |= has_failed and self._prepared.request.on_error == "stop"
        if has_failed:
            self._watcher.say(f"{self._directory.path / row.path}: failed: {row.reason}")
        self._watcher.ended(row)

    def _released(self) -> Iterable[Run]:
        """Return runs that another process had taken and has left, or finished; wait for one."""
        waiting = [run for run in self._prepared.runs if run.name not in self.rows]
        while waiting and not self._stops():
            released = [run for run in waiting if not self._is_taken(run)]
            if released:
                return released
            self._watcher.progressed(0)
            time.sleep(POLL_SECONDS)
        return []

    def _drop_checkpoint(self, run: Run) -> None:
        """Remove what a process leaves that is killed at the very end, unless somebody trains again."""
        place = run.place(self._directory)
        if place.checkpoint.exists():
            with suppress(Busy), place.run.locked():
                place.drop_checkpoint()

    def _is_taken(self, run: Run) -> bool:
        """Tell whether another process holds the lock of a run."""
        try:
            with self._directory.run(run.name).locked():
                return False
        except Busy:
            return True

    def _write_table(self) -> tuple[Grid, list[SweepRow]]:
        """Write results.csv for all that was ever asked of this sweep; return that and its rows."""
        whole = joined(self._prepared.grid, self._directory, self._watcher.say)
        return whole, write_table(whole, self._directory, self._watcher.say)
