"""Training a run from the command line, and reading what it left behind without our own readers."""

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from support.command import command

from regexp.config import load_config
from regexp.datasets import Table, load
from regexp.record import RunDirectory, write_result
from regexp.run import Request, Watcher, run


def trained(config: Path, runs: Path, *words: object) -> Path:
    """Return the directory of a run, trained now without a word on stderr."""
    done = command("train", config, *words, "--runs-dir", runs, "--quiet")
    assert (done.code, done.err) == (0, "")
    return Path(done.out.removesuffix("\n"))


def watched(config: Path, runs: Path, measured: Any, *overrides: str, **options: Any) -> list[str]:
    """Train a run whose watcher calls `measured` after each epoch; return what it was told."""
    said: list[str] = []
    request = Request(load_config(str(config), overrides).config, runs, **options)
    run(request, Watcher(said.append, lambda member, data: None, measured))
    return said


def result(run: Path) -> dict[str, Any]:
    """Return what result.json says."""
    return dict(json.loads((run / "result.json").read_text(encoding="utf-8")))


def rewrite_result(run: Path, **changes: Any) -> None:
    """Change what result.json says, and note the hashes of all files as they are now."""
    write_result(run / "result.json", result(run) | changes, RunDirectory(run).hashes(), durable=False)


def header(run: Path) -> str:
    """Return the first line of metrics.csv."""
    return (run / "metrics.csv").read_text(encoding="utf-8").splitlines()[0]


def rewrite_about(checkpoint: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what a checkpoint says about the process that wrote it, and nothing else."""
    with np.load(checkpoint) as arrays:
        frozen = dict(arrays)
    about = json.loads(str(frozen["about"]))
    change(about)
    frozen["about"] = np.array(json.dumps(about))
    np.savez(checkpoint, **frozen)


def rows(run: Path) -> list[dict[str, str]]:
    """Return the rows of metrics.csv as text."""
    return list(csv.DictReader((run / "metrics.csv").read_text(encoding="utf-8").splitlines()))


def weights(run: Path, which: str) -> dict[str, np.ndarray]:
    """Return the parameters in best.npz or last.npz in float64."""
    with np.load(run / f"{which}.npz") as arrays:
        return {name: array.astype(np.float64) for name, array in arrays.items()}


def inputs(run: Path, table: Table, chosen: np.ndarray) -> np.ndarray:
    """Return rows of a table as the model gets them: as preprocessing.json says, (x − center) / spread."""
    fitted = json.loads((run / "preprocessing.json").read_text(encoding="utf-8"))
    return (table.x[chosen] - np.array(fitted["center"])) / np.array(fitted["spread"])


def outputs(x: np.ndarray, parameters: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return what a network of ReLUs makes of inputs, layer by layer."""
    depth = len(parameters) // 2
    for k in range(depth):
        x = x @ parameters[f"layers/{k}/weight"] + parameters[f"layers/{k}/bias"]
        x = np.maximum(x, 0) if k < depth - 1 else x
    return x


def table_of(config: Path, *overrides: str) -> Table:
    """Return the raw rows of a config's data set."""
    return load(load_config(str(config), overrides).config.dataset)


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file below a folder with its bytes and the time it was written."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def same_bytes(one: Path, other: Path, *names: str) -> bool:
    """Tell whether two runs have the same bytes in these files."""
    return all((one / name).read_bytes() == (other / name).read_bytes() for name in names)
