"""SIGINT and SIGTERM: checkpoints, one sentence, the right exit code, and the same files in the end."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import Outcome, command
from support.kills import Fork, forked
from support.sweeps import SMALL, different, going_on, only_sweep, swept

from regexp.engine.stack import Stack

LONG = ("l2=0,0.1", "--seeds", 3, "epochs=200", "--json")
PATIENCE = 20.0
SLEEP = 30.0

pytestmark = pytest.mark.usefixtures("no_overview")


@pytest.fixture
def config(write_config) -> Path:
    return write_config(SMALL, "flowers.yaml")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sweep, never stopped."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "flowers.yaml").write_text(SMALL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("regexp.summary.pictures.draw_overview", lambda path, _: path.write_bytes(b"PNG"))
        return swept(folder / "flowers.yaml", folder / "runs", *LONG)


def until(happened: Callable[[], bool]) -> None:
    """Wait for something."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.fixture
def hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let every process wait within its third epoch for a file, and say that it does."""
    train, go = Stack.epoch, tmp_path / "go"

    def wait(stack: Stack) -> None:
        if stack.number == 2:
            (tmp_path / f"{os.getpid()} waits").touch()
            until(go.exists)
        train(stack)

    monkeypatch.setattr(Stack, "epoch", wait)
    return go


def stopped(fork: Fork, send: Callable[[], None], jobs: int, hold: Path) -> Outcome:
    """Return what a command says that is told to stop while its processes are in an epoch."""
    until(lambda: len(list(hold.parent.glob("* waits"))) == jobs)
    send()
    time.sleep(0.3)
    hold.touch()
    return fork.outcome()


def goes_on(config: Path, runs: Path, whole: Path, jobs: int) -> None:
    """Run the command again: every checkpoint is gone on from, and the files are those of `whole`."""
    kept = list(runs.glob("*/cells/*/*/checkpoint.npz"))
    said = going_on(kept)
    again = command("sweep", config, *LONG, "--jobs", jobs, "--runs-dir", runs)
    assert (again.code, again.err.splitlines()) == (0, said)
    assert kept
    assert different(only_sweep(runs), whole) == []


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_one_signal(
    number: signal.Signals, jobs: int, config: Path, whole: Path, runs: Path, hold: Path
) -> None:
    with forked("sweep", config, *LONG, "--jobs", jobs, "--runs-dir", runs) as fork:
        done = stopped(fork, lambda: fork.send(number), jobs, hold)
    assert (done.code, done.out) == (128 + number, "")
    assert done.err == "stopped with 0 of 6 runs done; the same command goes on\n"
    assert len(list(runs.glob("*/cells/*/*/checkpoint.npz"))) == 6
    goes_on(config, runs, whole, jobs)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_terminal_sends_it_to_workers_too(
    jobs: int, config: Path, whole: Path, runs: Path, hold: Path
) -> None:
    with forked("sweep", config, *LONG, "--jobs", jobs, "--runs-dir", runs) as fork:
        done = stopped(fork, lambda: fork.send_to_all(signal.SIGINT), jobs, hold)
    assert (done.code, done.out) == (130, "")
    assert done.err == "stopped with 0 of 6 runs done; the same command goes on\n"
    assert len(list(runs.glob("*/cells/*/*/checkpoint.npz"))) == 6
    goes_on(config, runs, whole, jobs)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda number: number.name)
def test_a_second_one_does_not_wait_for_the_epoch(
    number: signal.Signals,
    jobs: int,
    config: Path,
    runs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def linger(stack: Stack) -> None:
        (tmp_path / "lingers").touch()
        time.sleep(SLEEP)

    monkeypatch.setattr(Stack, "epoch", linger)
    with forked("sweep", config, *LONG, "--jobs", jobs, "--runs-dir", runs) as fork:
        until((tmp_path / "lingers").exists)
        fork.send_to_all(signal.SIGINT)
        time.sleep(0.3)
        start = time.monotonic()
        fork.send_to_all(number)
        done = fork.outcome()
    assert time.monotonic() - start < SLEEP / 10
    assert (done.code, done.out, done.err) == (128 + number, "", "stopped\n")


def test_before_training_nothing_is_left(config: Path, runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "regexp.sweep.preparation.stacks_of", lambda *plan: signal.raise_signal(signal.SIGTERM)
    )
    done = command("sweep", config, *LONG, "--runs-dir", runs)
    assert (done.code, done.out, done.err) == (143, "", "stopped\n")
    assert not runs.exists()


def test_when_all_is_done_the_table_is_written(config: Path, whole: Path, runs: Path) -> None:
    def finish(path: Path, picture: object) -> None:
        path.write_bytes(b"PNG")
        signal.raise_signal(signal.SIGINT)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("regexp.summary.pictures.draw_overview", finish)
        done = command("sweep", config, *LONG, "--runs-dir", runs)
    assert done.code == 0
    assert different(only_sweep(runs), whole) == []
