"""Places that can't be written and disks that are full: exit 4, one sentence with a path, nothing lost."""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.command import Outcome, command
from support.kills import outcome_of
from support.sweeps import SMALL, different, only_sweep, swept, tree

import regexp.record.files

resource = pytest.importorskip("resource", reason="limits on files are of Unix")

WORDS = ("l2=0,0.1", "--seeds", 2, "epochs=3", "--json")
CAPABILITIES_VERSION = 0x20080522

pytestmark = pytest.mark.usefixtures("no_overview")


@pytest.fixture
def config(write_config) -> Path:
    return write_config(SMALL, "flowers.yaml")


@pytest.fixture
def whole(config: Path, tmp_path: Path) -> Path:
    """The sweep on a disk with room."""
    return swept(config, tmp_path / "whole", *WORDS, "--jobs", 1)


def refused(prepare: Callable[[], object], config: Path, runs: Path, jobs: int) -> Outcome:
    """Return what a sweep says that can't write; nothing half-written is left."""
    done = outcome_of("sweep", config, *WORDS, "--jobs", jobs, "--runs-dir", runs, prepare=prepare)
    assert (done.code, done.out) == (4, "")
    assert [path for path in runs.rglob(".*") if path.is_file()] == []
    return done


def goes_on(config: Path, runs: Path, whole: Path) -> None:
    """Run the command again: what is finished stays, and the files are those of `whole`."""
    done = {path: path.stat().st_mtime_ns for path in runs.glob("*/cells/*/*/result.json")}
    assert command("sweep", config, *WORDS, "--jobs", 1, "--runs-dir", runs).code == 0
    assert different(only_sweep(runs), whole) == []
    assert {path: path.stat().st_mtime_ns for path in done} == done


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("size", "name"),
    [(100, "sweep.yaml"), (410, "cells/l2=0/seed=0/config.yaml"), (1000, "cells/l2=0/seed=0/result.json")],
)
def test_files_that_may_not_grow(
    size: int, name: str, jobs: int, config: Path, whole: Path, runs: Path
) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    done = refused(limit, config, runs, jobs)
    whoever_was_first = done.err.replace("seed=1", "seed=0")
    assert whoever_was_first == f"{only_sweep(runs)}/{name}: cannot be written: File too large\n"
    goes_on(config, runs, whole)


class FullDisk:
    """Lets so many writes of this process succeed, and none after them."""

    def __init__(self, room: int) -> None:
        self.room = room

    def open(self, path: Path, mode: str) -> "FullFile":
        return FullFile(self, open(path, mode))


class FullFile:
    """A file on a disk that is full at some time."""

    def __init__(self, disk: FullDisk, file: Any) -> None:
        self._disk, self._file = disk, file

    def __enter__(self) -> "FullFile":
        return self

    def __exit__(self, *reason: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, content: bytes) -> int:
        self._disk.room -= 1
        if self._disk.room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return int(self._file.write(content))


