"""Runs with the same seed share split, initial weights and batch order; results.csv says what is redrawn."""

import json
from pathlib import Path

import numpy as np
import pytest
from support.runs import rows, weights
from support.sweeps import SMALL, runs_of, swept, table

pytestmark = pytest.mark.usefixtures("no_overview")

UNMOVED = "learning_rate=1e-30"
"""A step this small changes no number of single precision but zeros, so that last.npz has initial weights."""


@pytest.fixture
def config(write_config) -> Path:
    """A tiny classification."""
    return write_config(SMALL, "flowers.yaml")


def by_seed(sweep: Path, file: str) -> dict[str, set[bytes]]:
    """Return the different contents that a file has in the cells of a sweep, by seed."""
    found: dict[str, set[bytes]] = {}
    for run in runs_of(sweep):
        found.setdefault(run.name, set()).add((run / file).read_bytes())
    return found


def epochs(run: Path, count: int, *left_out: str) -> list[dict[str, str]]:
    """Return the first rows of metrics.csv without some columns."""
    return [{key: row[key] for key in row if key not in left_out} for row in rows(run)[:count]]


def test_the_same_seed_has_the_same_split_in_every_cell(config: Path, runs: Path) -> None:
    words = ["l2=0,0.1", "hidden=4,5", "optimizer=adam,{kind: sgd, learning_rate: 0.1}"]
    sweep = swept(config, runs, *words, "--seeds", 3)
    # centers and spreads of the training rows
    fitted = by_seed(sweep, "preprocessing.json")
    assert sorted(fitted) == ["seed=0", "seed=1", "seed=2"]
    assert [len(contents) for contents in fitted.values()] == [1, 1, 1]
    assert len(set.union(*fitted.values())) == 3


def test_split_seed_pins_the_split_for_all_seeds(config: Path, runs: Path) -> None:
    fitted = by_seed(swept(config, runs, "split_seed=1,2", "--seeds", 2), "preprocessing.json")
    assert fitted["seed=0"] == fitted["seed=1"]
    assert len(fitted["seed=0"]) == 2


def test_the_same_seed_has_the_same_initial_weights_in_every_cell(config: Path, runs: Path) -> None:
    words = ["l2=0,0.1", "dropout=none,0.5", "optimizer=adam,sgd", UNMOVED]
    sweep = swept(config, runs, *words, "--seeds", 2, "--save-weights")
    first = {run.name: weights(run, "last")["layers/0/weight"] for run in runs_of(sweep)}
    assert not np.array_equal(first["seed=0"], first["seed=1"])
    for run in runs_of(sweep):
        assert np.array_equal(weights(run, "last")["layers/0/weight"], first[run.name])
    assert len(list(runs_of(sweep))) == 16


WEAK = {
    "none": {},
    "l2": {"l2": 1e-30},
    "dropout": {"dropout": 1e-9},
    "input_dropout": {"input_dropout": 1e-9},
    "early_stopping": {"early_stopping": 100},
}
"""Regularizers that are there and change no bit: a penalty below single precision, rates that round to 0."""


def test_the_same_seed_has_the_same_batches_in_every_cell(write_config, runs: Path) -> None:
    arms = {arm: {key: [value] for key, value in given.items()} for arm, given in WEAK.items()}
    sweep = swept(write_config(f"{SMALL}sweep: {{arms: {json.dumps(arms)}, seeds: 2}}"), runs)
    paths = list(runs_of(sweep))
    for seed in ("seed=0", "seed=1"):
        measured = [epochs(run, 4, "penalty") for run in paths if run.name == seed]
        assert len(measured) == len(WEAK)
        assert measured == len(WEAK) * measured[:1]
    assert epochs(paths[0], 4) != epochs(paths[1], 4)


@pytest.mark.parametrize(
    ("word", "common"),
    [
        ("epochs=3,5", 3),
        ("schedule=constant,cosine", 1),
        ("early_stopping=none,{patience: 2, min_delta: 100}", 3),
    ],
)
def test_epochs_are_the_same_as_long_as_only_later_ones_differ(
    word: str, common: int, config: Path, runs: Path
) -> None:
    one, other = runs_of(swept(config, runs, word))
    assert epochs(one, common) == epochs(other, common)
    assert epochs(one, common + 1) != epochs(other, common + 1)


@pytest.mark.parametrize(
    ("words", "redrawn"),
    [
        ([], "split+label_noise+init+order"),
        (["label_noise=0"], "split+init+order"),
        (["split_seed=7"], "label_noise+init+order"),
        (["feature_noise=0.1"], "split+label_noise+feature_noise+init+order"),
        (["dropout=0.5"], "split+label_noise+dropout+init+order"),
        (["dropout=0"], "split+label_noise+init+order"),
        (["input_dropout=0.5"], "split+label_noise+init+input_dropout+order"),
        (["batch_size=full"], "split+label_noise+init"),
        (["model=linear"], "split+label_noise+order"),
    ],
)
def test_what_seeds_redraw_is_in_the_table(words: list[str], redrawn: str, config: Path, runs: Path) -> None:
    sweep = swept(config, runs, *words, "--seeds", 2)
    assert [row["redrawn"] for row in table(sweep)] == [redrawn, redrawn]


def test_the_exact_solution_redraws_the_split_only(line: Path, runs: Path) -> None:
    assert [row["redrawn"] for row in table(swept(line, runs, "optimizer=exact", "--seeds", 2))] == [
        "split",
        "split",
    ]


def test_given_weights_are_not_redrawn(config: Path, runs: Path, tmp_path: Path) -> None:
    given = swept(config, tmp_path / "given", "--save-weights") / "cells/base/seed=0/best.npz"
    sweep = swept(config, runs, f"model.weights={given}", "--seeds", 2)
    assert [row["redrawn"] for row in table(sweep)] == 2 * ["split+label_noise+order"]
