"""The table of a sweep, read back with the standard library's reader."""

import csv
from pathlib import Path

from regexp.record import SweepRow, write_results

DONE = SweepRow(
    cell="l2=0.001,hidden=8x4",
    settings={"regularization.l2.strength": 1e-3, "model.hidden": (8, 4), "optimizer.adam": True},
    seed=3,
    status="completed",
    path="cells/l2=0.001,hidden=8x4/seed=3",
    epochs=5,
    best={"epoch": 2, "validation_loss": 0.1, "validation_accuracy": None},
    last={"epoch": 5, "validation_loss": 1 / 3, "validation_accuracy": 0.5},
    redrawn=("split", "init", "order"),
)
FAILED = SweepRow(
    cell="x",
    settings={"regularization.l2.strength": None},
    seed=4,
    status="failed",
    path="cells/x/seed=4",
    reason='table.csv:3: "abc", a word',
)
AXES = ("regularization.l2.strength", "model.hidden", "optimizer.adam")


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_every_number_has_all_its_digits(tmp_path: Path) -> None:
    write_results(tmp_path / "results.csv", AXES, [DONE, FAILED])
    first, second = rows(tmp_path / "results.csv")
    assert first == {
        "regularization.l2.strength": "0.001",
        "model.hidden": "8x4",
        "optimizer.adam": "true",
        "seed": "3",
        "status": "completed",
        "best_epoch": "2",
        "best_validation_loss": "0.1",
        "best_validation_accuracy": "",
        "last_epoch": "5",
        "last_validation_loss": "0.3333333333333333",
        "last_validation_accuracy": "0.5",
        "epochs": "5",
        "redrawn": "split+init+order",
        "reason": "",
        "path": "cells/l2=0.001,hidden=8x4/seed=3",
    }
    assert second["reason"] == 'table.csv:3: "abc", a word'
    assert {name for name, text in second.items() if text} == {"seed", "status", "epochs", "reason", "path"}


def test_columns_stay_in_the_order_of_the_axes(tmp_path: Path) -> None:
    write_results(tmp_path / "results.csv", AXES[::-1], [DONE])
    header = (tmp_path / "results.csv").read_text().splitlines()[0]
    assert header.startswith("optimizer.adam,model.hidden,regularization.l2.strength,seed,status,best_epoch,")
