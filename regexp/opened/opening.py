"""From what somebody wants to open to the object that it is."""

from os import PathLike, fspath
from pathlib import Path

from regexp.collection import Found, collect, find, finished_run
from regexp.describe import counted
from regexp.errors import ConfigError
from regexp.opened.run import Run
from regexp.opened.sweep import Cell, Sweep
from regexp.opened.telling import tell
from regexp.place import Say
from regexp.record import NoResult, RunDirectory, SweepDirectory


def opened(target: str | PathLike[str], runs_dir: str | PathLike[str]) -> Run | Cell | Sweep:
    """Return the run, setting or sweep that a target means; see `regexp.open`."""
    found = find(fspath(target), Path(runs_dir), tell)
    return _run(found, tell) if isinstance(found, RunDirectory) else _several(found)


def opened_run(target: str, runs_dir: Path, say: Say) -> Run:
    """Return the one run that a target means; raises ConfigError for a sweep or a setting, FileError."""
    found = find(target, runs_dir, say)
    if not isinstance(found, RunDirectory):
        raise ConfigError(_one_of(found))
    return _run(found, say)


def _run(directory: RunDirectory, say: Say) -> Run:
    """Return a run that has ended; raises NoResult where it has not, DamagedFile."""
    if directory.failure is not None:
        raise NoResult(f"{directory.path}: failed: {directory.failure}")
    return Run(finished_run(directory), say)


def _several(found: Found) -> Cell | Sweep:
    """Return a setting or a sweep, with its damaged files named in warnings."""
    collection = collect([found])
    for problem in collection.problems:
        tell(problem)
    runs = tuple(map(Run, collection.runs))
    if isinstance(found, SweepDirectory):
        return Sweep(found.path, collection.axes, runs, collection.failed, collection.planned)
    return Cell(found.path, collection.axes, runs, collection.failed)


def _one_of(found: Found) -> str:
    """Return what to say of several runs to somebody who needs one."""
    what = "a sweep" if isinstance(found, SweepDirectory) else "one setting of a sweep"
    done = collect([found]).runs
    if not done:
        return f"{found.path}: is {what}, and none of its runs is finished yet"
    runs = counted(len(done), "finished run")
    return f"{found.path}: is {what} with {runs}; give one of them, such as {done[0].directory.path}"
