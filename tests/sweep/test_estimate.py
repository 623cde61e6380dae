"""How long --plan says that a sweep takes."""

import time
from pathlib import Path

import pytest
from support.sweeps import SMALL

from regexp.engine import blas
from regexp.sweep import Request, estimate, prepare
from regexp.sweep.estimate import AROUND_SECONDS, FILES_SECONDS, Cost, seconds_of
from regexp.sweep.preparation import Preparation
from regexp.sweep.stacks import Stack


@pytest.fixture
def config(write_config) -> Path:
    """A tiny classification of 4 epochs."""
    return write_config(SMALL, "flowers.yaml")


def prepared(config: Path, runs: Path, *words: str, seeds: int = 6, jobs: int = 1) -> Preparation:
    """Return a sweep, made ready."""
    return prepare(Request(str(config), words, {"seeds": str(seeds)}, runs_dir=runs, jobs=jobs), print)


def estimated(ready: Preparation, workers: int) -> float:
    """Return the estimate without what every sweep takes."""
    return seconds_of(ready.stacks, ready.sources, workers) - AROUND_SECONDS


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> list[Stack]:
    """Let an epoch of a run take 10 s and the rest of it 2 s; return the stacks that were timed."""
    timed: list[Stack] = []

    def cost(stack: Stack, sources: object) -> Cost:
        timed.append(stack)
        return Cost(epoch=10.0, besides=2.0)

    monkeypatch.setattr(estimate, "_cost", cost)
    return timed


def test_a_run_takes_its_epochs_and_what_is_besides(known: list[Stack], config: Path, runs: Path) -> None:
    # 6 runs of 4 epochs: 6 x (4 x 10 + 2)
    assert estimated(prepared(config, runs), 1) == 252


def test_workers_share_the_stacks(known: list[Stack], config: Path, runs: Path) -> None:
    # 6 runs in 2 stacks of 3: each worker 3 x 42
    ready = prepared(config, runs, jobs=2)
    assert [len(stack.runs) for stack in ready.stacks] == [3, 3]
    assert estimated(ready, 2) == 126


def test_not_less_than_the_longest_stack(known: list[Stack], config: Path, runs: Path) -> None:
    # one run of 40 epochs, 402 s, and one of 4, 42 s: more than half of both
    assert estimated(prepared(config, runs, "epochs=40,4", seeds=1), 2) == 402


def test_each_shape_is_timed_once(known: list[Stack], config: Path, runs: Path) -> None:
    ready = prepared(config, runs, "hidden=8,9", "l2=0,1", jobs=2)
    assert len(ready.stacks) == 4
    estimated(ready, 2)
    assert sorted(stack.shape.widths for stack in known) == [(4, 8, 3), (4, 9, 3)]


@pytest.mark.parametrize("step", ["new_member", "verdict_of", "result_of", "test_scores", "config_hash"])
def test_what_is_besides_the_epochs_is_timed(
    step: str, config: Path, runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = getattr(estimate, step)

    def slow(*words: object, **others: object) -> object:
        time.sleep(0.05)
        return original(*words, **others)

    monkeypatch.setattr(estimate, step, slow)
    # 4 runs, each of which takes 0.05 s more, and its files
    assert estimated(prepared(config, runs, seeds=4), 1) > 4 * (0.05 + FILES_SECONDS)


@pytest.mark.parametrize(
    "words",
    [
        ("evaluation.every=1000", "epochs=2000"),
        ("epochs=1",),
        ("model=linear", "optimizer=exact", "loss=squared_error"),
        ("learning_rate=1e30",),
        ("validation_size=0", "test_size=0"),
    ],
    ids=["seldom measured", "one epoch", "solved exactly", "diverged", "no validation"],
)
def test_any_run_can_be_timed(words: tuple[str, ...], config: Path, runs: Path) -> None:
    assert 6 * FILES_SECONDS < estimated(prepared(config, runs, *words), 1) < 60
    assert not runs.exists()


def test_one_thread_is_timed_as_in_training(
    config: Path, runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []

    def cost(stack: Stack, sources: object) -> Cost:
        threads.append(blas()["num_threads"])
        return Cost(0.0, 0.0)

    monkeypatch.setattr(estimate, "_cost", cost)
    estimated(prepared(config, runs), 1)
    assert threads == [1]
