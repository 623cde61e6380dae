"""The numbers a verdict is made of."""

from dataclasses import dataclass
from functools import cached_property
from math import nan

import numpy as np

from regexp.analysis.curve import FEWEST_ROWS, Curve, measure
from regexp.history import History, oriented
from regexp.spec import Array


@dataclass(frozen=True)
class Baseline:
    """What a constant predictor fitted on the training targets scores; NaN without validation rows.

    `metric` is the metric a reader knows best (`accuracy`, `r2`), `validation_metric` its value.
    """

    train_loss: float
    validation_loss: float
    metric: str
    validation_metric: float


@dataclass(frozen=True)
class Findings:
    """One run: its history, how it ended, and what follows from both.

    `status` is completed, early_stopped or diverged; `flipped` the number of flipped training labels;
    `closed_form` says that the model was solved for, not trained, so that its one row is all there is.
    """

    history: History
    monitor: str
    baseline: Baseline
    status: str
    flipped: int
    closed_form: bool

    @property
    def best_row(self) -> int:
        """The row where `monitor` is best."""
        return self.history.best_row(self.monitor)

    @property
    def best_epoch(self) -> int:
        """The epoch where `monitor` is best."""
        return int(self.history.epochs[self.best_row])

    @property
    def last_epoch(self) -> int:
        """The last evaluated epoch."""
        return int(self.history.epochs[-1])

    @property
    def train(self) -> Array:
        """The training loss, shape (rows,)."""
        return self.history["train_loss"]

    @property
    def validation(self) -> Array:
        """The validation loss, shape (rows,)."""
        return self.history["validation_loss"]

    @property
    def train_loss(self) -> float:
        """The training loss at the end."""
        return float(self.train[-1])

    @property
    def validation_loss(self) -> float:
        """The validation loss at the end."""
        return float(self.validation[-1])

    @property
    def gap(self) -> float:
        """How much the validation loss lies above the training loss at the end."""
        return self.validation_loss - self.train_loss

    @property
    def loss_paid(self) -> float:
        """What training past the best epoch added to the validation loss."""
        return self.validation_loss - float(self.validation[self.best_row])

    @property
    def metric_paid(self) -> float:
        """What training past the best epoch took from the baseline's metric on the validation rows."""
        name = f"validation_{self.baseline.metric}"
        values = oriented(name, self.history[name])
        return float(values[-1]) - float(values[self.best_row])

    @property
    def memorized(self) -> float:
        """The fraction of flipped labels predicted as flipped at the end; NaN without label noise."""
        return float(self.history["memorized"][-1]) if "memorized" in self.history else nan

    @cached_property
    def curve(self) -> Curve | None:
        """The shape of the validation loss; None where too few epochs were evaluated."""
        if np.isfinite(self.validation).sum() < FEWEST_ROWS:
            return None
        return measure(self.history.epochs, self.validation, self.train)
