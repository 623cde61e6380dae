"""What early stopping would have kept of the runs of one setting, over seeds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regexp.analysis.early_stopping import PATIENCES, kept_epoch
from regexp.history import History
from regexp.statistics import Interval, mean_interval


@dataclass(frozen=True)
class Kept:
    """The weights that a rule keeps: the median of their epochs, the mean of the monitored metric there."""

    rule: str
    epoch: float
    value: Interval


def kept_by_patience(histories: Sequence[History], monitor: str) -> list[Kept]:
    """Return what is kept at the best epoch, with each patience shorter than all runs, and at the end.

    The best epoch is known in hindsight only; no patience keeps anything better.
    """
    shortest = min(int(history.epochs[-1]) for history in histories)
    best = [int(history.epochs[history.best_row(monitor)]) for history in histories]
    last = [int(history.epochs[-1]) for history in histories]
    rules = {
        f"patience {patience}": [kept_epoch(history, monitor, patience) for history in histories]
        for patience in PATIENCES
        if patience < shortest
    }
    every = {"best epoch": best, **rules, "last epoch": last}
    return [
        Kept(rule, float(np.median(epochs)), _mean(histories, monitor, epochs))
        for rule, epochs in every.items()
    ]


def _mean(histories: Sequence[History], monitor: str, epochs: Sequence[int]) -> Interval:
    """Return the mean over runs of a metric, each at an epoch of its own."""
    rows = [int(np.searchsorted(one.epochs, epoch)) for one, epoch in zip(histories, epochs, strict=True)]
    return mean_interval([float(one[monitor][row]) for one, row in zip(histories, rows, strict=True)])
