"""Sweeps killed at every change of the disk: the same command goes on, and ends with the same files."""

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from support.command import Outcome, command
from support.kills import Happen, announce_changes, is_first, kill, outcome_of
from support.sweeps import SMALL, different, going_on, only_sweep, runs_of, swept

TINY = ("l2=0,0.1", "--seeds", 2, "epochs=2")
PARTS = 4
"""The moments are dealt out to so many tests, which can run side by side."""

DEALT = [pytest.param(part, marks=pytest.mark.slow) for part in range(PARTS)]

pytestmark = pytest.mark.usefixtures("careful")


@pytest.fixture
def config(write_config) -> Path:
    return write_config(SMALL, "flowers.yaml")


@pytest.fixture
def whole(config: Path, tmp_path: Path, no_overview: None) -> Path:
    """The sweep, never stopped."""
    return swept(config, tmp_path / "whole", *TINY, "--jobs", 1)


def killed(happen: Happen, config: Path, runs: Path, jobs: int) -> Outcome:
    """Run the sweep with `happen` told of every change of the disk."""
    words = ("sweep", config, *TINY, "--jobs", jobs, "--runs-dir", runs)
    return outcome_of(*words, prepare=lambda: announce_changes(happen))


def goes_on(config: Path, runs: Path, whole: Path, jobs: int) -> None:
    """Run the command again: what is finished stays, the others go on, and the files are those of `whole`."""
    kept = list(runs.glob("*/cells/*/seed=*/checkpoint.npz"))
    done = {path: path.stat().st_mtime_ns for path in runs.glob("*/cells/*/seed=*/result.json")}
    said = going_on(path for path in kept if path.with_name("result.json") not in done)
    again = command("sweep", config, *TINY, "--jobs", jobs, "--runs-dir", runs, "--json")
    assert again.code == 0, again
    assert again.err.splitlines() == said
    assert different(only_sweep(runs), whole) == []
    assert {path: path.stat().st_mtime_ns for path in done} == done


@pytest.mark.parametrize("part", DEALT)
def test_one_process(part: int, config: Path, whole: Path, tmp_path: Path) -> None:
    for moment in count(part + 1, PARTS):
        runs = tmp_path / str(moment)
        done = killed(lambda number, last=moment: number == last and kill(os.getpid()), config, runs, 1)
        if done.code == 0:
            break
        assert done.code == -9
        goes_on(config, runs, whole, 1)
    assert moment > 45  # 4 runs x (directory, config, checkpoint, 4 files, ...) and some for the sweep's own
    assert different(only_sweep(runs), whole) == []


def test_the_parent_of_workers(config: Path, whole: Path, tmp_path: Path) -> None:
    for moment in count(1):
        runs = tmp_path / str(moment)
        done = killed(in_parent(moment), config, runs, 2)
        if done.code == 0:
            break
        assert done.code == -9
        goes_on(config, runs, whole, 2)
    assert moment > 6  # the directory, sweep.yaml and results.csv


def in_parent(moment: int) -> Happen:
    """Return what kills the process that starts the workers at one of its own changes."""
    test = os.getpid()
    return lambda number: os.getppid() == test and number == moment and kill(os.getpid())


@pytest.mark.parametrize("part", DEALT)
def test_the_parent_of_workers_while_they_write(part: int, config: Path, whole: Path, tmp_path: Path) -> None:
    for moment in count(part + 1, PARTS):
        runs, mark = tmp_path / str(moment), tmp_path / f"mark {moment}"
        done = killed(in_worker(moment, mark, os.getppid), config, runs, 2)
        if done.code == 0:
            break
        assert done.code == -9
        goes_on(config, runs, whole, 2)
    assert moment > 20  # 2 runs x (directory, config, checkpoint, 4 files, ...)
    assert not mark.exists()


@pytest.mark.parametrize("part", DEALT)
def test_a_worker(part: int, config: Path, whole: Path, tmp_path: Path) -> None:
    for moment in count(part + 1, PARTS):
        runs, mark = tmp_path / str(moment), tmp_path / f"mark {moment}"
        assert killed(in_worker(moment, mark, os.getpid), config, runs, 2).code == 0
        assert different(only_sweep(runs), whole) == []
        if not mark.exists():
            break
    assert moment > 20


def in_worker(moment: int, mark: Path, victim: Callable[[], int]) -> Happen:
    """Return what kills a process once, when the first worker comes to one of its changes."""
    test = os.getpid()

    def happen(number: int) -> None:
        parent = os.getppid()
        if parent not in (1, test) and number == moment and is_first(mark):
            kill(victim())

    return happen


def test_while_the_picture_is_drawn(config: Path, tmp_path: Path) -> None:
    whole, runs = swept(config, tmp_path / "whole", *TINY, "--jobs", 1), tmp_path / "runs"
    assert killed(lambda number: drawing(runs) and kill(os.getpid()), config, runs, 1).code == -9
    assert [half.stat().st_size > 0 for half in drawing(runs)] == [True]
    assert len(list(runs_of(only_sweep(runs)))) == 4
    goes_on(config, runs, whole, 1)


def drawing(runs: Path) -> list[Path]:
    """Return the pictures that are not yet in their places."""
    return list(runs.glob("*/.overview.png.*"))
