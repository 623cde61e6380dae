import os
from pathlib import Path

import pytest

from regexp.config.contents import content_hash
from regexp.errors import DataError


def test_a_file_is_read_once_until_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, opened = tmp_path / "x.csv", list[Path]()
    file.write_text("x\n")
    open_file = Path.open
    monkeypatch.setattr(Path, "open", lambda path, *args: opened.append(path) or open_file(path, *args))
    first = [content_hash(file, DataError) for _ in range(3)]
    assert (len(set(first)), opened) == (1, [file])
    os.utime(file, ns=(1, 1))
    assert content_hash(file, DataError) == first[0]
    assert opened == [file, file]


def test_content_of_the_same_size_and_another_time(tmp_path: Path) -> None:
    """SHA-256 of "abc" and of "": FIPS 180-2, B.1, and NIST's example of the empty message."""
    file = tmp_path / "x"
    file.write_text("abc")
    assert content_hash(file, DataError) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    file.write_text("")
    assert content_hash(file, DataError) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
