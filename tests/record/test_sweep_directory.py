"""The description of a sweep, and its own half-written files."""

from pathlib import Path

import pytest

from regexp.errors import FileError
from regexp.record import DamagedFile, SweepDirectory


@pytest.fixture
def sweep(tmp_path: Path) -> SweepDirectory:
    directory = SweepDirectory(tmp_path / "runs" / "sweep")
    directory.create()
    directory.describe("seed: 0\n")
    return directory


def test_what_was_written_is_whole(sweep: SweepDirectory) -> None:
    sweep.check()
    assert sweep.description.read_text().partition("\n")[2] == "seed: 0\n"


@pytest.mark.parametrize("position", [0, 70, 110, 135, -1])
@pytest.mark.parametrize("bit", [1, 4, 64])
def test_a_flipped_bit_shows(position: int, bit: int, sweep: SweepDirectory) -> None:
    content = bytearray(sweep.description.read_bytes())
    content[position] ^= bit
    sweep.description.write_bytes(content)
    with pytest.raises(DamagedFile) as caught:
        sweep.check()
    assert str(caught.value) == f"{sweep.description}: has changed since it was written"


@pytest.mark.parametrize("content", [b"", b"# Config and axes", b"seed: 0\n"])
def test_a_file_that_was_cut_off_shows(content: bytes, sweep: SweepDirectory) -> None:
    sweep.description.write_bytes(content)
    with pytest.raises(DamagedFile) as caught:
        sweep.check()
    assert str(caught.value) == f"{sweep.description}: has changed since it was written"


def test_what_is_no_text_shows(sweep: SweepDirectory) -> None:
    sweep.description.write_bytes(b"\xff\xfe")
    with pytest.raises(DamagedFile) as caught:
        sweep.check()
    assert str(caught.value) == f"{sweep.description}: cannot be read as text"


def test_half_written_files_are_removed_by_the_next_writer(sweep: SweepDirectory) -> None:
    for name in (".results.csv.1a2b", ".sweep.yaml.3c4d", ".overview.png.99"):
        (sweep.path / name).write_text("half")
    (sweep.path / ".mine").write_text("kept")
    with sweep.exclusively():
        assert {path.name for path in sweep.path.iterdir()} == {"sweep.yaml", ".mine"}


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("in the way")
    with pytest.raises(FileError) as caught:
        SweepDirectory(tmp_path / "runs" / "sweep").create()
    assert str(caught.value) == f"{tmp_path}/runs/sweep: cannot be made: Not a directory"
