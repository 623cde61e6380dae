"""A run that was stopped goes on where it was, and ends with the same bits as one that was not."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.command import command
from support.runs import result, rewrite_about, same_bytes, trained, watched

from regexp.interruption import Interrupted

pytestmark = pytest.mark.usefixtures("no_pictures")

COMPUTED = ("config.yaml", "metrics.csv", "best.npz", "last.npz", "preprocessing.json", "test.json")
HARD = """
name: flowers
dataset: {kind: iris, train_size: 61, label_noise: 0.1}
model: {kind: mlp, hidden: [8, 6], activation: tanh}
optimizer: {kind: sgd, learning_rate: 0.05, momentum: 0.9, batch_size: 16, epochs: 9, schedule: cosine}
regularization: {dropout: 0.2, input_dropout: 0.1, l1: 1e-3, early_stopping: 30}
evaluation: {every: 2}
"""


class PowerCut(BaseException):
    """Ends a run as `kill -9` does: nothing gets a chance to tidy up."""


def at(epoch: int, happen: Callable[[], object]) -> Callable[[Any], None]:
    """Return a watcher that makes something happen after an epoch."""
    return lambda member: happen() if member.epoch == epoch else None


def power_cut() -> None:
    raise PowerCut


def files(run: Path) -> set[str]:
    return {path.name for path in run.iterdir()}


def only_run(runs: Path) -> Path:
    (run,) = runs.iterdir()
    return run


@pytest.fixture
def hard(write_config) -> Path:
    """A config with everything that has a memory: momentum, schedule, noise, early stopping."""
    return write_config(HARD, "flowers.yaml")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run of that config, never stopped."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "flowers.yaml").write_text(HARD)
    return trained(folder / "flowers.yaml", folder / "runs")


@pytest.fixture
def careful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a checkpoint after every epoch."""
    monkeypatch.setattr("regexp.training.checkpoint_is_due", lambda seconds, cost: True)


