"""Epochs that are told while a sweep trains: what the time left is reckoned from."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from support.sweeps import SMALL

from regexp.sweep import Request, prepare
from regexp.sweep.events import Ended, Event, Progressed, Resumed
from regexp.sweep.trainer import Trainer


@pytest.fixture
def config(write_config) -> Path:
    """A tiny classification of 4 epochs."""
    return write_config(SMALL, "flowers.yaml")


def events(config: Path, runs: Path, *words: str, epochs: Sequence[int] = ()) -> list[Event]:
    """Return what happens to a sweep; where `epochs` are given, each run by itself is stopped after one."""
    ready, found = prepare(Request(str(config), words, runs_dir=runs), print), []
    (stack,) = ready.stacks
    for number, run in zip(epochs, stack.runs, strict=False):
        answers = iter([False] * (number - 1))
        stopping = Trainer(ready.directory, ready.sources, False, lambda left=answers: next(left, True))
        found += stopping.train([run])
    return found or list(Trainer(ready.directory, ready.sources, False, lambda: False).train(stack.runs))


def total(found: list[Event], kind: type[Progressed] | type[Resumed]) -> int:
    """Return the epochs of all events of one kind."""
    return sum(event.epochs for event in found if isinstance(event, kind))


def trained(found: list[Event]) -> list[int]:
    """Return the epochs of the runs that have ended."""
    return sorted(event.row.epochs for event in found if isinstance(event, Ended))


def test_epochs_that_a_run_is_spared_are_not_told(config: Path, runs: Path) -> None:
    # nothing is better by 100 than epoch 1, and Adam's first step at 1e30 overflows
    words = ["early_stopping=none,{patience: 1, min_delta: 100}", "learning_rate=0.01,1e30"]
    found = events(config, runs, *words)
    assert trained(found) == [1, 1, 2, 4]
    assert total(found, Progressed) == 8


def test_epochs_from_before_are_told_apart(config: Path, runs: Path) -> None:
    stopped = events(config, runs, "l2=0,0.1,1", epochs=[1, 3])
    assert (trained(stopped), total(stopped, Progressed), total(stopped, Resumed)) == ([], 4, 0)
    found = events(config, runs, "l2=0,0.1,1")
    # 3 runs of 4 epochs, 4 of which were trained before; at first only some of the stack is trained
    assert trained(found) == [4, 4, 4]
    assert (total(found, Progressed), total(found, Resumed)) == (8, 4)
