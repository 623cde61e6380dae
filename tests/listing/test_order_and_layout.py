"""In which order entries stand, and how they are made to fit 80 columns."""

import os
from pathlib import Path

import pytest
from support.command import command
from support.made_runs import made_run, made_sweep

from regexp.listing.layout import Column, fitted, side_by_side
from regexp.listing.words import age_in_words, shortened


def names(runs: Path, *words: object) -> list[str]:
    """Return the names that are listed."""
    lines = command("list", "--runs-dir", runs, "--csv", *words).out.splitlines()
    return [line.split(",")[0] for line in lines[1:]]


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """Three runs, of which b is the newest and c the oldest; c has no result."""
    for name, loss, hidden, age in (("a", 0.5, [64], 20), ("b", 0.25, [16], 10), ("c", None, [256], 30)):
        status = "unfinished" if loss is None else "completed"
        best = {"validation_loss": loss, "validation_accuracy": loss} if loss else None
        path = made_run(tmp_path / name, settings={"model.hidden": hidden}, status=status, best=best)
        os.utime(path / "config.yaml", (10**9 - age, 10**9 - age))
    return tmp_path


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (None, "bac"),
        ("age", "bac"),
        ("-age", "cab"),
        ("name", "abc"),
        ("-name", "cba"),
        ("best", "bac"),
        ("-best", "abc"),
        ("validation_loss", "bac"),
        ("validation_accuracy", "abc"),
        ("-validation_accuracy", "bac"),
        ("hidden", "bac"),
        ("state", "bac"),
        ("l2", "bac"),
    ],
)
def test_order(key: str | None, expected: str, runs: Path) -> None:
    """Metrics from the best on, what has no value last, and the newest first among equals."""
    assert names(runs, *(["--sort", key] if key else [])) == list(expected)


def test_the_first(runs: Path) -> None:
    assert names(runs, "--top", 2) == ["b", "a"]


def test_the_best_of_accuracies_is_the_largest(tmp_path: Path) -> None:
    """Means over two seeds: 0.7 for l2=0 and 0.8 for l2=0.1."""
    values = [[0.6, 0.8], [0.7, 0.9]]
    runs = [[{"best": {"validation_accuracy": value}} for value in row] for row in values]
    monitor = {"monitor": "validation_accuracy"}
    made_sweep(tmp_path, "sweep", {"regularization.l2": [0, 0.1]}, runs, seeds=2, settings=monitor)
    done = command("list", "--runs-dir", tmp_path, "--csv", "--columns", "best,l2")
    name, best, strength = done.out.splitlines()[1].split(",")
    assert (name, float(best), strength) == ("sweep", pytest.approx(0.8), "0.1")


def test_a_setting_that_diverged_is_not_the_best(tmp_path: Path) -> None:
    runs = [[0.5, 0.5], [0.1, {"status": "diverged", "best": {"validation_loss": 0.1}}]]
    made_sweep(tmp_path, "sweep", {"regularization.l2": [0, 0.1]}, runs, seeds=2)
    done = command("list", "--runs-dir", tmp_path, "--csv", "--columns", "best,l2,state,diverged")
    assert done.out.splitlines()[1] == "sweep,0.5,0.0,done,1"


def test_different_data_have_no_best(tmp_path: Path) -> None:
    made_sweep(tmp_path, "sweep", {"dataset.kind": ["iris", "wine"]}, settings={"dataset.train_size": 60})
    lines = command("list", "--runs-dir", tmp_path).out.splitlines()
    assert lines[1].split() == ["sweep", "iris,", "wine", "mlp", "16", "2x1", "done", "-", "now"]


def test_unfinished_sweeps_are_no_product_yet(tmp_path: Path) -> None:
    axes = {"regularization.l2": [0, 0.1]}
    made_sweep(tmp_path, "sweep", axes, [[0.5, 0.4, None], [None, None, None]], seeds=3)
    done = command("list", "--runs-dir", tmp_path, "--csv", "--columns", "cells,seeds,runs,finished")
    assert done.out.splitlines()[1] == "sweep,,,6,2"


def test_long_names_are_shortened_in_their_middle(tmp_path: Path) -> None:
    name = "a-very-long-name-of-a-config-that-somebody-chose-for-good-reasons-3f9a1c"
    made_run(tmp_path / name, settings={"dataset.kind": "breast_cancer", "dataset.train_size": 100})
    lines = command("list", "--runs-dir", tmp_path).out.splitlines()
    assert lines[0] == f"{'name':32}  data           model   runs  state   best  age"
    assert len(lines[1]) <= 80
    assert lines[1].startswith("a-very-long-name…-reasons-3f9a1c  breast_cancer")
    assert names(tmp_path) == [name]


def test_columns_that_do_not_fit_are_named() -> None:
    whole = [Column(f"column {k}", ["x" * 30], is_number=True) for k in range(4)]
    kept, left = fitted([Column("name", ["y" * 40], least=10), *whole])
    assert [column.heading for column in kept] == ["name", "column 0", "column 1"]
    assert [column.heading for column in left] == ["column 2", "column 3"]
    assert kept[0].words == ["yyyyyyyy…yyyyyyy"]
    assert [len(line) for line in side_by_side(kept)] == [80, 80]


def test_the_widest_is_narrowed_first() -> None:
    columns = [Column("a", ["x" * 50], least=10), Column("b", ["y" * 40], least=10), Column("c", ["z" * 4])]
    kept, left = fitted(columns)
    assert ([column.width for column in kept], left) == ([36, 36, 4], [])


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "now"),
        (59, "now"),
        (60, "1 min"),
        (3599, "59 min"),
        (3600, "1 h"),
        (86399, "23 h"),
        (86400, "1 d"),
        (86400 * 1200, "1,200 d"),
        (-5, "now"),
    ],
)
def test_ages(seconds: float, words: str) -> None:
    assert age_in_words(seconds) == words


@pytest.mark.parametrize(
    ("width", "words"), [(9, "abcdefghi"), (8, "abcd…ghi"), (7, "abc…ghi"), (3, "a…i"), (1, "…")]
)
def test_shortened(width: int, words: str) -> None:
    assert shortened("abcdefghi", width) == words
