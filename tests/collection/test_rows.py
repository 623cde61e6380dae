"""Finished runs as rows of a table."""

from pathlib import Path

from support.made_runs import made_run, made_sweep

from regexp.collection import collect, differing, find_all, rows_of
from regexp.record import SweepRow

L2, RATE = "regularization.l2.strength", "optimizer.learning_rate"


def rows(runs: Path, *names: str) -> list[SweepRow]:
    """Return the rows of all runs for some settings, or those in which they differ."""
    found = collect(find_all(["*"], runs))
    return rows_of(found.runs, names or differing([run.settings for run in found.runs], found.axes))


def test_a_row_has_what_differs_and_what_was_measured(runs: Path) -> None:
    made_run(runs / "one", settings={L2: 0.1, RATE: 0.01}, seed=2, history=[0.5, 0.3, 0.4])
    made_run(runs / "two", settings={RATE: 0.1}, status="early_stopped", redrawn=["init"])
    one, two = rows(runs)
    assert dict(one.settings) == {RATE: 0.01, L2: 0.1}
    assert dict(two.settings) == {RATE: 0.1, L2: 0.0}
    assert one.cell == "learning_rate=0.01,l2.strength=0.1"
    assert (one.seed, one.status, one.epochs) == (2, "completed", 3)
    assert (one.best["epoch"], one.best["validation_loss"]) == (2, 0.3)
    assert (one.last["epoch"], one.last["validation_loss"]) == (3, 0.4)
    assert one.path == str(runs / "one")
    # Those of the run's result.json
    assert one.rows == {"train": 400, "flipped": 0, "validation": 449, "test": 449, "left_out": 499}
    assert two.cell == "learning_rate=0.1,l2.strength=0"
    assert (two.status, two.redrawn) == ("early_stopped", ("init",))


def test_runs_with_the_same_values_are_of_one_cell(runs: Path) -> None:
    made_sweep(runs, "two", {"regularization.l2": [0.1, 0]}, seeds=2)
    made_run(runs / "one", settings={L2: 0.1}, seed=7)
    cells = sorted(row.cell for row in rows(runs))
    assert cells == ["l2.strength=0"] * 2 + ["l2.strength=0.1"] * 3
    assert {row.cell for row in rows(runs, "dtype")} == {"dtype=float32"}


def test_runs_that_differ_in_nothing(runs: Path) -> None:
    made_run(runs / "one")
    assert [(row.cell, dict(row.settings)) for row in rows(runs)] == [("base", {})]


def test_arms_are_a_setting(runs: Path) -> None:
    arms = {"arms": {"none": {}, "dropout": {"regularization.dropout": [0.5]}}}
    made_sweep(runs, "arms", arms)
    assert [row.cell for row in rows(runs)] == [
        "arm=dropout,dropout.rate=0.5",
        "arm=none,dropout.rate=0",
    ]
