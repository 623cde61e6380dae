"""Commands that read many runs: what is damaged is named, ends in exit 1, and hides nothing else."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from support.command import Outcome, command
from support.damage import DAMAGES
from support.made_runs import made_run, made_sweep

AXES = {"regularization.l2": [0, 0.01, 0.1]}
NINE = 9
"""The runs of the sweep: 3 settings × 3 seeds."""


class Reader(NamedTuple):
    """A command, how many runs of the sweep its output counts, and whether it says that there are none."""

    words: list[str]
    counted: Callable[[str], int]
    says_nothing: bool = False


def number(pattern: str) -> Callable[[str], int]:
    """Return what finds a number in a command's output."""
    return lambda out: int(found.group(1)) if (found := re.search(pattern, out)) else -1


def seeds(out: str) -> int:
    """Return the runs behind all rows of a table of settings."""
    return sum(int(row["seeds"]) for row in csv.DictReader(io.StringIO(out)))


READERS = {
    "compare": Reader(["compare"], number(r"(\d+) runs, all completed"), says_nothing=True),
    "compare as CSV": Reader(["compare", "--csv"], seeds, says_nothing=True),
    "list": Reader(["list"], lambda out: NINE - number(rf"damaged (\d)/{NINE}")(out)),
    "show": Reader(["show"], number(rf"(\d) of {NINE} runs are there")),
    "list as JSON": Reader(["list", "--json"], lambda out: int(json.loads(out)[0]["finished"])),
}
CHANGED, NO_JSON, NO_FILE = "has changed since it was written", "is not JSON, or it is damaged", "is no file"
RESULTS = {
    "truncated": NO_JSON,
    "emptied": NO_JSON,
    "flipped": CHANGED,
    "foreign": NO_JSON,
    "folder": NO_FILE,
    "dangling": NO_FILE,
    "loop": NO_FILE,
    "unreadable": "cannot be read: Permission denied",
}
DESCRIPTIONS = {
    "truncated": CHANGED,
    "emptied": CHANGED,
    "flipped": CHANGED,
    "foreign": "cannot be read as text",
}
HISTORIES = dict.fromkeys(("truncated", "emptied", "flipped", "foreign"), CHANGED)
HISTORIES |= dict.fromkeys(("folder", "dangling", "loop", "unreadable"), "is missing")


def losses(settings: dict[str, float], seed: int) -> float:
    return 0.3 + 0.05 * seed + settings["regularization.l2.strength"]


@pytest.fixture
def sweep(runs: Path) -> Path:
    return made_sweep(runs, "two", AXES, losses, seeds=3)


@pytest.fixture
def damaged(sweep: Path) -> Path:
    return sweep / "cells" / "l2=0.01" / "seed=1" / "result.json"


def check_troubled(done: Outcome, file: Path, problem: str) -> None:
    """Check that a command said on stderr what is wrong with one file, and ended in exit 1."""
    assert (done.code, done.err) == (1, f"{file}: {problem}\n")


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_a_result(reader: Reader, damage: str, damaged: Path, runs: Path) -> None:
    """The other eight runs are counted."""
    DAMAGES[damage](damaged)
    done = command(*reader.words, "--runs-dir", runs)
    check_troubled(done, damaged, RESULTS[damage])
    assert reader.counted(done.out) == NINE - 1


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_a_newer_result(reader: Reader, damaged: Path, runs: Path) -> None:
    made_run(damaged.parent, settings={"regularization.l2.strength": 0.01}, seed=1, schema_version=2)
    done = command(*reader.words, "--runs-dir", runs)
    check_troubled(done, damaged, "schema_version is 2; this version reads 1")
    assert reader.counted(done.out) == NINE - 1


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_every_result(reader: Reader, sweep: Path, runs: Path) -> None:
    """Each is named; a table of nothing is named as well."""
    files = sorted(sweep.glob("cells/*/*/result.json"))
    for file in files:
        DAMAGES["emptied"](file)
    done = command(*reader.words, "--runs-dir", runs)
    assert done.code == 1
    assert done.err.splitlines()[:NINE] == [f"{file}: {NO_JSON}" for file in files]
    assert len(done.err.splitlines()) == NINE + reader.says_nothing


@pytest.mark.parametrize(("damage", "problem"), DESCRIPTIONS.items(), ids=DESCRIPTIONS)
@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_a_description(reader: Reader, damage: str, problem: str, sweep: Path, runs: Path) -> None:
    DAMAGES[damage](sweep / "sweep.yaml")
    target = ["two"] if reader.words[0] == "compare" else []
    check_troubled(command(*reader.words, *target, "--runs-dir", runs), sweep / "sweep.yaml", problem)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_history(damage: str, damaged: Path, runs: Path) -> None:
    """The table stands, and the curve of that setting is drawn from the other seeds."""
    before = command("compare", "--runs-dir", runs)
    file = damaged.with_name("metrics.csv")
    DAMAGES[damage](file)
    done = command("compare", "--runs-dir", runs)
    check_troubled(done, file, HISTORIES[damage])
    assert done.out.splitlines()[:5] == before.out.splitlines()[:5]


@pytest.mark.parametrize(
    ("kind", "name"),
    [("curves", "result.json"), ("curves", "metrics.csv"), ("validation-curve", "result.json")],
)
def test_a_picture_of_the_others(kind: str, name: str, damaged: Path, runs: Path, tmp_path: Path) -> None:
    problem = {"result.json": NO_JSON, "metrics.csv": CHANGED}[name]
    file = damaged.with_name(name)
    DAMAGES["truncated"](file)
    done = command("plot", "--kind", kind, "-o", tmp_path / "x.png", "--runs-dir", runs)
    check_troubled(done, file, problem)
    assert done.out == f"{tmp_path}/x.png\n"
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")


NAMES = ["\x1b[31mred", "[bold]b", "two\nlines", "tab\t", "e\u0301\u202e", "a=b,c"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("words", [["list"], ["compare", "*"], ["compare", "*", "--md"]], ids=" ".join)
def test_names_are_safe_for_a_terminal(words: list[str], name: str, runs: Path) -> None:
    """Runs and sweeps may have been renamed to anything; the names of their settings are our own."""
    made_run(runs / name, settings={"regularization.l2.strength": 0.5})
    made_sweep(runs, f"sweep {name}", AXES, losses)
    made_run(runs / f"{name}2", schema_version=2)
    done = command(*words, "--runs-dir", runs)
    assert done.code == 1
    for text in (done.out, done.err):
        assert not set(text) & {"\x1b", "\t", "\u202e"}
    assert done.err.count("schema_version is 2") == 1


NO_RUNS = "holds no runs yet; try: regexp train digits"
NO_SWEEP = (
    "holds no sweep yet; name runs to compare, or try: regexp sweep digits --lambda 0,1e-3,1e-2 --seeds 5"
)


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [("list", 0, NO_RUNS), ("compare", 2, NO_SWEEP), ("plot", 2, NO_RUNS), ("show", 2, NO_RUNS)],
)
def test_nothing_but_strangers(name: str, code: int, words: str, runs: Path) -> None:
    """They are no error of a list, which says that there is nothing."""
    for stranger in ("mlruns/0", "wandb"):
        (runs / stranger).mkdir(parents=True)
        (runs / stranger / "meta.yaml").write_text("name: mine\n")
    (runs / "loop").symlink_to("loop")
    done = command(name, "--runs-dir", runs)
    message = f"{runs}: {words}\n"
    assert (done.code, done.out, done.err) == (code, *(("", message) if code else (message, "")))
