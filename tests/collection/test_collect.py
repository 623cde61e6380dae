"""What is read of runs and sweeps; all of them were made up here."""

from pathlib import Path

import pytest
from support.made_runs import made_run, made_sweep

from regexp.collection import Collection, collect, find, find_all
from regexp.record import RunDirectory

L2 = "regularization.l2.strength"


def collected(runs: Path, *targets: str) -> Collection:
    return collect(find_all(targets or ("*",), runs))


def test_a_run(runs: Path) -> None:
    path = made_run(runs / "one", settings={L2: 0.1}, seed=4)
    found = collect([RunDirectory(path)])
    (run,) = found.runs
    assert (run.directory.path, run.seed, run.settings[L2]) == (path, 4, 0.1)
    assert (found.failed, found.problems, found.axes, found.planned) == ((), (), (), 1)


def test_a_sweep_in_the_order_of_its_cells_and_seeds(runs: Path) -> None:
    made_sweep(runs, "two", {"regularization.l2": [0.1, 0]}, seeds=11)
    found = collected(runs)
    assert (found.axes, found.planned, found.problems) == ((L2,), 22, ())
    names = [run.directory.path.relative_to(runs / "two" / "cells") for run in found.runs]
    assert names == [Path(f"l2={value}/seed={seed}") for value in ("0", "0.1") for seed in range(11)]


def test_one_setting(runs: Path) -> None:
    made_sweep(runs, "two", {"regularization.l2": [0.1, 0]}, seeds=3)
    found = collect([find("two/cells/l2=0.1", runs)])
    assert ([run.seed for run in found.runs], found.axes, found.planned) == ([0, 1, 2], (L2,), 3)


def test_several_targets_have_each_run_once(runs: Path) -> None:
    made_sweep(runs, "two", {"regularization.l2": [0.1, 0]}, seeds=2)
    made_sweep(runs, "three", {"regularization.dropout": [0, 0.5]})
    made_run(runs / "one")
    found = collected(runs, "one", "two/cells/l2=0", "two/cells/l2=0/seed=0", "two", "three")
    assert len(found.runs) == 1 + 4 + 2
    assert found.axes == (L2, "regularization.dropout.rate")


def test_what_is_unfinished_or_failed(runs: Path) -> None:
    becomes = {0: 0.5, 1: None, 2: {"status": "unfinished"}, 3: {"status": "failed", "reason": "too large"}}
    made_sweep(runs, "two", {"regularization.l2": [0.1]}, lambda settings, seed: becomes[seed], seeds=4)
    found = collected(runs)
    assert [run.seed for run in found.runs] == [0]
    assert [(one.directory.path.name, one.reason) for one in found.failed] == [("seed=3", "too large")]
    assert (found.problems, found.planned) == ((), 4)


def test_arms(runs: Path) -> None:
    arms = {"arms": {"none": {}, "dropout": {"regularization.dropout": [0.2, 0.5]}}}
    made_sweep(runs, "arms", arms, seeds=1)
    found = collected(runs)
    assert found.axes == ("arm", "regularization.dropout.rate")
    assert [run.settings["arm"] for run in found.runs] == ["dropout", "dropout", "none"]
    assert next(iter(found.runs[0].settings)) == "arm"


def test_runs_that_nobody_asks_for_any_more_count_as_planned(runs: Path) -> None:
    sweep = made_sweep(runs, "two", {"regularization.l2": [0.1]}, seeds=1)
    made_run(sweep / "cells" / "l2=0.2" / "seed=0", settings={L2: 0.2})
    found = collected(runs)
    assert (len(found.runs), found.planned) == (2, 2)


@pytest.mark.parametrize("name", [".l2=1.new", "notes.txt"])
def test_hidden_folders_and_files_are_left_alone(name: str, runs: Path) -> None:
    sweep = made_sweep(runs, "two", {"regularization.l2": [0.1]})
    if name.startswith("."):
        made_run(sweep / "cells" / name / "seed=0")
    else:
        (sweep / "cells" / name).write_text("mine")
    assert len(collected(runs).runs) == 1
