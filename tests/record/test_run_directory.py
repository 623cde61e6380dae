"""The state of a run, derived from its files."""

import fcntl
import hashlib
import json
import os
from pathlib import Path

import pytest

from regexp.errors import FileError
from regexp.record import DamagedFile, RunDirectory, write_result
from regexp.record.result import RecordedVerdict, Result, RowCounts

VERDICT = RecordedVerdict(
    kind="good fit",
    headline="GOOD FIT",
    evidence=["validation loss ends at 0.2"],
    onset=None,
    best_epoch=2,
    loss_paid=0.0,
    metric="accuracy",
    metric_paid=None,
    gap=0.1,
    memorized=None,
    early_stopping={"5": 2},
)
RESULT = Result(
    schema_version=1,
    status="completed",
    name="x",
    seed=0,
    epochs=3,
    monitor="validation_loss",
    best={"epoch": 2, "train_loss": 0.1},
    last={"epoch": 3, "train_loss": None},
    verdict=VERDICT,
    constant_prediction={"train_loss": 1.0},
    loss="squared_error",
    widths=[1, 1],
    parameters=2,
    rows=RowCounts(train=3, flipped=0, validation=1, test=1, left_out=0),
    seconds=0.1,
    fingerprint={"numpy": "2"},
    config_hash="abc",
    data_sha256="def",
    sha256={"metrics.csv": "012"},
)


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


def written(path: Path, result: dict[str, object]) -> RunDirectory:
    (path / "config.yaml").write_text("")
    (path / "result.json").write_text(json.dumps(result))
    return RunDirectory(path)


def test_done(path: Path) -> None:
    run = written(path, {**RESULT})
    assert (run.is_run, run.is_done) == (True, True)
    assert run.result == RESULT


@pytest.mark.parametrize("key", [key for key in RESULT if key != "schema_version"])
def test_a_result_without_what_others_read(key: str, path: Path) -> None:
    run = written(path, {name: value for name, value in RESULT.items() if name != key})
    with pytest.raises(DamagedFile) as caught:
        _ = run.result
    assert str(caught.value) == f"{path}/result.json: has no {key}"


@pytest.mark.parametrize(
    ("key", "place"), [("best", "best"), ("rows", "rows"), ("widths", "widths"), ("seed", "seed")]
)
def test_a_result_with_something_else(key: str, place: str, path: Path) -> None:
    run = written(path, {**RESULT, key: "x"})
    with pytest.raises(DamagedFile) as caught:
        _ = run.result
    assert str(caught.value) == f"{path}/result.json: {place} is not what a run writes"


class TestWholeness:
    """A result has its own hash: the SHA-256 of its file's bytes without that hash."""

    @pytest.fixture
    def file(self, path: Path) -> Path:
        write_result(path / "result.json", RESULT, {"metrics.csv": "012"}, durable=False)
        return path / "result.json"

    def test_its_hash_is_that_of_the_file_without_it(self, file: Path) -> None:
        own = RunDirectory(file.parent).result["sha256"]["result.json"]
        assert own == hashlib.sha256(file.read_bytes().replace(own.encode(), b"")).hexdigest()
        RunDirectory(file.parent).check_file("result.json")

    @pytest.mark.parametrize(
        ("before", "after"), [("0.1", "0.2"), ('"012"', '"013"'), ("  ", " "), ('"x"', '"y"')]
    )
    def test_every_change_is_noticed(self, before: str, after: str, file: Path) -> None:
        text = file.read_text()
        assert before in text
        file.write_text(text.replace(before, after, 1))
        self.is_refused(file)

    def test_a_changed_hash_is_noticed(self, file: Path) -> None:
        own = RunDirectory(file.parent).result["sha256"]["result.json"]
        file.write_text(file.read_text().replace(own, own[::-1]))
        self.is_refused(file)

    def test_without_its_hash(self, path: Path) -> None:
        written(path, {**RESULT})
        self.is_refused(path / "result.json")

    def is_refused(self, file: Path) -> None:
        with pytest.raises(DamagedFile) as caught:
            RunDirectory(file.parent).check_file("result.json")
        assert str(caught.value) == f"{file}: has changed since it was written"


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


@pytest.mark.parametrize(
    ("is_alone", "kept"),
    [(True, {"metrics.csv"}), (False, {"metrics.csv", ".metrics.csv.1a", ".checkpoint.npz.2b"})],
)
def test_half_written_files_may_be_another_writers(is_alone: bool, kept: set[str], path: Path) -> None:
    for name in ("metrics.csv", "result.json", "failure.json", ".metrics.csv.1a", ".checkpoint.npz.2b"):
        (path / name).write_text("")
    RunDirectory(path).tidy(is_alone)
    assert {file.name for file in path.iterdir()} == kept


def test_swapping_in(tmp_path: Path) -> None:
    for name in ("old", ".old.new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.yaml").write_text(name)
    RunDirectory(tmp_path / ".old.new").swap_in(tmp_path / "old")
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert (tmp_path / "old" / "config.yaml").read_text() == ".old.new"
