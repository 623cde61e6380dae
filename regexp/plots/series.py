"""The curves of a run as plots draw them: up to the epoch at which training diverged."""

from dataclasses import dataclass, replace

import numpy as np

from regexp.history import History
from regexp.spec import Array

ROLES = ("train", "validation")
METRICS = ("accuracy", "r2")


@dataclass(frozen=True)
class Curve:
    """One metric of one split: its finite values, shape (drawn epochs,), and the epoch that ended them."""

    role: str
    metric: str
    epochs: Array
    values: Array
    diverged: int | None

    def at(self, epoch: int) -> float:
        """Return the value at an epoch; NaN where it was not measured or not finite."""
        found = self.values[self.epochs == epoch]
        return float(found[0]) if found.size else float("nan")

    def since(self, epoch: int) -> "Curve":
        """Return the part of the curve from an epoch on."""
        late = self.epochs >= epoch
        return replace(self, epochs=self.epochs[late], values=self.values[late])


def curves_of(history: History, metric: str) -> list[Curve]:
    """Return the curves of one metric, train before validation, without a split that was not measured.

    A run that diverged before its first measurement has curves without values.
    """
    return [_curve(history, role, metric) for role in ROLES if _measured(history, role, metric)]


def metric_of(history: History) -> str | None:
    """Return the metric to show beside the loss; None where there is none, or it is undefined."""
    return next((metric for metric in METRICS if curves_of(history, metric)), None)


def role_of(monitor: str) -> str:
    """Return the split that a monitored metric was measured on."""
    return monitor.partition("_")[0]


def _measured(history: History, role: str, metric: str) -> bool:
    """Tell whether a split has a metric: the training loss always, others unless they are all NaN."""
    column = f"{role}_{metric}"
    return column == "train_loss" or (column in history and not np.isnan(history[column]).all())


def _curve(history: History, role: str, metric: str) -> Curve:
    """Cut a metric at the first epoch at which it or the split's loss is not finite."""
    values = history[f"{role}_{metric}"]
    finite = np.isfinite(values) & np.isfinite(history[f"{role}_loss"])
    if finite.all():
        return Curve(role, metric, history.epochs, values, None)
    end = int(np.argmin(finite))
    return Curve(role, metric, history.epochs[:end], values[:end], int(history.epochs[end]))
