"""Runs in processes of their own: stopped, killed, two at a time."""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.command import Outcome, command, environment, process_arguments
from support.runs import contents, same_bytes, trained

COMPUTED = ("metrics.csv", "best.npz", "last.npz", "test.json")
CHECKPOINT_EACH_EPOCH = (
    "import sys, regexp.training; sys.argv[0] = 'regexp'; "
    "regexp.training.checkpoint_is_due = lambda seconds, cost: True; "
    "from regexp.cli.main import main; main()"
)
LONG = "epochs=1500"


@contextmanager
def training(*words: object) -> Iterator[subprocess.Popen[str]]:
    """Train in the background, keeping a checkpoint after each epoch."""
    process = subprocess.Popen(
        process_arguments("train", *words, program=CHECKPOINT_EACH_EPOCH),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def first_checkpoint(process: subprocess.Popen[str], runs: Path) -> Path:
    """Wait until a process keeps a checkpoint; return its run."""
    while process.poll() is None:
        if found := list(runs.glob("*/checkpoint.npz")):
            return found[0].parent
        time.sleep(0.01)
    raise AssertionError(f"ended without a checkpoint: {process.communicate()}")


def outcome(process: subprocess.Popen[str]) -> Outcome:
    out, err = process.communicate(timeout=30)
    return Outcome(process.returncode, out, err)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_a_run_and_the_same_command_goes_on(
    number: signal.Signals, code: int, flowers: Path, runs: Path, tmp_path: Path, no_pictures: None
) -> None:
    with training(flowers, LONG, "--runs-dir", runs, "--quiet") as process:
        run = first_checkpoint(process, runs)
        process.send_signal(number)
        stopped = outcome(process)
    assert (stopped.code, stopped.out) == (code, "")
    epoch = int(stopped.err.split()[3].rstrip(";"))
    assert stopped.err == f"stopped after epoch {epoch}; the same command goes on from there\n"
    assert 1 <= epoch < 1500
    assert {path.name for path in run.iterdir()} == {"config.yaml", "checkpoint.npz"}
    done = command("train", flowers, LONG, "--runs-dir", runs, "--quiet")
    assert (done.code, done.err) == (0, f"{run}: goes on after epoch {epoch} of 1500\n")
    assert same_bytes(run, trained(flowers, tmp_path / "whole", LONG), *COMPUTED)


def test_one_writer_a_run_and_a_killed_one_goes_on(
    flowers: Path, runs: Path, tmp_path: Path, no_pictures: None
) -> None:
    whole = trained(flowers, tmp_path / "whole", LONG)
    with training(flowers, LONG, "--runs-dir", runs, "--quiet") as process:
        run = first_checkpoint(process, runs)
        second = command("train", flowers, LONG, "--runs-dir", runs)
        assert process.poll() is None
        process.kill()
        assert outcome(process).code == -signal.SIGKILL
    assert (second.code, second.out) == (4, "")
    assert second.err == f"{run}: another process is training this run; wait for it or give another --name\n"
    leftovers = {path.name for path in run.iterdir()} - {"config.yaml", "checkpoint.npz"}
    assert all(name.startswith(".") for name in leftovers)
    done = command("train", flowers, LONG, "--runs-dir", runs, "--quiet")
    assert done.code == 0
    assert done.err.startswith(f"{run}: goes on after epoch ")
    assert same_bytes(run, whole, *COMPUTED)


def test_two_forced_runs_do_not_meet(flowers: Path, runs: Path, no_pictures: None) -> None:
    run = trained(flowers, runs, LONG)
    before = contents(run)
    with training(flowers, LONG, "--runs-dir", runs, "--quiet", "--force") as process:
        beside = first_checkpoint(process, runs)
        second = command("train", flowers, LONG, "--runs-dir", runs, "--force")
        process.send_signal(signal.SIGTERM)
        assert outcome(process).code == 143
    assert beside == runs / f".{run.name}.new"
    assert (second.code, second.out) == (4, "")
    assert second.err == (
        f"{beside}: another process is training this run; wait for it or give another --name\n"
    )
    assert contents(run) == before
