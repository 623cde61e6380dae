"""A run of lbfgs that was stopped starts again, and ends with the same bits as one that was not."""

import signal
import threading
from pathlib import Path

import pytest
from support.command import command
from support.runs import result, rows, same_bytes, trained, watched

from regexp.interruption import Interrupted

pytestmark = pytest.mark.usefixtures("no_pictures")

CONFIG = """
name: flowers
dataset: {kind: iris, train_size: 61, label_noise: 0.1}
model: {kind: mlp, hidden: [8, 6], activation: tanh}
optimizer: {kind: lbfgs, epochs: 40}
regularization: {l2: 1e-3, label_smoothing: 0.1, early_stopping: 12}
evaluation: {every: 2}
"""
COMPUTED = ("config.yaml", "metrics.csv", "best.npz", "last.npz", "preprocessing.json", "test.json")


@pytest.fixture
def config(write_config) -> Path:
    return write_config(CONFIG, "flowers.yaml")


def test_the_same_command_repeats_what_was_done_and_goes_on(config: Path, runs: Path, tmp_path: Path) -> None:
    whole = trained(config, tmp_path / "whole")

    def stop(member) -> None:
        if member.epoch == 7:
            signal.raise_signal(signal.SIGTERM)

    with pytest.raises(Interrupted, match="stopped after epoch 7; the same command goes on from there"):
        watched(config, runs, stop)
    (run,) = runs.iterdir()
    done = command("train", config, "--runs-dir", runs, "--quiet")
    said = f"{run}: goes on after epoch 7 of 40; lbfgs starts again and repeats them first\n"
    assert (done.code, done.err) == (0, said)
    assert same_bytes(run, whole, *COMPUTED)
    assert not (run / "checkpoint.npz").exists()


def test_an_error_beside_it_leaves_no_thread(config: Path, runs: Path) -> None:
    def fail(member) -> None:
        raise ZeroDivisionError(is_searching())

    with pytest.raises(ZeroDivisionError) as caught:
        watched(config, runs, fail)
    assert caught.value.args == (True,), "it had one"
    assert not is_searching()


def is_searching() -> bool:
    return "search in turns" in {thread.name for thread in threading.enumerate()}


def test_its_history_has_no_learning_rate_and_a_row_for_its_end(config: Path, runs: Path) -> None:
    run = trained(config, runs, "early_stopping=none", "tolerance=0.1")
    assert result(run)["status"] == "completed"
    assert result(run)["epochs"] < 40
    assert {row["learning_rate"] for row in rows(run)} == {""}
    assert int(rows(run)[-1]["epoch"]) == result(run)["epochs"]


def test_a_sweep_of_it_has_the_bits_of_single_runs(config: Path, runs: Path) -> None:
    swept = command("sweep", config, "l2=1e-3,1e-2", "--seeds", "2", "--runs-dir", runs, "--save-weights")
    assert swept.code == 0
    (cell,) = runs.glob("*/cells/*0.01*/seed=1")
    alone = trained(config, runs, "l2=1e-2", "seed=1")
    assert same_bytes(cell, alone, "metrics.csv", "best.npz", "last.npz")
