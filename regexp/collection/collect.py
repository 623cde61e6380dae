"""All finished runs that some targets mean, read with whatever is damaged named and left out."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from regexp.collection.finished_run import FailedRun, FinishedRun, finished_run
from regexp.collection.folders import folders_in
from regexp.collection.sweep_axes import SweepAxes, axes_of
from regexp.collection.targets import Found
from regexp.errors import FileError
from regexp.record import CellDirectory, DamagedFile, RunDirectory, SweepDirectory


@dataclass(frozen=True)
class Collection:
    """What was found: runs by how they ended, and a sentence for each file that can't be understood.

    `axes` are the settings that sweeps among them vary, in the sweeps' order; `planned` counts the runs that
    the sweeps and targets ask for, `damaged` those whose results can't be read, so that what is neither
    finished nor failed nor damaged is yet to come.
    """

    found: tuple[Found, ...]
    runs: tuple[FinishedRun, ...]
    failed: tuple[FailedRun, ...]
    problems: tuple[str, ...]
    axes: tuple[str, ...]
    planned: int
    damaged: int = 0


@dataclass
class _Reader:
    """Collects runs one by one."""

    runs: list[FinishedRun] = field(default_factory=list)
    failed: list[FailedRun] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    axes: dict[str, None] = field(default_factory=dict)
    planned: int = 0
    damaged: int = 0

    def add(self, found: Found) -> None:
        """Read one target."""
        if isinstance(found, RunDirectory):
            self.planned += 1
            self._run(found, None)
            return
        sweep = found.sweep if isinstance(found, CellDirectory) else found
        axes = self._axes(sweep)
        cells = [found.path] if isinstance(found, CellDirectory) else self._cells(sweep.path / "cells")
        paths = [path for cell in cells for path in sorted(self._folders(cell), key=_seed)]
        directories = [RunDirectory(path) for path in paths]
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
                self._note_lost_config(directory)
            elif directory.failure is not None:
                self.failed.append(FailedRun(directory, directory.failure))
            # A run that ends between these looks is done by now, and is read next time.
            elif os.path.lexists(directory.path / "result.json") and not directory.is_done:
                self._damaged(f"{directory.path}/result.json: is no file")
        except FileError as error:
            self._damaged(str(error))
        except OSError as error:
            self._damaged(f"{directory.path}: cannot be read: {error.strerror}")

    def _damaged(self, problem: str) -> None:
        """Name and count a run that can't be read."""
        self.problems.append(problem)
        self.damaged += 1

    def _note_lost_config(self, directory: RunDirectory) -> None:
        """Name a config that is not there; the result has the settings, so that its run still counts."""
        if not directory.is_run:
            self.problems.append(f"{directory.path}/config.yaml: is missing")

    def _cells(self, path: Path) -> list[Path]:
        """Return the folders of a sweep's cells; a file that stands where one belongs is named."""
        folders = self._folders(path)
        strays = (one for one in path.glob("*=*") if not one.is_dir() and not one.name.startswith("."))
        self.problems += [f"{stray}: is no folder of runs" for stray in sorted(strays)]
        return folders

    def _folders(self, path: Path) -> list[Path]:
        """Return the folders in a folder by name; one that may not be read is named."""
        try:
            return folders_in(path)
        except OSError as error:
            self.problems.append(f"{path}: cannot be read: {error.strerror}")
            return []


def collect(found: Sequence[Found]) -> Collection:
    """Return the runs that targets mean, each once, those of a sweep in the order of its cells' names."""
    reader = _Reader()
    for one in found:
        reader.add(one)
    return Collection(
        tuple(found),
        tuple(reader.runs if len(found) == 1 else _each_once(reader.runs)),
        tuple(reader.failed),
        tuple(reader.problems),
        tuple(reader.axes),
        reader.planned,
        reader.damaged,
    )


def _each_once(runs: Iterable[FinishedRun]) -> Iterable[FinishedRun]:
    """Return runs without those that several targets mean; looking paths up takes a fifth of all the time."""
    return {run.directory.path.resolve(): run for run in runs}.values()


def _seed(path: Path) -> tuple[int, str]:
    """Return by what the runs of a cell are sorted: `seed=2` comes before `seed=10`."""
    return len(path.name), path.name
