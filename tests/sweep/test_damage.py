"""Files of a sweep that are not as they were written: each is named, and only its run is done again."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.command import command
from support.runs import rewrite_about
from support.sweeps import SMALL, different, runs_of, swept

WORDS = ("l2=0,0.1", "--seeds", 2, "epochs=3", "--save-weights", "--json")
RUN = "cells/l2=0.1/seed=1"
FILES = ("config.yaml", "metrics.csv", "preprocessing.json", "best.npz", "last.npz", "test.json")
CHANGED = "has changed since it was written"
DAMAGED = "is not NPZ, or it is damaged"

pytestmark = pytest.mark.usefixtures("no_overview")


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("config") / "flowers.yaml"
    path.write_text(SMALL)
    return path


@pytest.fixture(scope="module")
def whole(config: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The sweep, untouched."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("regexp.summary.pictures.draw_overview", lambda path, _: path.write_bytes(b"PNG"))
        yield swept(config, tmp_path_factory.mktemp("whole"), *WORDS)


@pytest.fixture
def sweep(whole: Path, runs: Path) -> Path:
    """A copy of the sweep."""
    return Path(shutil.copytree(whole, runs / whole.name))


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def flipped(place: float, bit: int = 0) -> Callable[[Path], None]:
    """Return what changes one bit of a file, somewhere between its start (0) and its end (1)."""

    def flip(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[int(place * (len(content) - 1))] ^= 1 << bit
        path.write_bytes(content)

    return flip


ALL = [emptied, cut_off, flipped(0), flipped(0.5, 7)]
NAMES = ["emptied", "cut off", "the start", "the middle"]


def is_mended(config: Path, sweep: Path, whole: Path, *said: str) -> None:
    """Run the command again: it says just this, and the files are as they were; no other run is touched."""
    times = {path: path.stat().st_mtime_ns for path in runs_files(sweep)}
    done = command("sweep", config, *WORDS, "--runs-dir", sweep.parent)
    assert (done.code, done.err.splitlines()) == (0, list(said))
    assert different(sweep, whole) == []
    assert {path: path.stat().st_mtime_ns for path in times} == times


def runs_files(sweep: Path) -> list[Path]:
    """Return the files of the runs that no test damages."""
    return [path for run in runs_of(sweep) if not str(run).endswith(RUN) for path in run.iterdir()]


@pytest.mark.parametrize("damage", ALL, ids=NAMES)
@pytest.mark.parametrize("name", FILES)
def test_a_file_of_a_run(name: str, damage, config: Path, sweep: Path, whole: Path) -> None:
    path = sweep / RUN / name
    damage(path)
    is_mended(config, sweep, whole, f"{path}: {CHANGED}; the run is done again")


@pytest.mark.parametrize("name", ["config.yaml", "best.npz"])
def test_a_file_that_is_missing(name: str, config: Path, sweep: Path, whole: Path) -> None:
    path = sweep / RUN / name
    path.unlink()
    is_mended(config, sweep, whole, f"{path}: is missing; the run is done again")


@pytest.mark.parametrize("damage", ALL, ids=NAMES)
def test_a_result(damage, config: Path, sweep: Path, whole: Path) -> None:
    path = sweep / RUN / "result.json"
    damage(path)
    wrong = CHANGED if is_json(path) else "is not JSON, or it is damaged"
    is_mended(config, sweep, whole, f"{path}: {wrong}; the run is done again")


def is_json(path: Path) -> bool:
    try:
        json.loads(path.read_bytes())
    except ValueError:
        return False
    return True


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(FILES), place=st.floats(0, 1), bit=st.integers(0, 7))
def test_any_bit_of_a_file(name: str, place: float, bit: int, config: Path, sweep: Path, whole: Path) -> None:
    path = sweep / RUN / name
    flipped(place, bit)(path)
    is_mended(config, sweep, whole, f"{path}: {CHANGED}; the run is done again")


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1), bit=st.integers(0, 7))
def test_any_bit_of_a_result(place: float, bit: int, config: Path, sweep: Path, whole: Path) -> None:
    run = sweep / RUN
    flipped(place, bit)(run / "result.json")
    done = command("sweep", config, *WORDS, "--runs-dir", sweep.parent)
    (said,) = done.err.splitlines()  # a hash that was changed is that of another file of the run
    assert (done.code, said.startswith(f"{run}/"), said.endswith("; the run is done again")) == (
        0,
        True,
        True,
    )
    assert different(sweep, whole) == []


@pytest.mark.parametrize("damage", ALL, ids=NAMES)
@pytest.mark.parametrize("name", ["results.csv", "overview.png"])
def test_table_and_picture(name: str, damage, config: Path, sweep: Path, whole: Path) -> None:
    damage(sweep / name)
    is_mended(config, sweep, whole)


@pytest.mark.parametrize("damage", ALL, ids=NAMES)
def test_the_description(damage, config: Path, sweep: Path, whole: Path) -> None:
    path = sweep / "sweep.yaml"
    damage(path)
    wrong = CHANGED if is_text(path) else "cannot be read as text"
    is_mended(config, sweep, whole, f"{path}: {wrong}; it is written again")


def is_text(path: Path) -> bool:
    return "\ufffd" not in path.read_text(encoding="utf-8", errors="replace")


def test_the_description_of_more(config: Path, sweep: Path, whole: Path) -> None:
    more = ("sweep", config, "l2=0,0.1,0.2", *WORDS[1:], "--runs-dir", sweep.parent)
    assert command(*more).code == 0
    emptied(sweep / "sweep.yaml")
    left_out = "the tables leave out 2 runs that other commands asked for"
    is_named = f"{sweep}/sweep.yaml: {CHANGED}; it is written again, and {left_out}"
    done = command("sweep", config, *WORDS, "--runs-dir", sweep.parent)
    assert (done.code, done.err) == (0, f"{is_named}\n")
    assert [name for name in different(sweep, whole) if "l2=0.2/" not in name] == []
    again = command(*more)
    assert (again.code, again.err) == (0, "")
    assert json.loads(again.out)["runs"][-1]["cell"] == "l2=0.2"


def test_several_at_once(config: Path, sweep: Path, whole: Path) -> None:
    damaged = [run / name for run, name in zip(runs_of(sweep), FILES[1:], strict=False)]
    for path in damaged:
        cut_off(path)
    done = command("sweep", config, *WORDS, "--runs-dir", sweep.parent, "--jobs", 2)
    said = [f"{path}: {CHANGED}; the run is done again" for path in damaged]
    assert (done.code, sorted(done.err.splitlines())) == (0, sorted(said))
    assert different(sweep, whole) == []


class TestCheckpoints:
    """A checkpoint that can't be used is named, and its run starts again."""

    @pytest.fixture
    def checkpoint(self, config: Path, sweep: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """The checkpoint of one run after 2 of 3 epochs."""
        shutil.rmtree(sweep / RUN)
        with monkeypatch.context() as patch:
            patch.setattr("regexp.training.checkpoint_is_due", lambda seconds, cost: True)
            patch.setattr("regexp.sweep.trainer.record", self.fail)
            assert command("sweep", config, *WORDS, "--jobs", 1, "--runs-dir", sweep.parent).code == 1
        (sweep / RUN / "failure.json").unlink()
        return sweep / RUN / "checkpoint.npz"

    @staticmethod
    def fail(trainee: object, weights: bool, picture: bool) -> None:
        raise RuntimeError("power cut")

    def test_a_whole_one(self, checkpoint: Path, config: Path, sweep: Path, whole: Path) -> None:
        is_mended(config, sweep, whole, "1 run goes on at its checkpoint, after epoch 2")

    @pytest.mark.parametrize("damage", ALL, ids=NAMES)
    def test_damage(self, damage, checkpoint: Path, config: Path, sweep: Path, whole: Path) -> None:
        damage(checkpoint)
        is_mended(config, sweep, whole, f"{checkpoint}: {DAMAGED}; the run starts again")

    @pytest.mark.slow
    def test_any_bit(self, checkpoint: Path, config: Path, sweep: Path, whole: Path) -> None:
        content = checkpoint.read_bytes()
        start_again = f"{checkpoint}: {DAMAGED}; the run starts again"
        other = f"{checkpoint}: is not a checkpoint of this run; the run starts again"
        harmless = "1 run goes on at its checkpoint, after epoch 2"  # dates and the like, which nobody reads
        found = []
        for place in np.random.default_rng(0).integers(0, len(content), 40).tolist():
            shutil.rmtree(checkpoint.parent)
            checkpoint.parent.mkdir()
            checkpoint.write_bytes(content)
            flipped(place / (len(content) - 1), place % 8)(checkpoint)
            done = command("sweep", config, *WORDS, "--jobs", 1, "--runs-dir", sweep.parent)
            assert done.code == 0
            found.append(done.err.removesuffix("\n"))
            assert different(sweep, whole) == []
        assert set(found) <= {start_again, other, harmless, f"{harmless}\n{other}"}
        assert found.count(start_again) > 20

    def test_of_another_config(self, checkpoint: Path, config: Path, sweep: Path, whole: Path) -> None:
        other = checkpoint.parents[1] / "seed=0"
        shutil.copytree(checkpoint.parent, other, dirs_exist_ok=True)
        (other / "result.json").unlink()
        done = command("sweep", config, *WORDS, "--runs-dir", sweep.parent, "--jobs", 1)
        said = [
            "1 run goes on at its checkpoint, after epoch 2",
            f"{other}/checkpoint.npz: is of another config; the run starts again",
        ]
        assert (done.code, done.err.splitlines()) == (0, said)
        assert different(sweep, whole) == []

    def test_many_alike(self, checkpoint: Path, config: Path, sweep: Path, whole: Path) -> None:
        """Checkpoints that can't be used for one reason are one line."""
        others = [run / "checkpoint.npz" for run in runs_of(sweep) if run != checkpoint.parent]
        for number, other in enumerate([*others, checkpoint]):
            other.write_bytes(checkpoint.read_bytes() if number else b"")
            other.with_name("result.json").unlink(missing_ok=True)
        done = command("sweep", config, *WORDS, "--runs-dir", sweep.parent, "--jobs", 2)
        said = [
            "1 run goes on at its checkpoint, after epoch 2",
            f"{others[0]}: {DAMAGED}; the run starts again",
            f"{others[2]}: is of another config; the run starts again, and so does 1 other for the same "
            "reason",
        ]
        assert (done.code, done.err.splitlines()) == (0, said)
        assert different(sweep, whole) == []

    @pytest.mark.parametrize(("key", "value"), [("numpy", "1.0"), ("kernel", "Prescott"), ("threads", 64)])
    def test_of_another_fingerprint(
        self, key: str, value: object, checkpoint: Path, config: Path, sweep: Path, whole: Path
    ) -> None:
        rewrite_about(checkpoint, lambda about: about["fingerprint"].update({key: value}))
        why = "was written by another version, machine or setting"
        is_mended(config, sweep, whole, f"{checkpoint}: {why}; the run starts again")
