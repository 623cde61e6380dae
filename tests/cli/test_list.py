"""`regexp list` as it is typed: what it prints, where, and its exit code."""

import csv
import json
import shlex
from pathlib import Path

import pytest
from support.command import command
from support.made_runs import made_run, made_sweep

SWEEP = "digits-sweep-0a1b2c"


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """A sweep, a run that goes on from yesterday, and one that diverged today."""
    folder = tmp_path / "runs"
    made_sweep(folder, SWEEP, {"regularization.l2": [0, 0.1]}, [[0.5, 0.4], [0.35, 0.25]], seeds=2)
    made_run(
        folder / "begun", settings={"dataset.kind": "iris", "dataset.train_size": 60}, status="unfinished"
    )
    made_run(
        folder / "odd", settings={"model.hidden": [8, 8]}, status="diverged", best={"validation_loss": 3.0}
    )
    return folder


def out(*words: object) -> list[str]:
    done = command("list", *words)
    assert (done.code, done.err) == (0, "")
    return done.out.splitlines()


def test_for_people(runs: Path) -> None:
    lines = out("--runs-dir", runs, "--sort", "name")
    assert lines == [
        "name                 data    model    runs  state        best  age",
        "begun                iris    mlp 16      1  unfinished      -  now",
        "digits-sweep-0a1b2c  digits  mlp 16    2x2  done        0.300  now",
        "odd                  digits  mlp 8x8     1  diverged        -  now",
        "",
        " best: validation loss at the best epoch; of a sweep, that of its best setting,",
        "   mean over seeds",
        "",
        f" Try  regexp compare {SWEEP} --runs-dir {runs}",
    ]


def test_what_fits_a_filter(runs: Path) -> None:
    lines = out("--runs-dir", runs, "--filter", "l2 > 1e-4 and validation_loss < 0.3")
    assert lines[:3] == [
        "name                 data    model   runs  fit  state   best  age",
        "digits-sweep-0a1b2c  digits  mlp 16   2x2    1  done   0.300  now",
        "",
    ]
    assert lines[3] == " 1 of 3 shown"


def test_nothing_fits(runs: Path) -> None:
    lines = out("--runs-dir", runs, "--filter", "l2 > 1")
    assert lines == [f"{runs}: nothing fits the filter; 3 runs and sweeps without it"]


def test_facts_as_columns(runs: Path) -> None:
    lines = out("--runs-dir", runs, "--columns", "l2, best_validation_loss,seed,state", "--sort", "-name")
    assert lines[:6] == [
        "name                  l2  validation loss  seed  state",
        "odd                    0            3.000     0  done",
        "digits-sweep-0a1b2c  0.1            0.300     -  done",
        "begun                  -                -     -  unfinished",
        "",
        " of a sweep: what its best setting has, measurements as means over seeds",
    ]


def test_only_what_changed(runs: Path) -> None:
    lines = out("--runs-dir", runs, "--only-changed", "--sort", "name")
    assert lines[0].split() == ["name", "best", "l2", "dataset", "train_size", "hidden"]
    assert lines[2].split() == [SWEEP, "0.300", "0.1", "digits", "400", "16"]


def test_csv(runs: Path) -> None:
    rows = list(csv.DictReader(out("--runs-dir", runs, "--csv", "--sort", "name")))
    assert [row["name"] for row in rows] == ["begun", SWEEP, "odd"]
    expected = {
        "kind": "sweep",
        "data": "digits",
        "model": "mlp 16",
        "cells": "2",
        "seeds": "2",
        "runs": "4",
        "finished": "4",
        "failed": "0",
        "diverged": "0",
        "state": "done",
        "process": "",
        "monitor": "validation_loss",
        "best": "0.3",
        "path": str(runs / SWEEP),
    }
    assert {name: rows[1][name] for name in expected} == expected
    assert (rows[0]["state"], rows[0]["best"], rows[2]["diverged"]) == ("unfinished", "", "1")


def test_json_and_markdown(runs: Path) -> None:
    text = "\n".join(out("--runs-dir", runs, "--json", "--columns", "l2,hidden", "--sort", "name"))
    assert json.loads(text) == [
        {"name": "begun", "regularization.l2.strength": None, "model.hidden": None},
        {"name": SWEEP, "regularization.l2.strength": 0.1, "model.hidden": "16"},
        {"name": "odd", "regularization.l2.strength": 0.0, "model.hidden": "8x8"},
    ]
    lines = out("--runs-dir", runs, "--md", "--columns", "state", "--top", 1, "--sort", "name")
    assert lines == ["| name  | state      |", "| ----- | ---------- |", "| begun | unfinished |"]


def test_no_runs_are_no_error(tmp_path: Path) -> None:
    assert out("--runs-dir", tmp_path) == [f"{tmp_path}: holds no runs yet; try: regexp train digits"]
    missing = tmp_path / "missing"
    assert out("--runs-dir", missing) == [f"{missing}: is not there yet; try: regexp train digits"]
    assert out("--runs-dir", missing, "--json") == ["[]"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--csv", "--md"], "--csv --md: give one of them"),
        (
            ["--sort", "lr"],
            "--sort: lr is no setting, metric or property of a run (did you mean learning_rate?)",
        ),
        (["--columns", "l2,zzz"], "--columns: zzz is no setting, metric or property of a run"),
        (["--filter", "l2 = 1"], "--filter: column 4: can't be understood; equality is =="),
    ],
)
def test_what_is_refused(words: list[str], message: str, runs: Path) -> None:
    done = command("list", *words, "--runs-dir", runs)
    assert (done.code, done.out, done.err) == (2, "", f"{message}\n")


