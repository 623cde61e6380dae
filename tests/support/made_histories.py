"""Histories without training: what is not given of them follows from the validation loss."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from regexp import metrics
from regexp.config import Config
from regexp.datasets import Dataset
from regexp.history import History

Given = Mapping[str, Sequence[float]] | Sequence[float] | None
"""Columns of a history, or its validation losses alone, or nothing."""

FOLLOWING = {
    "accuracy": lambda loss: np.clip(1 - loss, 0, 1),
    "r2": lambda loss: 1 - loss,
    "mse": lambda loss: loss,
    "mae": np.sqrt,
}
"""Metrics made of a loss."""


def made_history(
    config: Config, given: Given, best: Mapping[str, float], last: Mapping[str, float]
) -> History:
    """Return a history of epochs 1, 2, … with `best` and `last` laid over the best and the last epoch.

    Where nothing is given, the validation loss falls straight from twice that of `best` (0.5) at epoch 1 to
    it (at epoch 2), and rises straight to that of `last` (1.2 times as much) two epochs on.
    """
    found = dict(given) if isinstance(given, Mapping) else {"validation_loss": given or _course(best, last)}
    columns = _columns(config, {name: np.array(values, float) for name, values in found.items()})
    history = History(tuple(columns), np.column_stack(list(columns.values())))
    for index, row in ((history.best_row(config.monitor), best), (-1, last)):
        for name, value in row.items():
            history.values[index, history.columns.index(name)] = value
    return history


def _course(best: Mapping[str, float], last: Mapping[str, float]) -> list[float]:
    """Return validation losses with their best and their last at the wanted epochs."""
    lowest = best.get("validation_loss", 0.5)
    final = last.get("validation_loss", 1.2 * lowest)
    end = int(last.get("epoch", best.get("epoch", 2) + 2))
    turn = int(best.get("epoch", min(2, end)))
    known = {1: 2 * lowest, end: final, turn: lowest}  # of one epoch the best counts
    return np.interp(np.arange(1, end + 1), sorted(known), [known[epoch] for epoch in sorted(known)]).tolist()


def _columns(config: Config, given: dict[str, Any]) -> dict[str, Any]:
    """Return every column in its order: what is given, and what follows from it."""
    loss = given["validation_loss"]
    columns = {"epoch": np.arange(1.0, len(loss) + 1), "train_loss": loss / 10, "validation_loss": loss}
    columns |= {name: given[name] for name in columns if name in given}
    task = Dataset.kinds()[config.dataset.kind_name()].facts.task
    for name in metrics.names(task != "regression"):
        for split in ("train", "validation"):
            columns[f"{split}_{name}"] = FOLLOWING[name](columns[f"{split}_loss"])
    constant = {"penalty": 0.0, "learning_rate": 0.001, "weight_norm": 4.0}
    columns |= {name: np.full(len(loss), value) for name, value in constant.items()}
    return columns | given
