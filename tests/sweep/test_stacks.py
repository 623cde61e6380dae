"""Which runs are trained together, and in which order stacks are handed out."""

from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.sweeps import SMALL, swept, table

from regexp.record import SweepRow
from regexp.sweep import Request, Watcher, prepare, sweep
from regexp.sweep.preparation import Preparation
from regexp.sweep.stacks import Stack, split

pytestmark = pytest.mark.usefixtures("no_overview")


@pytest.fixture
def config(write_config) -> Path:
    """A tiny classification."""
    return write_config(SMALL, "flowers.yaml")


def prepared(config: Path, runs: Path, *words: str, **options: object) -> Preparation:
    """Return a sweep of words such as `l2=0,0.1`, made ready; nobody should be told anything."""
    said: list[str] = []
    preparation = prepare(Request(str(config), words, runs_dir=runs, **options), said.append)
    assert said == []
    return preparation


def cells(stack: Stack) -> set[str]:
    """Return the names of the cells that a stack has runs of."""
    return {run.cell.name for run in stack.runs}


@given(st.integers(1, 300), st.integers(1, 64), st.integers(1, 9))
def test_sizes_are_nearly_equal_and_enough_for_every_worker(runs: int, most: int, workers: int) -> None:
    parts = split(range(runs), most, workers)
    sizes = {len(part) for part in parts}
    assert [run for part in parts for run in part] == list(range(runs))
    assert max(sizes) <= most
    assert max(sizes) - min(sizes) <= 1
    assert len(parts) >= min(workers, runs)
    assert len(parts) <= -(-runs // most) + workers


@given(st.integers(1, 300), st.integers(1, 64), st.integers(1, 9))
def test_few_stacks_are_as_many_for_each_worker(runs: int, most: int, workers: int) -> None:
    needed, count = -(-runs // most), len(split(range(runs), most, workers))
    if needed >= 4 * workers:
        assert count == needed
    else:
        assert count % workers == 0 or count == runs


APART = [
    "hidden=8,9",
    "hidden=8,8x8",
    "batch_size=16,8",
    "batch_size=16,full",
    "train_size=60,50",
    "validation_size=0.2,0.1",
    "epochs=4,5",
    "optimizer=adam,sgd",
    "activation=relu,tanh",
    "loss=auto,squared_error",
    "dtype=float32,float64",
    "label_noise=0.1,0",
    "evaluation.every=1,2",
    "dataset.kind=iris,wine",
]
TOGETHER = [
    "l2=0,0.1",
    "l2=none,0.1",
    "dropout=none,0.5",
    "dropout=0.2,0.5",
    "l1=none,{strength: 0.1, scale: mean},{strength: 0.1, scale: sum}",
    "early_stopping=none,2",
    "learning_rate=0.01,0.1",
    "schedule=constant,cosine",
    "split_seed=1,2",
    "label_noise=0.1,0.2",
    "feature_noise=0,0.1",
    "dataset.scale=standard,none",
    "test_size=0.2,0.1",
    "initialization=he,glorot",
]


@pytest.mark.parametrize("word", APART)
def test_what_changes_the_shapes_of_arrays_is_apart(word: str, config: Path, runs: Path) -> None:
    stacks = prepared(config, runs, word).stacks
    assert [len(cells(stack)) for stack in stacks] == [1, 1]


@pytest.mark.parametrize("word", TOGETHER)
def test_what_does_not_is_together(word: str, config: Path, runs: Path) -> None:
    preparation = prepared(config, runs, word, options={"seeds": "3"})
    (stack,) = preparation.stacks
    assert cells(stack) == {cell.name for cell in preparation.grid.cells}
    assert len(stack.runs) == 3 * len(preparation.grid.cells)


def test_runs_with_the_same_data_are_neighbours(config: Path, runs: Path) -> None:
    (stack,) = prepared(config, runs, "l2=0,0.1", "split_seed=none,1", options={"seeds": "2"}).stacks
    data = [(run.seed, run.config.dataset.split_seed) for run in stack.runs]
    assert len(data) == 8
    assert len(list(groupby(data))) == len(set(data)) == 4
    assert [seed for seed, _ in data] == 4 * [0] + 4 * [1]


def test_wide_nets_are_trained_one_at_a_time(config: Path, runs: Path) -> None:
    stacks = prepared(config, runs, "hidden=8,1024x1024", "l2=0,0.1").stacks
    assert [sorted(cells(stack)) for stack in stacks] == [
        ["hidden=1024x1024,l2=0"],
        ["hidden=1024x1024,l2=0.1"],
        ["hidden=8,l2=0", "hidden=8,l2=0.1"],
    ]


def test_long_stacks_come_first(config: Path, runs: Path) -> None:
    stacks = prepared(config, runs, "epochs=2,8,4", options={"seeds": "2"}, jobs=2).stacks
    # 2 seeds on 2 workers are 2 stacks of 1 run for each number of epochs
    assert [stack.shape.epochs for stack in stacks] == [8, 8, 4, 4, 2, 2]
    parameters = 4 * 8 + 8 + 8 * 3 + 3
    assert stacks[0].cost == 8 * 60 * parameters


def test_runs_that_end_early_leave_the_others(config: Path, runs: Path) -> None:
    ended: list[SweepRow] = []
    words = ["early_stopping=none,{patience: 1, min_delta: 100}", "learning_rate=0.01,1e30"]
    preparation = prepared(config, runs, *words)
    assert len(preparation.stacks) == 1
    sweep(preparation, Watcher(*[lambda _: None] * 4, ended.append))
    # nothing is better by 100 than epoch 1, and Adam's first step at 1e30 overflows
    assert [(row.status, row.epochs) for row in ended] == [
        ("diverged", 1),
        ("diverged", 1),
        ("early_stopped", 2),
        ("completed", 4),
    ]


def test_an_early_stopped_run_leaves_the_bits_of_the_others_alone(config: Path, tmp_path: Path) -> None:
    stopping = swept(config, tmp_path / "one", "early_stopping=none,{patience: 1, min_delta: 100}")
    free = swept(config, tmp_path / "other", "--seeds", 1)
    status = {row["status"]: stopping / row["path"] / "metrics.csv" for row in table(stopping)}
    whole = (free / "cells/base/seed=0/metrics.csv").read_text()
    assert status["completed"].read_text() == whole
    assert whole.startswith(status["early_stopped"].read_text())
