"""regexp sweep: what it prints, and where."""

import json
import re
import shlex
from pathlib import Path

import pytest
from support.command import command, in_a_process
from support.sweeps import SMALL, only_sweep, table

pytestmark = pytest.mark.usefixtures("no_overview", "no_pictures")

WORDS = ["sweep", "flowers.yaml", "dtype=float64", "--lambda", "0,1", "--seeds", "2", "--jobs", "1"]
PANEL = """\
{name}: 2 l2 x 2 seeds = 4 runs, all completed

 validation loss at the best epoch, mean over 2 seeds; lower is better
 l2      loss    ±95%    train     gap  epoch
  0     1.178   0.704    1.053   0.125      4  best, baseline
  1     1.543   3.906    1.426   0.116      4

 Best of 2 settings: l2=0, validation loss 1.178 ± 0.704. That is the
 baseline: no regularization tried here was better. No stronger setting is
 within one standard error of it.

 Try  regexp compare {name}
      regexp show {name}/cells/l2=0/seed=0

 runs/{name}/
   overview.png  results.csv  cells/
"""
LINES = """\
1 of 4 runs, best so far l2=0: validation loss 1.122, 0:00 left
2 of 4 runs, best so far l2=0: validation loss 1.122, 0:00 left
3 of 4 runs, best so far l2=0: validation loss 1.178, 0:00 left
4 of 4 runs, best so far l2=0: validation loss 1.178
"""


