"""Files of a finished run that are not as they were written: each is named, and the run is done again."""

from pathlib import Path

import pytest
from support.command import command
from support.configs import FLOWERS
from support.runs import contents, same_bytes, trained, watched

pytestmark = pytest.mark.usefixtures("no_pictures")

COMPUTED = ("config.yaml", "metrics.csv", "best.npz", "last.npz", "preprocessing.json", "test.json")


@pytest.fixture
def run(flowers: Path, runs: Path) -> Path:
    return trained(flowers, runs)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same run, untouched."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "flowers.yaml").write_text(FLOWERS)
    return trained(folder / "flowers.yaml", folder / "runs")


def is_done_again(flowers: Path, run: Path, whole: Path, message: str) -> None:
    done = command("train", flowers, "--runs-dir", run.parent, "--quiet")
    assert (done.code, done.out) == (0, f"{run}\n")
    assert done.err == f"{message}; the run is done again\n"
    assert same_bytes(run, whole, *COMPUTED)
    again = command("train", flowers, "--runs-dir", run.parent, "--quiet")
    assert again.err == f"{run}: done already; --force trains it again\n"


@pytest.mark.parametrize("name", [*COMPUTED, "curves.png"])
def test_a_file_that_was_changed(name: str, flowers: Path, run: Path, whole: Path) -> None:
    content = bytearray((run / name).read_bytes())
    content[len(content) // 2] ^= 1
    (run / name).write_bytes(content)
    is_done_again(flowers, run, whole, f"{run / name}: has changed since it was written")


@pytest.mark.parametrize("name", ["metrics.csv", "best.npz"])
def test_a_file_that_was_cut_off(name: str, flowers: Path, run: Path, whole: Path) -> None:
    (run / name).write_bytes((run / name).read_bytes()[:-10])
    is_done_again(flowers, run, whole, f"{run / name}: has changed since it was written")


def test_a_file_that_is_missing(flowers: Path, run: Path, whole: Path) -> None:
    (run / "last.npz").unlink()
    is_done_again(flowers, run, whole, f"{run}/last.npz: is missing")


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "is not JSON, or it is damaged"),
        (b'{"schema_version": 1, "status"', "is not JSON, or it is damaged"),
        (b"\xff\xfe\0", "is not JSON, or it is damaged"),
        (b"[" * 100_000, "is not JSON, or it is damaged"),
        (b"[1, 2]", "holds list, not an object"),
        (b"{}", "schema_version is None; this version reads 1"),
        (b'{"schema_version": 2}', "schema_version is 2; this version reads 1"),
        (b'{"schema_version": 1}', "has no status"),
    ],
)
def test_a_result_that_is_none(content: bytes, wrong: str, flowers: Path, run: Path, whole: Path) -> None:
    (run / "result.json").write_bytes(content)
    is_done_again(flowers, run, whole, f"{run}/result.json: {wrong}")


def test_it_is_not_finished_until_it_is_done_again(flowers: Path, run: Path) -> None:
    (run / "best.npz").unlink()
    seen = []
    watched(flowers, run.parent, lambda member: seen.append((run / "result.json").exists()))
    assert seen == [False] * len(seen) != []
    assert (run / "result.json").exists()


def test_what_belongs_to_nobody_is_left_alone(flowers: Path, run: Path) -> None:
    (run / "notes.txt").write_text("thesis")
    before = contents(run)
    command("train", flowers, "--runs-dir", run.parent)
    assert contents(run) == before
