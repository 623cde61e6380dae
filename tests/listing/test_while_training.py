"""Reading while a sweep is trained: every list is consistent, and the sweep notices nothing."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from support.command import command, environment, process_arguments
from support.sweeps import SMALL

RUNS = 24


def read(runs: Path) -> list[dict[str, Any]]:
    """Return what a list says now, without a word on stderr."""
    done = command("list", "--runs-dir", runs, "--json")
    assert (done.code, done.err) == (0, "")
    return list(json.loads(done.out))


@pytest.mark.slow
def test_lists_during_a_sweep(tmp_path: Path) -> None:
    config, runs = tmp_path / "flowers.yaml", tmp_path / "runs"
    config.write_text(SMALL.replace("epochs: 4", "epochs: 100"), encoding="utf-8")
    words = ("sweep", config, "l2=lin:0:1:4", "--seeds", RUNS // 4, "--jobs", 2, "--runs-dir", runs)
    finished, states = [0], set()
    with subprocess.Popen(
        process_arguments(*words), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as sweep:
        while sweep.poll() is None:
            for entry in read(runs):
                finished.append(entry["finished"])
                states.add(entry["state"])
        assert sweep.stderr is not None
        assert b"another process" not in sweep.stderr.read()
    (entry,) = read(runs)
    assert (sweep.returncode, entry["state"], entry["finished"], entry["cells"]) == (0, "done", RUNS, 4)
    assert finished == sorted(finished)
    assert "training" in states
    assert states <= {"training", "unfinished", "done"}
