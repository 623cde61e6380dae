"""A larger sweep in a process of its own, killed at random moments: no process stays, and nothing is lost."""

import random
import subprocess
import time
from pathlib import Path

import pytest
from support.command import MAIN, command, environment, process_arguments
from support.sweeps import different, going_on, only_sweep

STAND_IN = """
import regexp.summary.pictures, regexp.training
regexp.summary.pictures.draw_overview = lambda path, _: path.write_bytes(b"PNG")
regexp.training.checkpoint_is_due = lambda seconds, cost: True
"""
HARD = """
name: flowers
dataset: {kind: iris, train_size: 61, label_noise: 0.1}
model: {kind: mlp, hidden: [8, 6], activation: tanh}
optimizer: {kind: sgd, learning_rate: 0.05, momentum: 0.9, batch_size: 16, epochs: 40, schedule: cosine}
regularization: {dropout: 0.2, input_dropout: 0.1, l1: 1e-3, early_stopping: 25}
evaluation: {every: 2}
"""
WORDS = ("l2=0,0.01", "learning_rate=0.05,1e30", "hidden=8x6,9", "--seeds", 3, "--jobs", 2, "--json")
PARTS = 5
MOMENTS = 5
ORPHAN_SECONDS = 2

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_overview")]


def begun(config: Path, runs: Path) -> subprocess.Popen[bytes]:
    """Start the sweep; its workers hold the same stderr."""
    process = subprocess.Popen(
        process_arguments("sweep", config, *WORDS, "--runs-dir", runs, program=STAND_IN + MAIN),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    )
    while process.poll() is None and not list(runs.glob("*/sweep.yaml")):
        time.sleep(0.002)
    return process


@pytest.mark.parametrize("part", range(PARTS))
def test_random_moments(part: int, write_config, tmp_path: Path) -> None:
    config, draw = write_config(HARD, "flowers.yaml"), random.Random(part)
    process = begun(config, tmp_path / "whole")
    start = time.monotonic()
    assert (process.communicate()[1], process.returncode) == (b"", 1)  # the rate of 1e30 diverges
    seconds = time.monotonic() - start
    for moment in range(MOMENTS):
        runs = tmp_path / str(moment)
        process = begun(config, runs)
        time.sleep(draw.uniform(0, seconds))
        process.kill()
        process.communicate(timeout=ORPHAN_SECONDS)  # ends with the last process that holds stderr
        is_completed(config, runs, only_sweep(tmp_path / "whole"))


def is_completed(config: Path, runs: Path, whole: Path) -> None:
    """Run the command again: what is done stays, and the files are those of a sweep that was never killed."""
    done = {path: path.stat().st_mtime_ns for path in runs.glob("*/cells/*/*/result.json")}
    kept = runs.glob("*/cells/*/*/checkpoint.npz")
    said = going_on(path for path in kept if path.with_name("result.json") not in done)
    again = command("sweep", config, *WORDS, "--runs-dir", runs)
    assert again.err.splitlines() == said
    assert different(only_sweep(runs), whole) == []
    assert {path: path.stat().st_mtime_ns for path in done} == done