@pytest.fixture
def here(write_config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with one config."""
    write_config(SMALL, "flowers.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def untimed(text: str) -> str:
    """Return text without the time that is left."""
    return re.sub(r"\d+:\d\d left", "0:00 left", text)


def test_everything_it_prints(here: Path) -> None:
    done = command(*WORDS)
    name = only_sweep(here / "runs").name
    assert re.fullmatch(r"flowers-sweep-[0-9a-f]{6}", name)
    assert done.code == 0
    assert done.out == PANEL.replace("{name}", name)
    assert untimed(done.err) == LINES


def test_the_means_are_those_of_the_table(here: Path) -> None:
    """Mean and 95 % interval of two seeds: t of one degree of freedom is 12.7062 (Student's table)."""
    command(*WORDS)
    losses = [float(row["best_validation_loss"]) for row in table(only_sweep(here / "runs"))]
    shown = re.findall(r"^ +[01]     (\S+) +(\S+) ", PANEL, re.MULTILINE)
    for (one, other), (mean, half_width) in zip((losses[:2], losses[2:]), shown, strict=True):
        assert mean == f"{(one + other) / 2:.3f}"
        assert half_width == f"{12.7062 * abs(one - other) / 2:.3f}"


def test_a_second_time(here: Path) -> None:
    command(*WORDS)
    done = command(*WORDS)
    first, second, *_ = done.out.splitlines()
    assert first.endswith(": 2 l2 x 2 seeds = 4 runs, all completed")
    assert second == "4 of them done before, 0 trained now"
    assert (done.code, done.err) == (0, "")


def test_two_processes_print_the_same(here: Path) -> None:
    one = command(*WORDS, "--name", "same")
    two = command(*WORDS, "--name", "same", "--runs-dir", "others", "--jobs", "2")
    moved = one.out.replace("runs/", "others/")
    for word in ("compare", "show"):
        moved = moved.replace(f"{word} same", f"{word} others/same")
    assert two.out == moved


def test_json_is_the_table(here: Path) -> None:
    done = command(*WORDS, "--json")
    printed, sweep = json.loads(done.out), only_sweep(here / "runs")
    assert (done.code, done.err) == (0, "")
    assert list(printed) == ["path", "axes", "runs"]
    assert (printed["path"], printed["axes"]) == (f"runs/{sweep.name}", ["regularization.l2.strength"])
    assert len(printed["runs"]) == 4
    for row, run in zip(table(sweep), printed["runs"], strict=True):
        assert float(row["regularization.l2.strength"]) == run["settings"]["regularization.l2.strength"]
        assert [str(run[key]) for key in ("seed", "status", "path", "epochs", "reason")] == [
            row[key] for key in ("seed", "status", "path", "epochs", "reason")
        ]
        assert row["redrawn"] == "+".join(run["redrawn"])
        for which in ("best", "last"):
            for name, value in run[which].items():
                assert float(row[f"{which}_{name}"]) == value


def test_json_of_numbers_that_are_not_finite(here: Path) -> None:
    done = command(*WORDS, "learning_rate=1e300", "--json")
    assert done.code == 1
    (first, *_) = json.loads(done.out)["runs"]
    assert (first["status"], first["last"]["validation_loss"]) == ("diverged", None)


def test_diverged_runs_are_listed_and_end_in_1(here: Path) -> None:
    done = command("sweep", "flowers.yaml", "learning_rate=0.01,1e30", "--seeds", 2, "--jobs", 1)
    assert done.code == 1
    assert ": 2 learning_rate x 2 seeds = 4 runs, 2 completed, 2\n      diverged\n" in done.out
    assert (
        "\n 2 runs failed or diverged:\n"
        "  - learning_rate=1e+30 seed=0 diverged by epoch 1\n"
        "  - learning_rate=1e+30 seed=1 diverged by epoch 1\n\n"
    ) in done.out


def test_notes_go_to_stderr_once(here: Path) -> None:
    done = command("sweep", "flowers.yaml", "l2=0,0.0,1", "optimizer=sgd", "learning_rate=0.1", "--json")
    assert done.code == 0
    assert done.err == "l2=0.0: is given twice; it is one setting\n"


@pytest.mark.parametrize("seeds", [1, 2])
def test_the_command_to_try_next_goes_on_with_this_sweep(seeds: int, here: Path) -> None:
    first = command(*WORDS, "--seeds", seeds, "--name", "mine", "--runs-dir", "my runs")
    start = first.out.index(" Try  ") + len(" Try  ")
    words = shlex.split(first.out[start : first.out.index("\n", start)])
    if seeds == 2:
        assert words == ["regexp", "compare", "my runs/mine"]
        return
    assert words == [
        *("regexp", "sweep", "my runs/mine/sweep.yaml"),
        *("--runs-dir", "my runs", "--seeds", "5"),
    ]
    second = command(*words[1:])
    assert second.code == 0
    assert second.out.splitlines()[:2] == [
        "mine: 2 l2 x 5 seeds = 10 runs, all completed",
        "2 of them done before, 8 trained now",
    ]


def test_a_pipe_that_knows_ascii_only(here: Path) -> None:
    done = in_a_process(*WORDS, PYTHONIOENCODING="ascii")
    assert done.code == 0
    assert done.out.isascii()
    assert done.err.isascii()
    assert max(map(len, done.out.splitlines())) <= 80
    assert "\x1b" not in done.out + done.err
    assert "\r" not in done.out + done.err


def test_words_may_stand_between_options(here: Path) -> None:
    done = command("sweep", "--lambda", "0,1", "flowers.yaml", "--seeds", "2", "epochs=2", "--jobs", "1")
    assert done.code == 0
    assert {row["epochs"] for row in table(only_sweep(here / "runs"))} == {"2"}


def test_zip_pairs(here: Path) -> None:
    done = command("sweep", "flowers.yaml", "l2=0,1", "hidden=4,8", "--zip", "--jobs", "1")
    assert done.code == 0
    assert [row["path"] for row in table(only_sweep(here / "runs"))] == [
        "cells/l2=0,hidden=4/seed=0",
        "cells/l2=1,hidden=8/seed=0",
    ]


def test_points_from_a_file(here: Path, write_config) -> None:
    write_config("l2,hidden\n0,4\n1,8\n", "points.csv")
    command("sweep", "flowers.yaml", "@points.csv", "--jobs", "1")
    assert [row["path"] for row in table(only_sweep(here / "runs"))] == [
        "cells/l2=0,hidden=4/seed=0",
        "cells/l2=1,hidden=8/seed=0",
    ]


def test_jobs_or_a_scheduler(here: Path) -> None:
    done = command("sweep", "flowers.yaml", "l2=0,1", "--scheduler", "local:2", "--jobs", "3")
    message = "--jobs 3: --scheduler local:2 has its own workers; give one of the two\n"
    assert (done.code, done.out, done.err) == (2, "", message)
    assert not (here / "runs").exists()
