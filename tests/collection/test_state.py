"""How far runs and sweeps are, counted by hand."""

from pathlib import Path

import pytest
from support.made_runs import made_run, made_sweep

from regexp.collection import find
from regexp.collection.state import State, state_of
from regexp.record.holders import Holders
from regexp.record.locks import locked

LAMBDAS = {"regularization.l2": [0, 0.1]}


def state(path: Path) -> State:
    return state_of(find(str(path), path.parent), Holders())


@pytest.mark.parametrize(
    ("status", "words"),
    [("completed", "done"), ("diverged", "diverged"), ("unfinished", "unfinished"), ("failed", "failed")],
)
def test_a_run(status: str, words: str, tmp_path: Path) -> None:
    assert str(state(made_run(tmp_path / "one", status=status))) == words


def test_a_run_that_is_trained_now(tmp_path: Path) -> None:
    path = made_run(tmp_path / "one", status="unfinished")
    with locked(path, ""):
        found = state(path)
    assert (found.stage, str(found), len(found.holders)) == ("training", "training", 1)
    assert state(path).stage == "unfinished"


def test_a_damaged_run(tmp_path: Path) -> None:
    path = made_run(tmp_path / "one")
    (path / "result.json").write_text("{", encoding="utf-8")
    found = state(path)
    assert str(found) == "damaged"
    assert found.collection.problems == (f"{path}/result.json: is not JSON, or it is damaged",)


@pytest.mark.parametrize(
    ("third", "words"),
    [
        (0.5, "done"),
        (None, "unfinished 3/4"),
        ({"status": "unfinished"}, "unfinished 3/4"),
        ({"status": "failed"}, "failed 1/4"),
        ({"status": "diverged"}, "diverged 1/4"),
    ],
)
def test_a_sweep(third: object, words: str, tmp_path: Path) -> None:
    assert str(state(made_sweep(tmp_path, "four", LAMBDAS, [[0.5, 0.4], [third, 0.3]], seeds=2))) == words


def test_a_sweep_that_is_trained_now(tmp_path: Path) -> None:
    unfinished = {"status": "unfinished"}
    path = made_sweep(tmp_path, "four", LAMBDAS, [[0.5, 0.4], [unfinished, unfinished]], seeds=2)
    runs = [path / "cells" / "l2=0.1" / f"seed={seed}" for seed in (0, 1)]
    with locked(runs[0], ""), locked(runs[1], ""):
        found = state(path)
    assert (str(found), len(found.holders)) == ("training 2/4", 1)
    assert [run.path for run in found.begun] == runs


def test_a_damaged_run_of_a_sweep(tmp_path: Path) -> None:
    path = made_sweep(tmp_path, "four", LAMBDAS, seeds=2)
    (path / "cells/l2=0/seed=1/result.json").write_text("{}", encoding="utf-8")
    assert str(state(path)) == "damaged 1/4"


def test_one_setting(tmp_path: Path) -> None:
    path = made_sweep(tmp_path, "four", LAMBDAS, [[0.5, 0.4], [0.3, {"status": "unfinished"}]], seeds=2)
    assert [str(state(path / "cells" / cell)) for cell in ("l2=0", "l2=0.1")] == ["done", "unfinished 1/2"]
