"""What stands in a runs directory, with one look at each directory: there may be thousands."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from regexp.collection.folders import folders_in
from regexp.collection.targets import Found
from regexp.record import RunDirectory, SweepDirectory

LACKING = {"result.json": "config.yaml", "results.csv": "sweep.yaml"}
"""What must stand beside a file."""


@dataclass(frozen=True)
class Folder:
    """A directory, the names of what is in it, and why it can't be read, if it can't."""

    path: Path
    names: Collection[str]
    trouble: str | None = None

    @cached_property
    def found(self) -> Found | None:
        """The run or sweep that it is, if it is one."""
        if "config.yaml" in self.names:
            return RunDirectory(self.path)
        sweep = SweepDirectory(self.path)
        is_sweep = "sweep.yaml" in self.names or ("cells" in self.names and sweep.is_there)
        return sweep if is_sweep else None

    @property
    def problem(self) -> str | None:
        """What is wrong where it can't be read, or looks like a run or a sweep and is none."""
        if self.found is not None or self.trouble:
            return self.trouble
        words = (f"has {there} but no {LACKING[there]}" for there in LACKING if there in self.names)
        return next((f"{self.path}: {word}; it is left out" for word in words), None)


def looked_into(runs_dir: Path) -> list[Folder]:
    """Return the directories in a directory by name; hidden ones are work in progress."""
    return [_looked_into(path) for path in folders_in(runs_dir)]


def _looked_into(path: Path) -> Folder:
    try:
        return Folder(path, frozenset(os.listdir(path)))
    except FileNotFoundError:  # moved or removed meanwhile
        return Folder(path, ())
    except OSError as error:
        return Folder(path, (), f"{path}: cannot be read: {error.strerror}")
