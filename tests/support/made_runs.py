"""Finished runs and sweeps on disk without training: what their files say is made up, their form is real."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.made_histories import Given, made_history

from regexp.analysis import Baseline, judge
from regexp.config import Config, config_hash, to_yaml
from regexp.config.expand import expand
from regexp.config.writer import write_yaml
from regexp.engine import Layout, fingerprint
from regexp.grid import outline, settings_of
from regexp.history import History
from regexp.record import (
    SCHEMA_VERSION,
    RunDirectory,
    SweepDirectory,
    write_history,
    write_json,
    write_result,
    write_text,
)

BASE = {
    "name": "digits",
    "dataset": {"kind": "digits", "train_size": 400, "validation_size": 0.25, "test_size": 0.25},
    "model": {"kind": "mlp", "hidden": [16]},
    "optimizer": {"kind": "adam", "epochs": 20},
}
"""The config of a made-up run, but for the settings that it is given."""

ROWS = {"train": 400, "flipped": 0, "validation": 449, "test": 449, "left_out": 499}
REDRAWN = ["split", "init", "order"]
CONSTANT = 2.3
"""The loss of the best constant prediction: log 10, nearly."""

Losses = Callable[[dict[str, Any], int], Any] | Sequence[Sequence[Any]]
"""What a sweep's runs have: made of settings and seed, or of each cell, in the grid's order, by seed."""


def made_run(folder: Path, *, settings: Mapping[str, Any] | None = None, seed: int = 0, **given: Any) -> Path:
    """Write a run whose settings, by full field name, are laid over `BASE`; return its directory.

    `given` are the fields of `Making` and, beyond them, what is laid over result.json: `redrawn`, `seconds`,
    `verdict`, …; of `rows` those that are named.
    """
    config = Config.model_validate(expand(_tree(settings or {}), str(Path.cwd())))
    _making(given).write(folder, config, seed)
    return folder


def made_sweep(
    runs_dir: Path,
    name: str = "digits-sweep-0a1b2c",
    axes: Mapping[str, Any] | None = None,
    losses: Losses = lambda settings, seed: 0.5,
    *,
    seeds: Any = 1,
    settings: Mapping[str, Any] | None = None,
    **same: Any,
) -> Path:
    """Write a sweep over `axes` as they stand under `sweep:`, `arms` and `points` among them.

    `losses` says what each run has: a number is its best validation loss, a list its validation losses, a
    mapping arguments of `made_run`, None a run that has not begun. `settings` and `same` go to all runs.
    Returns the sweep's directory.
    """
    sweep = SweepDirectory(runs_dir / name)
    sweep.create()
    sweep.describe(write_yaml(_tree(settings or {}) | {"sweep": {**(axes or {}), "seeds": seeds}}))
    for number, cell in enumerate(outline(str(sweep.description), (), {}).grid().cells):
        for position, seed in enumerate(cell.seeds):
            wanted = losses(dict(cell.settings), seed) if callable(losses) else losses[number][position]
            if wanted is not None:
                folder = sweep.run(f"{cell.name}/seed={seed}").path
                _making(same | _arguments(wanted)).write(folder, cell.config, seed)
    return sweep.path


@dataclass(frozen=True)
class Making:
    """What becomes of a run.

    `status` may be `failed` (for `reason`) or `unfinished` as well. `history`, `best` and `last` are what
    `made_history` makes a history of. `fields` are laid over result.json.
    """

    status: str = "completed"
    history: Given = None
    best: Mapping[str, float] = field(default_factory=dict)
    last: Mapping[str, float] = field(default_factory=dict)
    reason: str = "there was not enough memory"
    fields: Mapping[str, Any] = field(default_factory=dict)

    def write(self, folder: Path, config: Config, seed: int) -> None:
        """Write the files of a run."""
        run, own = RunDirectory(folder), config.model_copy(update={"seed": seed, "sweep": None})
        run.create()
        write_text(folder / "config.yaml", to_yaml(own, folder), durable=False)
        if self.status == "failed":
            write_json(folder / "failure.json", {"reason": self.reason}, durable=False)
        if self.status in ("failed", "unfinished"):
            return
        history = made_history(own, self.history, self.best, self.last)
        write_history(folder / "metrics.csv", history, durable=False)
        write_json(folder / "preprocessing.json", {}, durable=False)
        write_json(folder / "test.json", _test(_moments(own, history)), durable=False)
        result = _result(own, self.status, history) | self.fields
        result["rows"] = ROWS | result["rows"]
        write_result(folder / "result.json", result, run.hashes(), durable=False)


def _making(given: Mapping[str, Any]) -> Making:
    """Return what becomes of a run that is given these arguments."""
    known = {name: value for name, value in given.items() if name in Making.__dataclass_fields__}
    others = {name: value for name, value in given.items() if name not in known}
    return Making(**{name: value for name, value in known.items() if value is not None}, fields=others)


def _arguments(wanted: Any) -> dict[str, Any]:
    """Return the arguments that a sweep's run is given."""
    if isinstance(wanted, Mapping):
        return dict(wanted)
    return {"history": wanted} if isinstance(wanted, Sequence) else {"best": {"validation_loss": wanted}}


def _tree(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return `BASE` with settings laid over it, but for the fields of another model or optimizer."""
    tree = {key: dict(value) if isinstance(value, dict) else value for key, value in BASE.items()}
    for part in ("model", "optimizer"):
        if settings.get(f"{part}.kind", tree[part]["kind"]) != tree[part]["kind"]:
            tree[part] = {}
    for name, value in settings.items():
        *owners, last = name.split(".")
        inner: Any = tree
        for owner in owners:
            inner = inner.setdefault(owner, {})
        inner[last] = list(value) if isinstance(value, tuple) else value
    return tree


def _moments(config: Config, history: History) -> dict[str, dict[str, float]]:
    """Return the best and the last row of a history with whole epochs."""
    rows = {"best": history.row(history.best_row(config.monitor)), "last": history.row(-1)}
    return {which: row | {"epoch": int(row["epoch"])} for which, row in rows.items()}


def _test(moments: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Return test.json: what was measured on validation rows, under the names of test metrics."""
    return {
        which: {
            name.replace("validation_", "test_"): value
            for name, value in row.items()
            if name == "epoch" or name.startswith("validation_")
        }
        for which, row in moments.items()
    }


def _result(config: Config, status: str, history: History) -> dict[str, Any]:
    """Return the content of result.json."""
    metric = "accuracy" if "train_accuracy" in history else "r2"
    baseline = Baseline(CONSTANT, CONSTANT, metric, 0.1)
    names = [f"{split}_{name}" for split in ("train", "validation") for name in ("loss", metric)]
    widths = (64, *config.model.hidden_widths, 10 if metric == "accuracy" else 1)
    return {
        "schema_version": SCHEMA_VERSION,
        "status": status,
        "name": config.name,
        "seed": config.seed,
        "settings": settings_of(config),
        "epochs": int(history.epochs[-1]),
        "monitor": config.monitor,
        **_moments(config, history),
        "verdict": judge(history, config.monitor, baseline, status).to_json(),
        "constant_prediction": {name: CONSTANT if name.endswith("loss") else 0.1 for name in names},
        "loss": "softmax_cross_entropy" if metric == "accuracy" else "squared_error",
        "widths": list(widths),
        "parameters": Layout(widths).size,
        "rows": ROWS,
        "redrawn": REDRAWN,
        "seconds": 1.0,
        "fingerprint": fingerprint(config.dtype),
        "config_hash": config_hash(config),
        "data_sha256": "0" * 64,
    }
