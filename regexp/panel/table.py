"""The table of a run: loss and metric at the best and the last epoch, on both splits."""

from collections.abc import Mapping
from math import isfinite

from regexp.describe import gap_in_words, metric_in_words
from regexp.history import Moment, number_at
from regexp.record import Result


def table(result: Result, is_solved: bool) -> list[str]:
    """Return loss and metric at the best and the last epoch, and what a constant prediction scores.

    Without validation rows it scores nothing. `is_solved` says that the model was not trained in epochs.
    """
    metric = "accuracy" if "train_accuracy" in result["best"] else "r2"
    is_last = result["verdict"]["best_epoch"] == result["epochs"]
    shown: list[Moment] = ["last"] if is_last else ["best", "last"]
    names = {which: "solved exactly" if is_solved else _name(result, which) for which in shown}
    room = max(17, *map(len, names.values()))
    lines = [f"{'train':>{room + 18}}{'validation':>13}{'gap':>9}"]
    for which in shown:
        lines += _block(result[which], metric, names[which], room)
    constant = number_at(result["constant_prediction"], f"validation_{metric}")
    if not isfinite(constant):
        return lines
    label = "always the commonest class:" if metric == "accuracy" else "always the mean:"
    name = "" if metric == "accuracy" else "r2 "
    return [*lines, f" {label}{name + metric_in_words(metric, constant):>{room + 30 - len(label)}}"]


def _name(result: Result, which: Moment) -> str:
    """Return what the best or the last epoch is called: `best, epoch 59`."""
    epochs = {"best": result["verdict"]["best_epoch"], "last": result["epochs"]}
    return f"{which}, epoch {epochs[which]:,}"


def _block(row: Mapping[str, float | None], metric: str, moment: str, room: int) -> list[str]:
    """Return the two lines of one epoch, whose name has `room` columns."""
    lines = []
    for name in ("loss", metric):
        train, validation = number_at(row, f"train_{name}"), number_at(row, f"validation_{name}")
        label = moment if name == "loss" else ""
        numbers = (metric_in_words(name, train), metric_in_words(name, validation))
        gap = gap_in_words(name, train, validation)
        lines.append(f" {label:<{room}} {name:>8} {numbers[0]:>7} {numbers[1]:>12} {gap:>8}")
    return lines
