"""A sweep shown again is what `regexp sweep` printed at its end."""

import json
from pathlib import Path

import pytest
from support.command import command
from support.damage import DAMAGES
from support.made_runs import made_sweep
from support.sweeps import SMALL

AXES = {"regularization.l2": [0, 0.01, 0.1]}
ARMS = "sweep: {arms: {none: {}, decay: {l2: [0.01, 0.1]}, dropout: {dropout: 0.5}}, seeds: 2}\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Short relative paths, as users have them."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def losses(settings: dict[str, float], seed: int) -> float:
    return 0.3 + 0.05 * seed + settings["regularization.l2.strength"]


@pytest.mark.parametrize("text", ["sweep: {l2: [0, 0.1], dropout: [0, 0.5], seeds: 2}\n", ARMS])
@pytest.mark.usefixtures("no_overview")
def test_the_same_panel(text: str, here: Path) -> None:
    (here / "exp.yaml").write_text(SMALL + text)
    first = command("sweep", "exp.yaml", "--jobs", 1)
    assert first.code == 0
    again = command("show")
    assert (again.code, again.err) == (0, "")
    assert again.out == first.out


def test_every_command_that_is_suggested_names_what_is_there() -> None:
    made_sweep(Path("runs"), "two", AXES, losses, seeds=2)
    assert command("show", "two").out.splitlines()[-5:-3] == [
        " Try  regexp compare two",
        "      regexp show two/cells/l2=0/seed=0",
    ]
    assert command("show", "two/cells/l2=0/seed=0").code == 0


def test_failed_and_missing_runs() -> None:
    def some(settings: dict[str, float], seed: int) -> object:
        strength = settings["regularization.l2.strength"]
        if strength == 0.1:
            return {"status": "failed", "reason": "no memory"} if seed else None
        return losses(settings, seed)

    made_sweep(Path("runs"), "two", AXES, some, seeds=2)
    done = command("show", "two")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(
        "two: 5 of 6 runs are there, 4 completed, 1 failed; the rest may belong to\n"
        "      other shards or an unfinished command\n"
    )
    assert "\n 1 run failed or diverged:\n  - l2=0.1 seed=1 failed: no memory\n" in done.out


def test_nothing_finished() -> None:
    made_sweep(Path("runs"), "two", AXES, lambda *_: None)
    done = command("show", "two")
    assert done.out.startswith("two: none of 3 runs has finished\n")


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_result_is_named_and_the_rest_shown(damage) -> None:
    sweep = made_sweep(Path("runs"), "two", AXES, losses, seeds=2)
    damage(sweep / "cells/l2=0/seed=1/result.json")
    done = command("show", "two")
    assert done.code == 1
    assert done.err.startswith("runs/two/cells/l2=0/seed=1/result.json: ")
    assert done.err.count("\n") == 1
    assert done.out.startswith("two: 5 of 6 runs are there, ")
    assert "\n 0.01 " in done.out


def test_a_damaged_description_is_named_and_the_runs_shown() -> None:
    sweep = made_sweep(Path("runs"), "two", AXES, losses, seeds=2)
    whole = command("show", "two").out
    with (sweep / "sweep.yaml").open("a") as file:
        file.write("seed: 3\n")
    done = command("show", "two")
    assert (done.code, done.err) == (1, "runs/two/sweep.yaml: has changed since it was written\n")
    assert done.out == whole


def test_json_has_every_result() -> None:
    made_sweep(Path("runs"), "two", AXES, losses, seeds=2)
    found = json.loads(command("show", "--json").out)
    assert (found["path"], found["planned"]) == ("runs/two", 6)
    assert [(run["path"], run["seed"]) for run in found["runs"]][:2] == [
        ("runs/two/cells/l2=0/seed=0", 0),
        ("runs/two/cells/l2=0/seed=1", 1),
    ]
    assert "agreement" not in found