@pytest.mark.usefixtures("careful")
@pytest.mark.parametrize(
    ("room", "jobs"),
    [(0, 1), (1, 1), (5, 1), (100, 1), (600, 1), (805, 1), (5, 2), (60, 2), (200, 2), (390, 2)],
)
def test_a_disk_that_fills_up(
    room: int, jobs: int, config: Path, whole: Path, runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk(room)
    monkeypatch.setattr(regexp.record.files, "open", disk.open, raising=False)
    done = command("sweep", config, *WORDS, "--jobs", jobs, "--runs-dir", runs)
    monkeypatch.delattr(regexp.record.files, "open")
    assert done.code == 4
    path, _, reason = done.err.partition(": ")
    assert reason == "cannot be written: No space left on device\n"
    assert Path(path).parent.is_dir()
    assert [path for path in runs.rglob(".*") if path.is_file()] == []
    goes_on(config, runs, whole)


def without_privileges() -> None:
    """Give up what lets root write everywhere: after this, permissions count for root too."""
    libc = ctypes.CDLL(None, use_errno=True)
    header, none = (ctypes.c_uint32 * 2)(CAPABILITIES_VERSION, 0), (ctypes.c_uint32 * 6)()
    assert libc.capset(header, none) == 0, os.strerror(ctypes.get_errno())


@pytest.mark.skipif(sys.platform != "linux", reason="root's privileges are given up in Linux's way")
class TestPermissions:
    """Directories whose permissions forbid writing."""

    @pytest.fixture
    def locked_away(self) -> Iterator[Callable[[Path], Path]]:
        """Make directories read-only until the test has seen what comes of it."""
        changed: list[Path] = []

        def lock_away(path: Path) -> Path:
            changed.append(path)
            path.chmod(0o555)
            return path

        yield lock_away
        for path in changed:
            path.chmod(0o755)

    @pytest.fixture
    def sweep(self, whole: Path, runs: Path) -> Path:
        """A sweep of which one run is missing and the directory of another is empty."""
        sweep = Path(shutil.copytree(whole, runs / whole.name))
        shutil.rmtree(sweep / "cells/l2=0.1/seed=1")
        for file in (sweep / "cells/l2=0.1/seed=0").iterdir():
            file.unlink()
        return sweep

    @pytest.mark.parametrize("jobs", [1, 2])
    @pytest.mark.parametrize(
        ("folder", "message"),
        [
            (".", "sweep.yaml: cannot be written"),
            ("cells/l2=0.1", "cells/l2=0.1/seed=1: cannot be made"),
            ("cells/l2=0.1/seed=0", "cells/l2=0.1/seed=0/config.yaml: cannot be written"),
        ],
    )
    def test_a_folder(
        self, folder: str, message: str, jobs: int, locked_away, config: Path, sweep: Path, whole: Path
    ) -> None:
        path = locked_away(sweep / folder)
        before = tree(sweep)
        done = refused(without_privileges, config, sweep.parent, jobs)
        assert done.err == f"{sweep}/{message}: Permission denied\n"
        assert before.items() <= tree(sweep).items()
        path.chmod(0o755)
        goes_on(config, sweep.parent, whole)

    def test_the_runs_directory(self, locked_away, config: Path, whole: Path, runs: Path) -> None:
        runs.mkdir()
        locked_away(runs)
        done = refused(without_privileges, config, runs, 1)
        assert done.err == f"{runs}/{whole.name}: cannot be made: Permission denied\n"
        runs.chmod(0o755)
        goes_on(config, runs, whole)

    def test_a_damaged_run(self, locked_away, config: Path, sweep: Path, whole: Path) -> None:
        run = sweep / "cells/l2=0/seed=0"
        (run / "metrics.csv").write_text("")
        locked_away(run)
        done = refused(without_privileges, config, sweep.parent, 1)
        named, refusal = done.err.splitlines()
        assert named == f"{run}/metrics.csv: has changed since it was written; the run is done again"
        assert refusal == f"{run}/result.json: cannot be removed: Permission denied"
        run.chmod(0o755)
        (run / "result.json").unlink()
        goes_on(config, sweep.parent, whole)


@pytest.mark.parametrize(
    ("place", "code", "message"),
    [
        (".", 2, "{sweep}: is there already and is not a sweep; give another --name"),
        ("cells", 4, "{sweep}/cells/l2=0/seed=0: cannot be made: Not a directory"),
        ("cells/l2=0.1/seed=1", 4, "{sweep}/cells/l2=0.1/seed=1: cannot be made: File exists"),
    ],
)
def test_a_file_in_the_place_of_a_directory(
    place: str, code: int, message: str, config: Path, whole: Path, runs: Path
) -> None:
    sweep = runs / whole.name
    path = sweep / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("thesis")
    done = command("sweep", config, *WORDS, "--jobs", 1, "--runs-dir", runs)
    assert (done.code, done.out, done.err) == (code, "", f"{message.format(sweep=sweep)}\n")
    assert path.read_text() == "thesis"
    path.unlink()
    goes_on(config, runs, whole)
