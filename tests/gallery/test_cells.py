"""Runs grouped into settings, and which of them are drawn as lines."""

from pathlib import Path

import pytest
from support.made_runs import made_run, made_sweep

from regexp.collection import Collection, collect, find_all
from regexp.gallery.cells import cells_of, names_of, size_in_words
from regexp.gallery.draw import default_kind

L2, DROPOUT = "regularization.l2.strength", "regularization.dropout.rate"


def read(*paths: Path) -> Collection:
    return collect(find_all(map(str, paths), Path("runs")))


def test_settings_have_their_runs_by_seed(tmp_path: Path) -> None:
    found = read(made_sweep(tmp_path, axes={"l2": [0, 0.0316227766], "dropout": [0, 0.5]}, seeds=3))
    cells = cells_of(found.runs, names_of(found))
    assert names_of(found) == (L2, DROPOUT)
    assert [cell.name for cell in cells] == [
        "no regularization",
        "dropout=0.5",
        "l2=0.0316",
        "l2=0.0316 dropout=0.5",
    ]
    assert [run.seed for run in cells[0].runs] == [0, 1, 2]
    assert size_in_words(cells) == "4 settings x 3 seeds"


def test_of_two_runs_with_one_setting_and_seed_the_first_counts(tmp_path: Path) -> None:
    first, second = (made_run(tmp_path / name, seed=3) for name in ("a", "b"))
    found = read(first, second)
    (cell,) = cells_of(found.runs, names_of(found))
    assert [run.directory.path for run in cell.runs] == [first]
    assert cell.name == ""


def test_an_arm_has_only_what_it_sets(tmp_path: Path) -> None:
    arms = {"none": {}, "decay": {"l2": [0.01, 0.1]}}
    found = read(made_sweep(tmp_path, axes={"arms": arms}))
    names = [cell.name for cell in cells_of(found.runs, names_of(found))]
    assert sorted(names) == ["arm=decay l2=0.01", "arm=decay l2=0.1", "arm=none"]


@pytest.mark.parametrize(
    ("axes", "kind"),
    [
        ({"l2": [0, 0.1]}, "validation-curve"),
        ({"l2": [0, 0.1], "dropout": [0, 0.5]}, "heatmap"),
        ({"arms": {"none": {}, "l2": {"l2": 0.1}, "dropout": {"dropout": 0.1}}}, "ranking"),
        ({"optimizer.schedule.kind": ["constant", "cosine"]}, "ranking"),
        ({"train_size": [50, 100]}, "learning-curve"),
        ({"hidden": ["4", "8"]}, "capacity"),
        ({}, "curves"),
    ],
)
def test_the_kind_follows_from_what_differs(tmp_path: Path, axes: dict[str, object], kind: str) -> None:
    assert default_kind(read(made_sweep(tmp_path, axes=axes, seeds=2))) == kind


def test_seeds_that_were_measured_once_have_no_curves(tmp_path: Path) -> None:
    found = read(made_sweep(tmp_path, losses=lambda settings, seed: [0.5], seeds=2))
    assert default_kind(found) == "ranking"
    (one,) = (tmp_path / "digits-sweep-0a1b2c" / "cells").glob("*/seed=1")
    assert default_kind(read(one)) == "curves"
