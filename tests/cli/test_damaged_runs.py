"""Commands that read many runs: what is damaged is named, ends in exit 1, and hides nothing else."""

from pathlib import Path

import pytest
from support.command import Outcome, command
from support.damage import DAMAGES
from support.made_runs import made_run, made_sweep

AXES = {"regularization.l2": [0, 0.01, 0.1]}
READERS = {
    "compare": ["compare"],
    "compare as CSV": ["compare", "--csv"],
    "list": ["list"],
    "show": ["show"],
    "list as JSON": ["list", "--json"],
}


def losses(settings: dict[str, float], seed: int) -> float:
    return 0.3 + 0.05 * seed + settings["regularization.l2.strength"]


@pytest.fixture
def sweep(runs: Path) -> Path:
    return made_sweep(runs, "two", AXES, losses, seeds=3)


@pytest.fixture
def damaged(sweep: Path) -> Path:
    return sweep / "cells" / "l2=0.01" / "seed=1" / "result.json"


def check_troubled(done: Outcome, file: Path) -> None:
    """Check that a command named one file on stderr in one line, and ended in exit 1."""
    assert done.code == 1
    (line,) = done.err.splitlines()
    assert line.startswith(f"{file}: ")


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("words", READERS.values(), ids=READERS)
def test_a_result(words: list[str], damage, damaged: Path, runs: Path) -> None:
    damage(damaged)
    done = command(*words, "--runs-dir", runs)
    check_troubled(done, damaged)
    assert "two" in done.out or "0.01" in done.out


@pytest.mark.parametrize("words", READERS.values(), ids=READERS)
def test_a_newer_result(words: list[str], damaged: Path, runs: Path) -> None:
    made_run(damaged.parent, settings={"regularization.l2.strength": 0.01}, seed=1, schema_version=2)
    done = command(*words, "--runs-dir", runs)
    check_troubled(done, damaged)
    assert done.err == f"{damaged}: schema_version is 2; this version reads 1\n"


@pytest.mark.parametrize("words", READERS.values(), ids=READERS)
def test_every_result(words: list[str], sweep: Path, runs: Path) -> None:
    """Each is named; a table of nothing is an error of its own."""
    files = sorted(sweep.glob("cells/*/*/result.json"))
    for file in files:
        DAMAGES["emptied"](file)
    done = command(*words, "--runs-dir", runs)
    assert done.code in (1, 2)
    assert [line.split(": ")[0] for line in done.err.splitlines()][:9] == [str(file) for file in files]


@pytest.mark.parametrize("damage", ["truncated", "emptied", "flipped", "foreign"])
@pytest.mark.parametrize("words", READERS.values(), ids=READERS)
def test_a_description(words: list[str], damage: str, sweep: Path, runs: Path) -> None:
    DAMAGES[damage](sweep / "sweep.yaml")
    target = ["two"] if words[0] == "compare" else []
    check_troubled(command(*words, *target, "--runs-dir", runs), sweep / "sweep.yaml")


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_history(damage, damaged: Path, runs: Path) -> None:
    """The table stands, and the curve of that setting is drawn from the other seeds."""
    before = command("compare", "--runs-dir", runs)
    file = damaged.with_name("metrics.csv")
    damage(file)
    done = command("compare", "--runs-dir", runs)
    check_troubled(done, file)
    assert done.out.splitlines()[:5] == before.out.splitlines()[:5]


@pytest.mark.parametrize(
    ("kind", "name"),
    [("curves", "result.json"), ("curves", "metrics.csv"), ("validation-curve", "result.json")],
)
def test_a_picture_of_the_others(kind: str, name: str, damaged: Path, runs: Path, tmp_path: Path) -> None:
    file = damaged.with_name(name)
    DAMAGES["truncated"](file)
    done = command("plot", "--kind", kind, "-o", tmp_path / "x.png", "--runs-dir", runs)
    check_troubled(done, file)
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


@pytest.mark.parametrize("words", [["list"], ["compare"], ["plot"], ["show"]], ids=" ".join)
def test_nothing_but_strangers(words: list[str], runs: Path) -> None:
    for stranger in ("mlruns/0", "wandb"):
        (runs / stranger).mkdir(parents=True)
        (runs / stranger / "meta.yaml").write_text("name: mine\n")
    (runs / "loop").symlink_to("loop")
    done = command(*words, "--runs-dir", runs)
    assert f"{done.out}{done.err}".startswith(f"{runs}: holds no ")
    assert done.code in (0, 2)