def test_a_file_is_no_runs_directory(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    done = command("list", "--runs-dir", file)
    message = f"{file}: is no directory; --runs-dir takes the one that holds the runs\n"
    assert (done.code, done.out, done.err) == (2, "", message)


def test_damaged_foreign_and_newer_files_hide_nothing(runs: Path) -> None:
    made_run(runs / "newer", schema_version=2)
    (runs / "odd" / "result.json").write_bytes(b"\xff\x00")
    (runs / SWEEP / "sweep.yaml").write_text("something: else\n", encoding="utf-8")
    foreign = runs / "hydra" / "config.yaml"
    foreign.parent.mkdir()
    foreign.write_text("trainer: {}\n", encoding="utf-8")
    (runs / "lost").mkdir()
    (runs / "lost" / "result.json").write_text("{}", encoding="utf-8")
    (runs / "notes").mkdir()
    (runs / "notes" / "result.txt").touch()
    done = command("list", "--runs-dir", runs, "--sort", "name", "--columns", "state")
    assert done.code == 1
    assert [line.split() for line in done.out.splitlines()[1:6]] == [
        ["begun", "unfinished"],
        [SWEEP, "damaged"],
        ["hydra", "damaged"],
        ["newer", "damaged"],
        ["odd", "damaged"],
    ]
    assert done.err.splitlines() == [
        f"{runs / SWEEP / 'sweep.yaml'}: has changed since it was written",
        f"{foreign}: is no run's config; regexp config {foreign} says why",
        f"{runs / 'newer' / 'result.json'}: schema_version is 2; this version reads 1",
        f"{runs / 'odd' / 'result.json'}: is not JSON, or it is damaged",
        f"{runs / 'lost'}: has result.json but no config.yaml; it is left out",
    ]


def test_names_cannot_command_the_terminal(tmp_path: Path) -> None:
    made_run(tmp_path / "\x1b[31mred [bold]\nold")
    lines = out("--runs-dir", tmp_path)
    assert lines[1] == r"\x1b[31mred [bold]\nold  digits  mlp 16     1  done   0.500  now"
    assert "\x1b" not in "".join(lines)


def test_failed_runs_fit_filters(tmp_path: Path) -> None:
    """Two of four runs fail, both with l2=0.1."""
    failed = {"status": "failed"}
    made_sweep(tmp_path, SWEEP, {"regularization.l2": [0, 0.1]}, [[0.5, 0.4], [failed, failed]], seeds=2)
    conditions = ("status == 'failed'", "status == 'failed' and l2 > 0 and seed == 1", "l2 == 0")
    for condition, count in zip(conditions, "212", strict=True):
        rows = out("--runs-dir", tmp_path, "--filter", condition, "--csv", "--columns", "fits")
        assert rows == ["name,fits", f"{SWEEP},{count}"]


def test_nothing_is_averaged_over_data_sets(tmp_path: Path) -> None:
    kinds = {"dataset.kind": ["iris", "wine"]}
    made_sweep(tmp_path, SWEEP, kinds, [[0.2], [0.4]], settings={"dataset.train_size": 60})
    names = "best,best.validation_loss,last.validation_loss,train_size"
    rows = out("--runs-dir", tmp_path, "--csv", "--columns", names)
    assert rows[1:] == [f"{SWEEP},,,,60"]


@pytest.mark.parametrize("is_lost", [True, False])
def test_a_sweep_without_its_description(is_lost: bool, tmp_path: Path) -> None:
    path = made_sweep(tmp_path, SWEEP, {"regularization.l2": [0, 0.1]}, [[0.5, 0.4], [0.3, 0.2]], seeds=2)
    (path / "sweep.yaml").unlink() if is_lost else (path / "sweep.yaml").write_text("x: 1\n")
    done = command("list", "--runs-dir", tmp_path, "--csv", "--columns", "state,best,finished")
    reason = "is missing" if is_lost else "has changed since it was written"
    assert (done.code, done.err) == (1, f"{path}/sweep.yaml: {reason}\n")
    assert done.out.splitlines()[1] == f"{SWEEP},damaged,0.25,4"
    assert command("list", "--runs-dir", tmp_path).out.splitlines()[1].split()[-3:] == [
        "damaged",
        "0.250",
        "now",
    ]


def test_an_empty_filter_is_refused(runs: Path) -> None:
    done = command("list", "--runs-dir", runs, "--filter", "")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("--filter: column 1: ends too early; ")


def test_names_stay_whole_before_data_and_models(tmp_path: Path) -> None:
    name = "breast_cancer-sweep-362526-again"
    hidden = {"model.hidden": [[64, 64, 64], [32, 32, 32]], "dataset.kind": ["breast_cancer", "polynomial"]}
    diverged = {"status": "diverged"}
    made_sweep(tmp_path, name, hidden, [[0.5], [diverged], [0.5], [0.5]], settings={"dataset.train_size": 60})
    line = out("--runs-dir", tmp_path)[1]
    assert line.startswith(f"{name}  ")
    assert len(line) <= 80


@pytest.mark.parametrize(
    ("name", "typed"), [("-dash", "./-dash"), ("\x1b[1mred", "'??1mred'"), ("plain", "plain")]
)
def test_the_command_to_try_runs_as_printed(
    name: str, typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made_run(tmp_path / "runs" / name)
    *_, last = out()
    assert last == f" Try  regexp show {typed}"
    assert command(*shlex.split(last)[2:]).code == 0
