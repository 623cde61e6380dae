"""A sweep's directory: its description, its table, and the runs of its cells."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from regexp.record.files import DamagedFile, make_folder, remove_half_written, write_text
from regexp.record.locks import locked
from regexp.record.run_directory import RunDirectory

TITLE = "# Written by regexp: config and axes of this sweep, paths as seen from this folder. SHA-256 "


@dataclass(frozen=True)
class SweepDirectory:
    """The files of one sweep; what state it is in, the runs' directories say."""

    path: Path

    @property
    def description(self) -> Path:
        """sweep.yaml: the config and the axes of all that was asked for so far."""
        return self.path / "sweep.yaml"

    @property
    def results(self) -> Path:
        """results.csv: one row a run."""
        return self.path / "results.csv"

    @property
    def overview(self) -> Path:
        """overview.png: the monitored metric against the axes."""
        return self.path / "overview.png"

    @property
    def is_sweep(self) -> bool:
        """Whether sweep.yaml is there and was written by a sweep, whatever has become of it since."""
        return self.description.is_file() and self.description.read_bytes().startswith(TITLE.encode())

    @property
    def is_there(self) -> bool:
        """Whether sweep.yaml is there or, where it was lost, runs of its cells are."""
        cells = "cells/*/*/config.yaml"
        return self.description.is_file() or next(self.path.glob(cells), None) is not None

    @property
    def own(self) -> tuple[Path, ...]:
        """The files that belong to no single run."""
        return self.description, self.results, self.overview

    def run(self, name: str) -> RunDirectory:
        """Return the directory of a run by its name: `l2=0.001,dropout=0.5/seed=0`."""
        return RunDirectory(self.path / "cells" / name)

    def create(self) -> None:
        """Make the directory; raises FileError."""
        make_folder(self.path)

    def describe(self, text: str) -> None:
        """Write sweep.yaml under a comment with the hash of its text."""
        write_text(self.description, f"{TITLE}{_hash(text)}\n{text}")

    def check(self) -> None:
        """Raise DamagedFile where sweep.yaml is not as it was written."""
        if not self.description.exists():
            raise DamagedFile(f"{self.description}: is missing")
        try:
            title, _, text = self.description.read_text(encoding="utf-8").partition("\n")
        except (OSError, ValueError) as error:
            raise DamagedFile(f"{self.description}: cannot be read as text") from error
        if title != f"{TITLE}{_hash(text)}":
            raise DamagedFile(f"{self.description}: has changed since it was written")

    @contextmanager
    def exclusively(self) -> Iterator[None]:
        """Wait to be the only one that writes the sweep's own files; half-written ones are removed."""
        with locked(self.path, wait=True) as is_alone:
            if is_alone:
                remove_half_written(self.path, (file.name for file in self.own))
            yield


def _hash(text: str) -> str:
    """Return the SHA-256 of a text in hex."""
    return sha256(text.encode()).hexdigest()
