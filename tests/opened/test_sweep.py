"""Sweeps and their settings as objects; all of these were made up, with losses chosen here."""

from pathlib import Path

import pytest
from support.made_runs import made_sweep

import regexp
from regexp.opened import Cell, Sweep

L2, DROPOUT = "regularization.l2.strength", "regularization.dropout.rate"
AXES = {"regularization.l2": [0, 0.01], "regularization.dropout": [0, 0.5]}


def losses(settings: dict[str, float], seed: int) -> float:
    """The least with both regularizers: 0.5 − 0.1 for each, and 0.01 more with each seed."""
    return 0.5 - 0.1 * sum(value > 0 for value in settings.values()) + 0.01 * seed


@pytest.fixture
def sweep(runs: Path) -> Sweep:
    return regexp.open(made_sweep(runs, "both", AXES, losses, seeds=3))


def test_runs_and_settings(sweep: Sweep, runs: Path) -> None:
    assert sweep.axes == (L2, DROPOUT)
    assert len(sweep) == len(list(sweep)) == sweep.planned == 12
    assert [run.seed for run in sweep][:4] == [0, 1, 2, 0]
    assert [cell.path.name for cell in sweep.cells] == [
        "l2=0,dropout=0",
        "l2=0,dropout=0.5",
        "l2=0.01,dropout=0",
        "l2=0.01,dropout=0.5",
    ]
    assert sweep.cells[1].settings == {L2: 0.0, DROPOUT: 0.5}
    assert [run.seed for run in sweep.cells[1]] == [0, 1, 2]
    assert sweep.config.dataset.kind_name() == "digits"
    assert repr(sweep) == f"<Sweep {runs}/both: {L2}, {DROPOUT}; 12 of 12 runs done, 0 failed>"
    assert repr(sweep.cells[1]) == f"<Cell {runs}/both/cells/l2=0,dropout=0.5: dropout=0.5, 3 runs>"


def test_one_setting_by_its_path(sweep: Sweep) -> None:
    cell = regexp.open(sweep.path / "cells" / "l2=0.01,dropout=0")
    assert isinstance(cell, Cell)
    assert cell.settings == {L2: 0.01, DROPOUT: 0.0}
    assert [run.best["validation_loss"] for run in cell] == pytest.approx([0.4, 0.41, 0.42])


def test_the_best_setting(sweep: Sweep) -> None:
    assert sweep.best is not None
    assert sweep.best.settings == {L2: 0.01, DROPOUT: 0.5}


def test_no_setting_is_the_best_of_none_or_of_different_data(runs: Path) -> None:
    empty = regexp.open(made_sweep(runs, "empty", AXES, lambda settings, seed: None))
    assert (empty.best, len(empty), empty.planned) == (None, 0, 4)
    kinds = {"dataset": ["digits", "iris"]}
    small = {"dataset.train_size": 0.5}
    assert regexp.open(made_sweep(runs, "sets", kinds, settings=small)).best is None


def test_a_data_frame_has_one_row_a_run(sweep: Sweep) -> None:
    frame = sweep.to_dataframe()
    assert list(frame.columns[:6]) == [L2, DROPOUT, "seed", "status", "best_epoch", "best_train_loss"]
    assert list(frame.columns[-4:]) == ["epochs", "redrawn", "reason", "path"]
    means = frame.groupby([L2, DROPOUT])["best_validation_loss"].mean()
    assert means.to_dict() == pytest.approx(
        {(0.0, 0.0): 0.51, (0.0, 0.5): 0.41, (0.01, 0.0): 0.41, (0.01, 0.5): 0.31}
    )


def test_widths_and_missing_numbers_in_a_data_frame(runs: Path) -> None:
    diverged = {"status": "diverged", "history": [0.5, float("inf")]}
    axes = {"model.hidden": [[8], [8, 8]]}
    frame = regexp.open(made_sweep(runs, "wide", axes, [[diverged], [0.5]])).to_dataframe()
    assert frame["model.hidden"].tolist() == ["8", "8x8"]
    assert frame["status"].tolist() == ["diverged", "completed"]
    assert frame["last_validation_loss"].isna().tolist() == [True, False]


