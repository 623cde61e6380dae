"""A run without a result: how far it is, why, and the command that goes on with it."""

import json
from pathlib import Path

import numpy as np
import pytest
from support.command import command
from support.made_runs import made_run, made_sweep
from support.runs import trained, watched

from regexp.record import RunDirectory

pytestmark = pytest.mark.usefixtures("no_pictures", "careful")


def begun(config: Path, runs: Path, after: int, name: str | None = None) -> Path:
    """Train a run until a power cut during the epoch after some."""

    def fail(member: object) -> None:
        if member.epoch > after:
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        watched(config, runs, fail, name=name)
    (run,) = runs.iterdir()
    return run


def test_what_was_measured_until_the_checkpoint(flowers: Path, runs: Path) -> None:
    run = begun(flowers, runs, after=3)
    done = command("show", "--runs-dir", runs)
    assert (done.code, done.err) == (1, "")
    lines = done.out.splitlines()
    assert lines[:4] == [
        "flowers: mlp on iris, no regularization, seed 0",
        "",
        " NOT FINISHED, and no process is training it here; its checkpoint is after",
        " epoch 3 of 4",
    ]
    assert lines[5] == " loss without penalty"
    assert f" {run}/" in lines
    assert "   config.yaml         settings      checkpoint.npz      unfinished" in lines
    again = " ".join(done.out[done.out.index(" Try  regexp ") :].replace("\\\n", "").split()).split()[2:]
    assert again == ["train", f"{run}/config.yaml", "--runs-dir", str(runs)]
    assert command(*again).code == 0
    assert RunDirectory(run).is_done


def test_a_name_of_its_own_is_kept(flowers: Path, runs: Path) -> None:
    begun(flowers, runs, after=1, name="mine")
    assert " --name mine " in command("show", "mine", "--runs-dir", runs).out.replace("\\\n", "").replace(
        "        ", " "
    )


def test_without_a_checkpoint(runs: Path) -> None:
    made_run(runs / "mine", status="unfinished")
    done = command("show", "mine", "--runs-dir", runs)
    assert (done.code, done.err) == (1, "")
    assert (
        "\n NOT FINISHED, and no process is training it here; there is no checkpoint\n\n Settings "
        in done.out
    )


def test_while_another_process_trains_it(runs: Path) -> None:
    run = RunDirectory(made_run(runs / "mine", status="unfinished"))
    with run.locked():
        out = command("show", "mine", "--runs-dir", runs).out
    assert "\n NOT FINISHED: process " in out
    assert " is training it; there is no checkpoint\n" in out


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"PK", "is not NPZ, or it is damaged"),
        (None, "is not a checkpoint of a run"),
    ],
)
def test_a_damaged_checkpoint(content: bytes | None, wrong: str, runs: Path) -> None:
    run = made_run(runs / "mine", status="unfinished")
    if content:
        (run / "checkpoint.npz").write_bytes(content)
    else:
        np.savez(run / "checkpoint.npz", measured=np.array(["a"]))
    done = command("show", run)
    assert (done.code, done.err) == (1, f"{run}/checkpoint.npz: {wrong}\n")


def test_a_damaged_config(runs: Path) -> None:
    run = made_run(runs / "mine", status="unfinished")
    (run / "config.yaml").write_text("dataset: irys\n")
    done = command("show", run)
    assert done.code == 1
    assert done.err.startswith(f"{run}/config.yaml:1:10: ")
    assert done.out.startswith("mine: a run that has left no config\n")


def test_a_run_that_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reason = {"status": "failed", "reason": "a \x1b[31mlong\x1b[0m reason"}
    sweep = made_sweep(Path("runs"), "two", {"regularization.l2": [0, 0.1]}, lambda *_: reason)
    run = sweep / "cells/l2=0.1/seed=0"
    (run / "config.yaml").unlink()  # as a run that failed before it began
    done = command("show", run)
    assert (done.code, done.err) == (1, "")
    assert done.out == (
        "seed=0: a run that has left no config\n"
        "\n"
        " FAILED: a \\x1b[31mlong\\x1b[0m reason\n"
        "\n"
        " runs/two/cells/l2=0.1/seed=0/\n"
        "   failure.json        reason\n"
        "\n"
        " Try  regexp sweep runs/two/sweep.yaml\n"
    )


def test_json_of_a_run_without_a_result(runs: Path) -> None:
    run = made_run(runs / "mine", status="unfinished")
    done = command("show", run, "--json")
    assert (done.code, done.out) == (1, "")
    assert done.err == f"{run}: is not finished; the command that began it goes on with it\n"


def test_a_finished_run_is_none_of_these(flowers: Path, runs: Path) -> None:
    run = trained(flowers, runs)
    (run / "failure.json").write_text(json.dumps({"reason": "an older command"}))
    assert "FAILED" not in command("show", run).out
