"""Locks on directories, and file systems that have none."""

import errno
import fcntl
import os
import threading
import time
from pathlib import Path

import pytest

from regexp.errors import FileError
from regexp.record.locks import WITHOUT_LOCKS, Busy, locked


def test_who_comes_second_is_told(tmp_path: Path) -> None:
    with locked(tmp_path, "somebody is here") as is_alone:
        with pytest.raises(Busy) as caught, locked(tmp_path, "somebody is here"):
            raise AssertionError("two at a time")
        assert is_alone
    assert str(caught.value) == f"{tmp_path}: somebody is here"


def test_who_waits_gets_it_afterwards(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with locked(tmp_path, "", wait=True):
            order.append("second")

    with locked(tmp_path, ""):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.05)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


@pytest.mark.parametrize("number", sorted(WITHOUT_LOCKS))
def test_a_file_system_without_locks(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: int, operation: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with locked(tmp_path, "") as first, locked(tmp_path, "") as second:
        assert (first, second) == (False, False)


def test_other_errors_are_not_swallowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(folder: int, operation: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(fcntl, "flock", fail)
    with pytest.raises(FileError) as caught, locked(tmp_path, ""):
        pass
    assert str(caught.value) == f"{tmp_path}: cannot be locked: Input/output error"


def test_a_directory_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught, locked(tmp_path / "no", ""):
        pass
    assert str(caught.value) == f"{tmp_path}/no: cannot be locked: No such file or directory"
