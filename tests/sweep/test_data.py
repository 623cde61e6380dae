"""Sweeps over data: files by a pattern, ready-made splits, regressions, closed forms."""

from pathlib import Path

import numpy as np
import pytest
from support.command import command
from support.sweeps import different, runs_of, swept, table, unlike_single_runs

pytestmark = pytest.mark.usefixtures("no_overview", "no_pictures")

FILES = """
dataset: {kind: csv, path: data/a.csv, target: y}
model: {kind: mlp, hidden: 4}
optimizer: {kind: adam, learning_rate: 0.01, batch_size: 8, epochs: 3}
"""
ROWS = {"a": 20, "b": 30, "c": 25}
READY = """
dataset: {kind: npz, path: ready.npz}
model: {kind: mlp, hidden: 4}
optimizer: {kind: sgd, learning_rate: 0.1, batch_size: 8, epochs: 3}
"""


@pytest.fixture
def files(write_config) -> Path:
    """A regression on CSV files with different numbers of rows beside the config."""
    for seed, (name, count) in enumerate(ROWS.items()):
        x = np.random.default_rng(seed).standard_normal((count, 2))
        lines = [f"{a},{b},{a - b + 0.5 * a * b}" for a, b in x.tolist()]
        write_config("\n".join(["u,v,y", *lines, ""]), f"data/{name}.csv")
    return write_config(FILES, "files.yaml")


@pytest.fixture
def ready(write_config, tmp_path: Path) -> Path:
    """Two classes on ready-made splits of 24, 10 and 10 rows."""
    generator = np.random.default_rng(0)
    arrays = {}
    for split, count in (("train", 24), ("validation", 10), ("test", 10)):
        x = generator.standard_normal((count, 3))
        arrays |= {f"x_{split}": x, f"y_{split}": (x.sum(axis=1) > 0).astype(int)}
    np.savez(tmp_path / "ready.npz", **arrays)
    return write_config(READY, "ready.yaml")


def test_a_pattern_is_an_axis_of_files(files: Path, runs: Path, tmp_path: Path) -> None:
    sweep = swept(files, runs, f"dataset.path={tmp_path}/data/*.csv", "--seeds", 2)
    rows = table(sweep)
    assert [row["dataset.path"].partition("-")[0] for row in rows] == [f"{name}.csv" for name in "aabbcc"]
    assert [run.parent.name.partition("-")[0] for run in runs_of(sweep)] == [
        f"path={name}.csv" for name in "aabbcc"
    ]
    assert unlike_single_runs(sweep, tmp_path / "single") == []


def test_rows_apart_from_each_other_are_in_stacks_of_their_own(
    files: Path, runs: Path, tmp_path: Path
) -> None:
    words = (f"dataset.path={tmp_path}/data/*.csv", "l2=0,0.1", "--jobs", 1, "--runs-dir", runs)
    planned = command("sweep", files, *words, "--plan")
    assert "\nTo train: 6 runs in 3 stacks of at most 2, by 1 process\n" in planned.out


def test_a_file_that_has_changed_is_another_cell(files: Path, runs: Path, tmp_path: Path) -> None:
    words = (f"dataset.path={tmp_path}/data/*.csv", "l2=0,0.1")
    before = {run.parent.name for run in runs_of(swept(files, runs, *words))}
    with (tmp_path / "data" / "b.csv").open("a") as file:
        file.write("1,2,3\n")
    after = {run.parent.name for run in runs_of(swept(files, runs, *words))}
    assert before < after
    assert len(after) == len(before) + 2


def test_it_goes_on_after_it_was_moved(files: Path, runs: Path, tmp_path: Path) -> None:
    """sweep.yaml names files relative to itself."""
    sweep = swept(files, runs, "l2=0,0.1")
    moved = tmp_path / "moved"
    moved.mkdir()
    for name in ("data", "runs"):
        (tmp_path / name).rename(moved / name)
    again = command("sweep", moved / "runs" / sweep.name / "sweep.yaml", "--runs-dir", moved / "runs")
    assert again.code == 0
    assert "\n2 of them done before, 0 trained now\n" in again.out


def test_ready_made_splits_are_the_same_for_all_seeds(ready: Path, runs: Path, tmp_path: Path) -> None:
    sweep = swept(ready, runs, "l2=0,0.1", "--seeds", 2)
    assert {row["redrawn"] for row in table(sweep)} == {"init+order"}
    assert len({(run / "preprocessing.json").read_bytes() for run in runs_of(sweep)}) == 1
    assert unlike_single_runs(sweep, tmp_path / "single") == []


def test_more_training_rows_than_the_split_has_fail(ready: Path, runs: Path) -> None:
    good, bad = table(swept(ready, runs, "train_size=20,30", code=1))
    assert (good["status"], bad["status"]) == ("completed", "failed")


@pytest.mark.parametrize(
    "words", [["optimizer=exact", "l2=0,0.1,1"], ["optimizer=gd,{kind: sgd, learning_rate: 0.1}"]]
)
def test_linear_models(words: list[str], line: Path, tmp_path: Path) -> None:
    one = swept(line, tmp_path / "one", *words, "--seeds", 3)
    assert "best_validation_r2" in table(one)[0]
    assert unlike_single_runs(one, tmp_path / "single") == []
    assert different(swept(line, tmp_path / "two", *words, "--seeds", 3, "--jobs", 2), one) == []


def test_kinds_of_data_are_an_axis(line: Path, runs: Path) -> None:
    sweep = swept(line, runs, "dataset.kind=line,sine,iris")
    assert [(row["dataset.kind"], row["status"]) for row in table(sweep)] == [
        ("iris", "completed"),
        ("line", "completed"),
        ("sine", "completed"),
    ]
    found = {row["dataset.kind"]: row for row in table(sweep)}
    assert found["iris"]["best_validation_accuracy"] != ""
    assert found["line"]["best_validation_accuracy"] == ""
