"""What a command asks a sweep for, and what of it is missing; nothing is written yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regexp.describe import counted
from regexp.errors import RegexpError
from regexp.grid import Grid
from regexp.place import Say
from regexp.record import SweepDirectory, SweepRow
from regexp.sources import Sources
from regexp.sweep.opening import asked_for
from regexp.sweep.plan import Plan, Run
from regexp.sweep.request import Request
from regexp.sweep.shards import part_of
from regexp.sweep.stacks import Stack, stacks_of
from regexp.sweep.trainer import is_finished, silent


@dataclass(frozen=True)
class Preparation:
    """A sweep before this command trains its part of it.

    `runs` are this command's, `done` the rows of those that have ended, `stacks` what is to be trained,
    `failures` say by name why some can't be.
    """

    request: Request
    sources: Sources
    grid: Grid
    directory: SweepDirectory
    runs: Sequence[Run]
    done: Mapping[str, SweepRow]
    stacks: Sequence[Stack]
    failures: Mapping[str, RegexpError]

    @property
    def monitor(self) -> str:
        """The metric that cells are compared by."""
        return self.grid.cells[0].config.monitor


def prepare(request: Request, say: Say) -> Preparation:
    """Find out what a command has to train; damaged files are named.

    Raises ConfigError, DataError and FileError, also where no run can be trained.
    """
    sources = Sources()
    grid, directory = asked_for(request, sources)
    for note in grid.notes:
        say(note)
    runs = part_of(Plan(grid).runs, request.shard)
    done = {run.name: row for run in runs if (row := _done(run, directory, request.weights, say))}
    missing = [run for run in runs if run.name not in done]
    if request.weights and (bare := [run for run in missing if _done(run, directory, False, silent)]):
        say(f"{counted(len(bare), 'finished run')} without weights: trained again to keep them")
    stacks, failures = stacks_of(missing, sources, request.jobs)
    if failures and len(failures) == len(runs):
        raise next(iter(failures.values()))
    return Preparation(request, sources, grid, directory, runs, done, stacks, failures)


def _done(run: Run, directory: SweepDirectory, weights: bool, say: Say) -> SweepRow | None:
    """Return the row of a run that is done and whole."""
    if not is_finished(run, directory, weights, say):
        return None
    return run.row(directory.run(run.name))