class TestSignals:
    """SIGINT and SIGTERM end a run after its epoch, with a checkpoint."""

    @pytest.mark.parametrize("epoch", [1, 4, 8])
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
    def test_going_on_gives_the_same_bits(
        self, number: signal.Signals, epoch: int, hard: Path, whole: Path, runs: Path
    ) -> None:
        handler = signal.getsignal(number)
        with pytest.raises(Interrupted) as caught:
            watched(hard, runs, at(epoch, lambda: signal.raise_signal(number)))
        assert str(caught.value) == f"stopped after epoch {epoch}; the same command goes on from there"
        assert caught.value.exit_code == 128 + number
        assert signal.getsignal(number) is handler
        run = only_run(runs)
        assert files(run) == {"config.yaml", "checkpoint.npz"}
        done = command("train", hard, "--runs-dir", runs, "--quiet")
        assert (done.code, done.out) == (0, f"{run}\n")
        assert done.err == f"{run}: goes on after epoch {epoch} of 9\n"
        assert same_bytes(run, whole, *COMPUTED)
        assert "checkpoint.npz" not in files(run)

    def test_after_the_last_epoch_the_run_is_finished(self, hard: Path, whole: Path, runs: Path) -> None:
        watched(hard, runs, at(9, lambda: signal.raise_signal(signal.SIGTERM)))
        assert same_bytes(only_run(runs), whole, *COMPUTED)
        assert result(only_run(runs))["status"] == "completed"

    def test_a_second_one_does_not_wait_for_the_epoch(self, hard: Path, whole: Path, runs: Path) -> None:
        def insist() -> None:
            signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGINT)

        with pytest.raises(Interrupted) as caught:
            watched(hard, runs, at(4, insist))
        assert (str(caught.value), caught.value.exit_code) == ("stopped", 130)
        assert files(only_run(runs)) == {"config.yaml"}
        assert same_bytes(trained(hard, runs), whole, *COMPUTED)

    def test_before_training_nothing_is_left(
        self, hard: Path, runs: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("regexp.run.prepare", lambda *data: signal.raise_signal(signal.SIGTERM))
        stopped = command("train", hard, "--runs-dir", runs)
        assert (stopped.code, stopped.out, stopped.err) == (143, "", "stopped\n")
        assert not runs.exists()

    def test_seconds_add_up(self, hard: Path, runs: Path) -> None:
        with pytest.raises(Interrupted):
            watched(hard, runs, at(4, lambda: signal.raise_signal(signal.SIGTERM)))
        checkpoint = only_run(runs) / "checkpoint.npz"
        rewrite_about(checkpoint, lambda about: about.update(seconds=1000.0))
        command("train", hard, "--runs-dir", runs)
        assert 1000 < result(only_run(runs))["seconds"] < 1030


@pytest.mark.usefixtures("careful")
class TestPowerCut:
    """A run that was killed goes on from its last checkpoint."""

    @pytest.mark.parametrize("epoch", [2, 5, 9])
    def test_going_on_gives_the_same_bits(self, epoch: int, hard: Path, whole: Path, runs: Path) -> None:
        with pytest.raises(PowerCut):
            watched(hard, runs, at(epoch, power_cut))
        run = only_run(runs)
        assert files(run) == {"config.yaml", "checkpoint.npz"}
        done = command("train", hard, "--runs-dir", runs, "--quiet")
        assert (done.code, done.err) == (0, f"{run}: goes on after epoch {epoch - 1} of 9\n")
        assert same_bytes(run, whole, *COMPUTED)

    def test_before_the_first_checkpoint_it_starts_again(self, hard: Path, whole: Path, runs: Path) -> None:
        with pytest.raises(PowerCut):
            watched(hard, runs, at(1, power_cut))
        assert files(only_run(runs)) == {"config.yaml"}
        assert same_bytes(trained(hard, runs), whole, *COMPUTED)

    @pytest.mark.parametrize("name", ["metrics.csv", "last.npz", "test.json", "result.json"])
    def test_while_its_files_are_written(
        self, name: str, hard: Path, whole: Path, runs: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        replace = os.replace

        def cut(source: Path, target: Path) -> None:
            if Path(target).name == name:
                raise PowerCut
            replace(source, target)

        with monkeypatch.context() as patch:
            patch.setattr("os.replace", cut)
            with pytest.raises(PowerCut):
                watched(hard, runs, at(0, power_cut))
        run = only_run(runs)
        assert "result.json" not in files(run)
        assert command("show", "--runs-dir", runs).code == 1
        done = command("train", hard, "--runs-dir", runs, "--quiet")
        assert (done.code, done.err) == (0, f"{run}: goes on after epoch 8 of 9\n")
        assert same_bytes(run, whole, *COMPUTED)

    def test_half_written_files_are_removed(self, hard: Path, runs: Path) -> None:
        with pytest.raises(PowerCut):
            watched(hard, runs, at(5, power_cut))
        run = only_run(runs)
        for name in (".checkpoint.npz.123", ".curves.png.9", ".result.json.45", ".DS_Store"):
            (run / name).write_text("half")
        trained_now = command("train", hard, "--runs-dir", runs)
        assert trained_now.code == 0
        assert {name for name in files(run) if name.startswith(".")} == {".DS_Store"}

    def test_a_forced_run_goes_on_too(self, hard: Path, whole: Path, runs: Path) -> None:
        run = trained(hard, runs)
        with pytest.raises(PowerCut):
            watched(hard, runs, at(5, power_cut), force=True)
        done = command("train", hard, "--runs-dir", runs, "--quiet", "--force")
        assert (done.code, done.err) == (0, f"{runs}/.{run.name}.new: goes on after epoch 4 of 9\n")
        assert same_bytes(run, whole, *COMPUTED)
        assert [path.name for path in runs.iterdir()] == [run.name]


@pytest.mark.usefixtures("careful")
class TestUnusableCheckpoints:
    """A checkpoint that can't be used is named, and the run starts again."""

    @pytest.fixture
    def checkpoint(self, hard: Path, runs: Path) -> Path:
        with pytest.raises(PowerCut):
            watched(hard, runs, at(5, power_cut))
        return only_run(runs) / "checkpoint.npz"

    @pytest.mark.parametrize("content", [b"", b"\0" * 300, b"PK\x03\x04 not a zip file"])
    def test_something_else(
        self, content: bytes, checkpoint: Path, hard: Path, whole: Path, runs: Path
    ) -> None:
        checkpoint.write_bytes(content)
        self.starts_again(checkpoint, hard, whole, runs)

    def test_cut_off(self, checkpoint: Path, hard: Path, whole: Path, runs: Path) -> None:
        checkpoint.write_bytes(checkpoint.read_bytes()[:-500])
        self.starts_again(checkpoint, hard, whole, runs)

    def test_one_bit_flipped(self, checkpoint: Path, hard: Path, whole: Path, runs: Path) -> None:
        with np.load(checkpoint) as arrays:
            theta = arrays["theta"].tobytes()
        content = bytearray(checkpoint.read_bytes())
        content[content.index(theta) + 17] ^= 1
        checkpoint.write_bytes(content)
        self.starts_again(checkpoint, hard, whole, runs)

    def starts_again(
        self, checkpoint: Path, hard: Path, whole: Path, runs: Path, why: str = "is not NPZ, or it is damaged"
    ) -> None:
        done = command("train", hard, "--runs-dir", runs, "--quiet")
        assert done.code == 0
        assert done.err == f"{checkpoint}: {why}; the run starts again\n"
        assert same_bytes(checkpoint.parent, whole, *COMPUTED)

    @pytest.mark.parametrize(("key", "value"), [("numpy", "1.0"), ("kernel", "Prescott"), ("threads", 64)])
    def test_of_another_fingerprint(
        self, key: str, value: object, checkpoint: Path, hard: Path, whole: Path, runs: Path
    ) -> None:
        rewrite_about(checkpoint, lambda about: about["fingerprint"].update({key: value}))
        self.is_of_another(checkpoint, hard, whole, runs)

    def test_of_another_program(self, checkpoint: Path, hard: Path, whole: Path, runs: Path) -> None:
        np.savez(checkpoint, step=np.array(3))
        self.starts_again(checkpoint, hard, whole, runs, "is not a checkpoint of this run")

    @pytest.mark.parametrize("about", ["no JSON", "[]", "{}"])
    def test_about_something_else(
        self, about: str, checkpoint: Path, hard: Path, whole: Path, runs: Path
    ) -> None:
        np.savez(checkpoint, about=np.array(about))
        self.starts_again(checkpoint, hard, whole, runs, "is not a checkpoint of this run")

    def is_of_another(self, checkpoint: Path, hard: Path, whole: Path, runs: Path) -> None:
        done = command("train", hard, "--runs-dir", runs, "--quiet")
        assert done.code == 0
        assert done.err == (
            f"{checkpoint}: was written by another version, machine or setting; the run starts again\n"
        )
        assert same_bytes(checkpoint.parent, whole, *COMPUTED)
