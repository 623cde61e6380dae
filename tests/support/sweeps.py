"""Sweeps from the command line, and what they leave on disk."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from support.command import Outcome, command
from support.runs import watched

from regexp.config import load_config

SMALL = """
name: flowers
dataset: {kind: iris, train_size: 60, label_noise: 0.1}
model: {kind: mlp, hidden: [8]}
optimizer: {kind: adam, learning_rate: 0.01, batch_size: 16, epochs: 4}
"""


EXACT = ("metrics.csv", "test.json", "preprocessing.json")
"""Files of a run that are the same bytes however it was trained, wherever it stands."""


def swept(config: Path, runs: Path, *words: object, code: int = 0) -> Path:
    """Return the directory of the one sweep in a runs directory, trained now, by one process unless told."""
    done = command("sweep", config, "--jobs", 1, *words, "--runs-dir", runs)
    assert done.code == code, done
    return only_sweep(runs)


def only_sweep(runs: Path) -> Path:
    """Return the one directory in a runs directory."""
    (sweep,) = (path for path in runs.iterdir() if not path.name.startswith("."))
    return sweep


def tree(sweep: Path) -> dict[str, bytes]:
    """Return every file of a sweep, hidden ones too, with its bytes; result.json without what took time."""
    return {
        str(path.relative_to(sweep)): content(path) for path in sorted(sweep.rglob("*")) if path.is_file()
    }


def content(path: Path) -> bytes:
    """Return a file's bytes, of a result.json without the seconds that it took and its own hash."""
    if path.name != "result.json":
        return path.read_bytes()
    result: dict[str, Any] = json.loads(path.read_bytes())
    del result["seconds"], result["sha256"]["result.json"]
    return json.dumps(result).encode()


def different(one: Path, other: Path) -> list[str]:
    """Return the names of the files in which two sweeps differ, or that only one of them has."""
    ours, theirs = tree(one), tree(other)
    return sorted(name for name in ours | theirs if ours.get(name) != theirs.get(name))


def table(sweep: Path) -> list[dict[str, str]]:
    """Return the rows of results.csv as text."""
    return list(csv.DictReader((sweep / "results.csv").read_text(encoding="utf-8").splitlines()))


def runs_of(sweep: Path) -> Iterator[Path]:
    """Yield the directories of a sweep's runs."""
    yield from sorted((sweep / "cells").glob("*/seed=*"))


def going_on(checkpoints: Iterable[Path]) -> list[str]:
    """Return what a command says of the checkpoints that it goes on at: one line, if there are any."""
    epochs = sorted(int(np.load(path)["epoch"]) for path in checkpoints)
    if not epochs:
        return []
    if len(epochs) == 1:
        return [f"1 run goes on at its checkpoint, after epoch {epochs[0]}"]
    after = f"epoch {epochs[0]}" if epochs[0] == epochs[-1] else f"epochs {epochs[0]} to {epochs[-1]}"
    return [f"{len(epochs)} runs go on at their checkpoints, after {after}"]


def unlike_single_runs(sweep: Path, runs: Path) -> list[str]:
    """Return the files of a sweep's runs that differ from what `regexp train` makes of their config.yaml."""
    found = []
    for number, run in enumerate(runs_of(sweep)):
        name = f"{sweep.name}-{number}"
        watched(run / "config.yaml", runs, lambda member: None, name=name)
        files = [file for file in EXACT if (run / file).read_bytes() != (runs / name / file).read_bytes()]
        one, other = (load_config(str(path / "config.yaml")).config for path in (run, runs / name))
        files += ["config.yaml"] if one != other else []
        found += [str((run / file).relative_to(sweep)) for file in files]
    return found


__all__ = [
    "SMALL",
    "Outcome",
    "different",
    "going_on",
    "only_sweep",
    "runs_of",
    "swept",
    "table",
    "tree",
    "unlike_single_runs",
]
