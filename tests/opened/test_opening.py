"""What `regexp.open` finds, and what importing regexp costs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import environment
from support.made_runs import made_run, made_sweep

import regexp
from regexp.errors import ConfigError
from regexp.opened import Cell, Run, Sweep, opened_run

LOADED = "import json, sys, regexp; print(json.dumps(sorted(sys.modules)))"


def test_importing_regexp_imports_nothing_heavy() -> None:
    words = [sys.executable, "-c", LOADED]
    done = subprocess.run(words, capture_output=True, env=environment(), check=True, encoding="utf-8")
    loaded = set(json.loads(done.stdout))
    assert "regexp" in loaded
    assert loaded.isdisjoint({"numpy", "pydantic", "scipy", "sklearn", "matplotlib", "typer"})


def test_paths_names_globs_and_the_newest(runs: Path) -> None:
    made_run(runs / "one")
    made_sweep(runs, "two", {"regularization.l2": [0, 1]})
    assert isinstance(regexp.open(runs / "one"), Run)
    assert isinstance(regexp.open("one", runs), Run)
    assert isinstance(regexp.open(str(runs / "o*")), Run)
    assert isinstance(regexp.open("two", str(runs)), Sweep)
    assert isinstance(regexp.open("two/cells/l2=1", runs), Cell)
    assert isinstance(regexp.open("two/cells/l2=1/seed=0", runs), Run)
    assert regexp.open(runs_dir=runs).path == runs / "two"


def test_nothing_there(runs: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        regexp.open("last", runs)
    assert str(caught.value) == f"{runs}: holds no runs yet; try: regexp train digits"
    made_run(runs / "digits-1")
    with pytest.raises(ConfigError) as caught:
        regexp.open("digit-1", runs)
    assert str(caught.value) == (
        f"digit-1: no such run or sweep in {runs} (did you mean digits-1?); give a path, a name or last"
    )


def test_one_run_is_asked_for_and_several_are_there(runs: Path) -> None:
    made_sweep(runs, "two", {"regularization.l2": [0, 1]}, seeds=2)
    first = runs / "two" / "cells" / "l2=0" / "seed=0"
    for target, what in (
        ("two", "a sweep with 4 finished runs"),
        ("two/cells/l2=0", "one setting of a sweep with 2 finished runs"),
    ):
        with pytest.raises(ConfigError) as caught:
            opened_run(target, runs, print)
        assert str(caught.value) == f"{runs}/{target}: is {what}; give one of them, such as {first}"


def test_one_run_is_asked_for_and_none_is_finished(runs: Path) -> None:
    made_sweep(runs, "two", {"regularization.l2": [0, 1]}, lambda settings, seed: None)
    with pytest.raises(ConfigError) as caught:
        opened_run("two", runs, print)
    assert str(caught.value) == f"{runs}/two: is a sweep, and none of its runs is finished yet"
