"""A run's directory: which files it holds, and what they say about its state."""

import shutil
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from regexp.history import History
from regexp.record.files import (
    DamagedFile,
    NoResult,
    make_folder,
    read_json,
    remove,
    remove_half_written,
    sha256,
)
from regexp.record.locks import locked
from regexp.record.metrics_csv import read_history
from regexp.record.result import OWN, Result, read_result

HASHED = (
    "config.yaml",
    "metrics.csv",
    "preprocessing.json",
    "best.npz",
    "last.npz",
    "curves.png",
    "test.json",
)

FILES = (*HASHED, "result.json", "failure.json", "checkpoint.npz")
"""All files that training writes into a run's directory."""


@dataclass(frozen=True)
class RunDirectory:
    """The files of one run; `result.json` is written last, so its presence means done."""

    path: Path

    @property
    def is_run(self) -> bool:
        """Whether a run has at least begun here."""
        return (self.path / "config.yaml").is_file()

    @property
    def is_done(self) -> bool:
        """Whether the run has ended."""
        return (self.path / "result.json").is_file()

    @property
    def result(self) -> Result:
        """What result.json says; raises NoResult where the run is not finished, DamagedFile."""
        return self._result[0]

    @cached_property
    def _result(self) -> tuple[Result, bool]:
        """What result.json says, and whether it is as it was written."""
        try:
            return read_result(self.path / OWN)
        except DamagedFile:
            if self.is_done or not self.is_run:
                raise
        raise NoResult(f"{self.path}: is not finished; the command that began it goes on with it")

    @cached_property
    def history(self) -> History:
        """What metrics.csv says; raises DamagedFile."""
        return read_history(self.path / "metrics.csv")

    @property
    def failure(self) -> str | None:
        """Why the run could not be trained, None where nobody has noted that."""
        path = self.path / "failure.json"
        if self.is_done or not path.is_file():
            return None
        try:
            return str(read_json(path).get("reason"))
        except DamagedFile as error:
            return str(error)

    def hashes(self) -> dict[str, str]:
        """Return the SHA-256 of each file of the run that exists, result.json left out."""
        return {name: sha256(self.path / name) for name in HASHED if (self.path / name).is_file()}

    def check(self) -> None:
        """Raise DamagedFile naming the first file that is not as it was written."""
        for name in self.result["sha256"]:
            self.check_file(name)

    def check_file(self, name: str) -> None:
        """Raise DamagedFile where one of the files of a finished run is not as it was written."""
        path, (result, is_whole) = self.path / name, self._result
        found = result["sha256"].get(OWN) if name == OWN and is_whole else _sha256(path)
        if found != result["sha256"].get(name):
            state = "has changed since it was written" if found else "is missing"
            raise DamagedFile(f"{path}: {state}")

    def create(self) -> None:
        """Make the directory; raises FileError."""
        make_folder(self.path)

    def tidy(self, is_alone: bool) -> None:
        """Remove a damaged run's result and a failure, and half-written files where there is no other writer.

        Raises FileError.
        """
        for name in ("result.json", "failure.json"):
            remove(self.path / name)
        if is_alone:
            remove_half_written(self.path, FILES)

    @property
    def _old(self) -> Path:
        """Where this run stands while another one takes its place."""
        return self.path.with_name(f".{self.path.name}.old")

    def recover(self) -> None:
        """Put the run back that a killed process was about to replace."""
        if self._old.is_dir() and not self.path.exists():
            self._old.rename(self.path)

    def swap_in(self, target: Path) -> None:
        """Put this directory in the place of another, which is gone only after this one stands there."""
        old = RunDirectory(target)._old
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
        self.path.rename(target)
        shutil.rmtree(old)

    def locked(self) -> AbstractContextManager[bool]:
        """Be the only writer of this run; raises Busy where another process is."""
        return locked(self.path, "another process is training this run; wait for it or give another --name")


def _sha256(path: Path) -> str | None:
    """Return the SHA-256 of a file, None where it is not there or can't be read."""
    with suppress(OSError):
        return sha256(path)
    return None
