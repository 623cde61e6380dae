"""The state of a run, derived from its files."""

import fcntl
import json
import os
from pathlib import Path

import pytest

from regexp.errors import FileError
from regexp.record import DamagedFile, RunDirectory
from regexp.record.run_directory import REQUIRED


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "run"
    path.mkdir()
    return path


def test_nothing_there(path: Path) -> None:
    assert not RunDirectory(path).is_run
    assert not RunDirectory(path / "no").is_run


def test_begun(path: Path) -> None:
    (path / "config.yaml").write_text("")
    run = RunDirectory(path)
    assert (run.is_run, run.is_done) == (True, False)
    with pytest.raises(FileError) as caught:
        _ = run.result
    assert str(caught.value) == f"{path}: is not finished; the command that began it goes on with it"


def test_done(path: Path) -> None:
    result = {"schema_version": 1, **dict.fromkeys(REQUIRED, 0)}
    (path / "config.yaml").write_text("")
    (path / "result.json").write_text(json.dumps(result))
    run = RunDirectory(path)
    assert (run.is_run, run.is_done) == (True, True)
    assert run.result == result


@pytest.mark.parametrize("key", REQUIRED)
def test_a_result_without_what_others_read(key: str, path: Path) -> None:
    result = {"schema_version": 1, **dict.fromkeys(REQUIRED, 0)}
    del result[key]
    (path / "config.yaml").write_text("")
    (path / "result.json").write_text(json.dumps(result))
    with pytest.raises(DamagedFile) as caught:
        _ = RunDirectory(path).result
    assert str(caught.value) == f"{path}/result.json: has no {key}"


class TestLock:
    def test_one_writer(self, path: Path) -> None:
        run = RunDirectory(path)
        with run.locked(), pytest.raises(FileError) as caught, run.locked():
            raise AssertionError("two writers")
        assert str(caught.value) == (
            f"{path}: another process is training this run; wait for it or give another --name"
        )

    def test_it_is_given_back(self, path: Path) -> None:
        run = RunDirectory(path)
        with pytest.raises(KeyError), run.locked():
            raise KeyError
        with run.locked():
            pass

    def test_no_file_is_left_open(self, path: Path) -> None:
        def open_files() -> int:
            return len(os.listdir("/proc/self/fd"))

        run, before = RunDirectory(path), open_files()
        with run.locked(), pytest.raises(FileError), run.locked():
            pass
        assert open_files() == before

    def test_an_error_while_it_is_held_is_no_matter_of_the_lock(self, path: Path) -> None:
        with pytest.raises(BlockingIOError, match="pipe is full"), RunDirectory(path).locked():
            raise BlockingIOError("pipe is full")

    def test_it_is_the_lock_of_other_programs_too(self, path: Path) -> None:
        folder = os.open(path, os.O_RDONLY)
        fcntl.flock(folder, fcntl.LOCK_EX)
        with pytest.raises(FileError), RunDirectory(path).locked():
            pass
        os.close(folder)


def test_swapping_in(tmp_path: Path) -> None:
    for name in ("old", ".old.new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.yaml").write_text(name)
    RunDirectory(tmp_path / ".old.new").swap_in(tmp_path / "old")
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert (tmp_path / "old" / "config.yaml").read_text() == ".old.new"
