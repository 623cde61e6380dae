"""All finished runs that some targets mean, read with whatever is damaged named and left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from regexp.collection.finished_run import FailedRun, FinishedRun, finished_run
from regexp.collection.sweep_axes import SweepAxes, axes_of
from regexp.collection.targets import CellDirectory, Found
from regexp.errors import FileError
from regexp.record import DamagedFile, RunDirectory, SweepDirectory


@dataclass(frozen=True)
class Collection:
    """What was found: runs by how they ended, and a sentence for each file that can't be understood.

    `axes` are the settings that sweeps among them vary, in the sweeps' order; `planned` counts the runs that
    the sweeps and targets ask for, so that what is neither finished nor failed nor damaged is yet to come.
    """

    found: tuple[Found, ...]
    runs: tuple[FinishedRun, ...]
    failed: tuple[FailedRun, ...]
    problems: tuple[str, ...]
    axes: tuple[str, ...]
    planned: int


@dataclass
class _Reader:
    """Collects runs one by one."""

    runs: list[FinishedRun] = field(default_factory=list)
    failed: list[FailedRun] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    axes: dict[str, None] = field(default_factory=dict)
    planned: int = 0

    def add(self, found: Found) -> None:
        """Read one target."""
        if isinstance(found, RunDirectory):
            self.planned += 1
            self._run(found, None)
            return
        sweep = found.sweep if isinstance(found, CellDirectory) else found
        axes = self._axes(sweep)
        cells = [found.path] if isinstance(found, CellDirectory) else _folders(sweep.path / "cells")
        directories = [RunDirectory(path) for cell in cells for path in _folders(cell)]
        is_whole = isinstance(found, SweepDirectory)
        self.planned += max(axes.planned, len(directories)) if is_whole else len(directories)
        for directory in directories:
            self._run(directory, axes.arms.get(directory.path.parent.name))

    def _axes(self, sweep: SweepDirectory) -> SweepAxes:
        """Return what a sweep varies, nothing where its description can't be understood."""
        try:
            axes = axes_of(sweep)
        except DamagedFile as error:
            self.problems.append(str(error))
            return SweepAxes((), 0, {})
        self.axes |= dict.fromkeys(axes.names)
        return axes

    def _run(self, directory: RunDirectory, arm: str | None) -> None:
        """Read one run, if it has ended."""
        try:
            if directory.is_done:
                self.runs.append(finished_run(directory, arm))
            elif directory.failure is not None:
                self.failed.append(FailedRun(directory, directory.failure))
        except FileError as error:
            self.problems.append(str(error))


def collect(found: Sequence[Found]) -> Collection:
    """Return the runs that targets mean, each once, those of a sweep in the order of its cells' names."""
    reader = _Reader()
    for one in found:
        reader.add(one)
    runs = {run.directory.path.resolve(): run for run in reader.runs}
    return Collection(
        tuple(found),
        tuple(runs.values()),
        tuple(reader.failed),
        tuple(reader.problems),
        tuple(reader.axes),
        reader.planned,
    )


def _folders(path: Path) -> Iterator[Path]:
    """Yield the folders in a folder by name; hidden ones are work in progress."""
    if path.is_dir():
        yield from sorted(inner for inner in path.iterdir() if inner.is_dir() and inner.name[0] != ".")
