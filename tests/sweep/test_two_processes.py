"""Two commands on the same sweep at once share the work: no run is lost or trained twice."""

import re
import time
from pathlib import Path

import pytest
from support.command import Outcome
from support.kills import forked
from support.sweeps import SMALL, different, only_sweep, swept, table

from regexp.engine.stack import Stack

WORDS = ("l2=0,0.001,0.01,0.1", "--seeds", 3, "epochs=20")
RUNS = 12

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_overview")]


@pytest.fixture
def config(write_config) -> Path:
    return write_config(SMALL, "flowers.yaml")


@pytest.fixture
def whole(config: Path, tmp_path: Path) -> Path:
    """The sweep of one process."""
    return swept(config, tmp_path / "whole", *WORDS, "--jobs", 1)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take time for epochs, and a stack for every two runs, so that commands get into each other's way."""
    train = Stack.epoch

    def dawdle(stack: Stack) -> None:
        time.sleep(0.004)
        train(stack)

    monkeypatch.setattr(Stack, "epoch", dawdle)
    monkeypatch.setattr("regexp.sweep.stacks.runs_per_stack", lambda problem: 2)


def trained_now(done: Outcome) -> int:
    """Return how many runs a command trained, by its closing panel."""
    found = re.search(r"(\d+) of them done before, (\d+) trained now", done.out)
    return int(found[2]) if found else RUNS


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("jobs", [(1, 1), (2, 1), (2, 2)])
def test_they_share_the_work(jobs: tuple[int, int], config: Path, whole: Path, runs: Path) -> None:
    first, second = (("sweep", config, *WORDS, "--jobs", count, "--runs-dir", runs) for count in jobs)
    with forked(*first) as one, forked(*second) as other:
        done = one.outcome(), other.outcome()
    assert [each.code for each in done] == [0, 0]
    assert sum(map(trained_now, done)) == RUNS
    assert all(" = 12 runs, all completed\n" in each.out for each in done)
    assert different(only_sweep(runs), whole) == []


@pytest.mark.usefixtures("slow")
def test_different_parts_of_a_sweep_are_joined(config: Path, whole: Path, runs: Path) -> None:
    parts = [("l2=0,0.001", "--seeds", 3), ("l2=0.1,0.01", "--seeds", 3)]
    words = [("sweep", config, *part, "epochs=20", "--runs-dir", runs, "--jobs", 1) for part in parts]
    with forked(*words[0]) as one, forked(*words[1]) as other:
        assert [one.outcome().code, other.outcome().code] == [0, 0]
    assert len(table(only_sweep(runs))) == RUNS
    assert different(only_sweep(runs), whole) == []


@pytest.mark.usefixtures("slow", "careful")
def test_one_goes_on_with_what_a_killed_one_leaves(config: Path, whole: Path, runs: Path) -> None:
    words = ("sweep", config, *WORDS, "--jobs", 1, "--runs-dir", runs)
    with forked(*words) as one, forked(*words) as other:
        time.sleep(0.3)
        one.kill()
        assert one.outcome().code == -9
        done = other.outcome()
    assert done.code == 0
    assert different(only_sweep(runs), whole) == []
