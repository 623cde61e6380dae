"""Workers that die: their stacks are trained all the same, and a run that kills them fails alone."""

import faulthandler
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import command
from support.kills import is_first, kill
from support.sweeps import SMALL, different, only_sweep, swept, table

import regexp.sweep.trainer
from regexp.engine.stack import Stack

WORDS = ("l2=0,0.001,0.01,0.1", "--seeds", 3, "--json")
KILLER = "cells/l2=0.01/seed=1"

pytestmark = pytest.mark.usefixtures("no_overview")


@pytest.fixture
def config(write_config) -> Path:
    return write_config(SMALL, "flowers.yaml")


@pytest.fixture
def whole(config: Path, tmp_path: Path) -> Path:
    """The sweep, with nobody killed."""
    return swept(config, tmp_path / "whole", *WORDS, "--jobs", 1)


@pytest.mark.parametrize("epoch", [1, 3])
def test_a_worker_that_is_killed_in_an_epoch(
    epoch: int, config: Path, whole: Path, runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train = Stack.epoch

    def die_once(stack: Stack) -> None:
        if stack.number == epoch and is_first(tmp_path / "killed"):
            kill(os.getpid())
        train(stack)

    monkeypatch.setattr(Stack, "epoch", die_once)
    done = command("sweep", config, *WORDS, "--jobs", 2, "--runs-dir", runs)
    assert (done.code, done.err) == (0, "")
    assert (tmp_path / "killed").exists()
    assert different(only_sweep(runs), whole) == []


def test_a_worker_that_goes_on_from_a_checkpoint(
    config: Path, whole: Path, runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, careful: None
) -> None:
    train = Stack.epoch

    def die_once(stack: Stack) -> None:
        if stack.number == 3 and is_first(tmp_path / "killed"):
            kill(os.getpid())
        if len(stack._members) == 1:  # what is left of a dead worker's stack is trained run by run
            (tmp_path / f"goes on after epoch {stack.number}").touch()
        train(stack)

    monkeypatch.setattr(Stack, "epoch", die_once)
    done = command("sweep", config, *WORDS, "--jobs", 2, "--runs-dir", runs)
    assert (done.code, done.err) == (0, "")
    assert [path.name for path in tmp_path.glob("goes on *")] == ["goes on after epoch 3"]
    assert different(only_sweep(runs), whole) == []


def segmentation_fault() -> None:
    """Die as a mistake in compiled code makes a process die, without pytest's report of it."""
    faulthandler.disable()
    os.kill(os.getpid(), signal.SIGSEGV)


class TestKiller:
    """A run that takes its process with it, every time."""

    @pytest.fixture
    def deadly(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
        """Let a run end every worker that trains it, in some way."""
        test, begin = os.getpid(), regexp.sweep.trainer.begin

        def with_death(die: Callable[[], None]) -> None:
            def begin_or_die(config, data, problem, place, *others):
                if str(place.run.path).endswith(KILLER):
                    assert os.getpid() != test, "the command itself would have died"
                    die()
                return begin(config, data, problem, place, *others)

            monkeypatch.setattr("regexp.sweep.trainer.begin", begin_or_die)

        return with_death

    @pytest.mark.parametrize(
        ("die", "how"),
        [
            (lambda: kill(os.getpid()), "was killed by SIGKILL"),
            (lambda: os._exit(3), "ended with exit code 3"),
        ],
        ids=["killed", "left"],
    )
    def test_it_fails_alone(
        self, die: Callable[[], None], how: str, deadly, config: Path, whole: Path, runs: Path
    ) -> None:
        deadly(die)
        done = command("sweep", config, *WORDS, "--jobs", 2, "--runs-dir", runs)
        sweep, reason = only_sweep(runs), f"the process that trained it {how}; was there enough memory?"
        assert (done.code, done.err) == (1, f"{sweep}/{KILLER}: failed: {reason}\n")
        failed = [row for row in table(sweep) if row["status"] == "failed"]
        assert [(row["path"], row["reason"]) for row in failed] == [(KILLER, reason)]
        assert json.loads((sweep / KILLER / "failure.json").read_text()) == {"reason": reason}
        assert {name for name in different(sweep, whole) if not name.startswith(KILLER)} == {"results.csv"}

    def test_the_next_command_tries_again(
        self, deadly, config: Path, whole: Path, runs: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        deadly(segmentation_fault)
        for _ in range(2):
            done = command("sweep", config, *WORDS, "--jobs", 2, "--runs-dir", runs)
            assert done.code == 1
            assert done.err.count(" was killed by SIGSEGV") == 1
        monkeypatch.undo()
        monkeypatch.setattr("regexp.summary.pictures.draw_overview", lambda path, _: path.write_bytes(b"PNG"))
        again = command("sweep", config, *WORDS, "--jobs", 2, "--runs-dir", runs)
        assert (again.code, again.err) == (0, "")
        assert different(only_sweep(runs), whole) == []
