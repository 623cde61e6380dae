"""Readers during a running sweep: every table is consistent, counts never go down, numbers are final."""

import csv
import io
import json
import subprocess
import time
from pathlib import Path
from subprocess import DEVNULL, PIPE

import pytest
from support.command import command, environment, process_arguments

from regexp.collection import Collection, collect, find_all

CONFIG = """
name: flowers
dataset: {kind: iris, train_size: 60, label_noise: 0.1}
model: {kind: mlp, hidden: [8]}
optimizer: {kind: adam, learning_rate: 0.01, batch_size: 16, epochs: 60}
"""
WIDTHS = ",".join(map(str, range(4, 13)))
RUNS = 9 * 6
READS = 200


class Reader:
    """Reads a growing sweep and remembers what every run had."""

    def __init__(self, runs: Path) -> None:
        self.runs = runs
        self.seen: dict[Path, dict[str, object]] = {}
        self.counts: list[int] = []
        self.listed = 0
        self.states: set[str] = set()

    def read(self) -> None:
        """Collect all runs and compare them with what was there before."""
        found: Collection = collect(find_all(["*"], self.runs))
        assert found.problems == found.failed == ()
        assert found.planned == RUNS
        now = {run.directory.path: dict(run.result) for run in found.runs}
        assert now | self.seen == now
        assert all(run.history["epoch"][-1] == 60 for run in found.runs[-3:])
        self.seen = now
        self.counts.append(len(now))

    def commands(self) -> None:
        """Let the commands read, which see at least as many runs as were there before."""
        done = command("list", "--json", "--runs-dir", self.runs)
        assert (done.code, done.err) == (0, "")
        self.states.add(json.loads(done.out)[0]["state"])
        if not self.seen:
            return
        table = command("compare", "--csv", "--runs-dir", self.runs)
        assert (table.code, table.err) == (0, "")
        counts = [int(row["seeds"]) for row in csv.DictReader(io.StringIO(table.out))]
        assert sum(counts) >= max(self.counts[-1], self.listed)
        self.listed = sum(counts)


@pytest.mark.slow
def test_two_hundred_reads_during_a_sweep(tmp_path: Path) -> None:
    (tmp_path / "flowers.yaml").write_text(CONFIG, encoding="utf-8")
    runs = tmp_path / "runs"
    words = ("sweep", tmp_path / "flowers.yaml", f"hidden={WIDTHS}", "--seeds", 6, "--jobs", 1)
    arguments = process_arguments(*words, "--runs-dir", runs)
    reader = Reader(runs)
    with subprocess.Popen(arguments, env=environment(), stdout=DEVNULL, stderr=PIPE) as sweep:
        while not list(runs.glob("*/sweep.yaml")):
            assert sweep.poll() is None
            time.sleep(0.01)
        while sweep.poll() is None or len(reader.counts) < READS:
            reader.read()
            if len(reader.counts) % 25 == 0:
                reader.commands()
        reader.commands()
        assert sweep.stderr is not None
        assert b"another process" not in sweep.stderr.read()
    assert sweep.returncode == 0
    assert reader.counts == sorted(reader.counts)
    assert reader.counts[-1] == RUNS
    assert reader.states <= {"training", "unfinished", "done"}
    assert "done" in reader.states
    assert len(set(reader.counts)) > 5, "nothing was read while the sweep ran"
