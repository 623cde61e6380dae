"""Who holds the lock of a directory, and that asking disturbs nobody."""

import fcntl
import os
import sys
from pathlib import Path

import pytest

from regexp.record import holders
from regexp.record.holders import Holder, Holders
from regexp.record.locks import locked


@pytest.fixture
def unlisted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that lists no locks."""
    monkeypatch.setattr(holders, "LOCKS", tmp_path / "no locks")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lists locks")
def test_this_process_is_named(tmp_path: Path) -> None:
    assert Holders().of(tmp_path) is None
    with locked(tmp_path, ""):
        assert Holders().of(tmp_path) == Holder(os.getpid())
    assert Holders().of(tmp_path) is None


@pytest.mark.usefixtures("unlisted")
def test_who_is_not_listed_is_noticed(tmp_path: Path) -> None:
    assert Holders().of(tmp_path) is None
    with locked(tmp_path, ""):
        assert Holders().of(tmp_path) == Holder(0)
    assert Holders().of(tmp_path) is None


def test_only_writers_that_have_the_lock_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines are as proc(5) shows them: who waits has an arrow; readers and POSIX locks are no writers."""
    found = os.stat(tmp_path)
    inode = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
    lines = [
        f"1: POSIX  ADVISORY  WRITE 11 {inode} 0 EOF",
        f"2: FLOCK  ADVISORY  READ  12 {inode} 0 EOF",
        f"3: FLOCK  ADVISORY  WRITE 13 {inode}7 0 EOF",
        f"3: -> FLOCK  ADVISORY  WRITE 14 {inode} 0 EOF",
        "",
    ]
    listed = tmp_path / "locks"
    monkeypatch.setattr(holders, "LOCKS", listed)
    listed.write_text("\n".join(lines), encoding="ascii")
    assert Holders().of(tmp_path) is None
    listed.write_text(
        "\n".join([*lines, f"5: FLOCK  ADVISORY  WRITE 15 {inode} 0 EOF", ""]), encoding="ascii"
    )
    assert Holders().of(tmp_path) == Holder(15)


def test_a_directory_that_is_gone(tmp_path: Path) -> None:
    assert Holders().of(tmp_path / "gone") is None


def test_who_is_refused_because_somebody_looks_tries_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(look, fcntl.LOCK_SH)
    monkeypatch.setattr("time.sleep", lambda seconds: os.close(look))
    with locked(tmp_path, "refused") as is_alone:
        assert is_alone
