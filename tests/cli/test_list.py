"""`regexp list` as it is typed: what it prints, where, and its exit code."""

import csv
import json
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