def test_arms(runs: Path) -> None:
    arms = {"arms": {"none": {}, "dropout": {"regularization.dropout": [0.2, 0.5]}}}
    sweep = regexp.open(made_sweep(runs, "arms", arms, [[0.4], [0.5], [0.3]]))
    assert [cell.settings for cell in sweep.cells] == [
        {"arm": "dropout", DROPOUT: 0.2},
        {"arm": "dropout", DROPOUT: 0.5},
        {"arm": "none", DROPOUT: 0.0},
    ]
    assert sweep.best.settings == {"arm": "dropout", DROPOUT: 0.5}


def test_what_failed_and_what_is_damaged(runs: Path) -> None:
    made = made_sweep(runs, "some", AXES, lambda *_: {"status": "failed", "reason": "no memory"}, seeds=1)
    made_sweep(runs, "some", AXES, lambda settings, seed: 0.5 if settings[L2] else None)
    damaged = made / "cells" / "l2=0.01,dropout=0.5" / "seed=0" / "result.json"
    damaged.write_text("{}")
    with pytest.warns(UserWarning, match="schema_version") as told:
        sweep = regexp.open(made)
    assert [str(one.message) for one in told] == [f"{damaged}: schema_version is None; this version reads 1"]
    assert told[0].filename == __file__
    assert (len(sweep), len(sweep.failed), sweep.planned) == (1, 2, 4)
    assert [one.reason for one in sweep.failed] == ["no memory"] * 2


def test_a_data_frame_has_failed_runs(runs: Path) -> None:
    failed = {"status": "failed", "reason": "no memory"}
    sweep = regexp.open(made_sweep(runs, "some", {"regularization.l2": [0, 0.1]}, [[0.5], [failed]]))
    frame = sweep.to_dataframe()
    assert frame["status"].tolist() == ["completed", "failed"]
    assert frame[L2].tolist() == [0.0, 0.1]
    assert frame["reason"].tolist() == ["", "no memory"]
    assert frame["epochs"].tolist()[1] == 0
    assert frame["best_validation_loss"].isna().tolist() == [False, True]


def test_metrics_of_all_runs(runs: Path) -> None:
    axes = {"regularization.l2": [0, 0.1], "model.hidden": [[8], [8, 8]]}
    sweep = regexp.open(made_sweep(runs, "wide", axes, lambda *_: [0.5, 0.4, 0.3], seeds=2))
    found = sweep.metrics
    assert found.dtype.names[:5] == (L2, "model.hidden", "seed", "epoch", "train_loss")
    chosen = found[(found[L2] == 0.1) & (found["model.hidden"] == "8x8") & (found["seed"] == 1)]
    run = next(run for run in sweep if run.path.parts[-2:] == ("l2=0.1,hidden=8x8", "seed=1"))
    assert len(found) == sum(len(run.metrics) for run in sweep)
    assert chosen["validation_loss"].tolist() == run.metrics["validation_loss"].tolist()
    assert len(sweep.cells[0].metrics) == len(sweep.cells[0].runs) * len(run.metrics)


def test_metrics_that_cannot_be_read_are_left_out(runs: Path) -> None:
    sweep = regexp.open(made_sweep(runs, "two", {"regularization.l2": [0, 0.1]}))
    (sweep.runs[0].path / "metrics.csv").write_text("x")
    with pytest.warns(UserWarning, match="metrics.csv: has changed since it was written"):
        found = sweep.metrics
    assert set(found[L2]) == {0.1}
    assert len(regexp.open(made_sweep(runs, "none", AXES, lambda *_: None)).metrics) == 0


def test_verdicts(sweep: Sweep, runs: Path) -> None:
    assert sweep.verdict == sweep.best.verdict
    assert (sweep.verdict.runs, sweep.verdict.kind) == (3, sweep.best.runs[0].verdict["kind"])
    assert regexp.open(made_sweep(runs, "none", AXES, lambda *_: None)).verdict is None
