"""From a config and its data to the engine's problem: the loss, the targets, and what must fit together."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from regexp.config import Config, situation_of, watchers
from regexp.datasets import Data, Split
from regexp.engine import Problem, Rows, batch_rows, rows_of
from regexp.errors import ConfigError, DataError
from regexp.given import given_order, given_weights
from regexp.losses import Loss, SigmoidCrossEntropy, SoftmaxCrossEntropy, SquaredError
from regexp.optimizers import ClosedForm
from regexp.spec import Array

MOST_PARAMETERS = 500_000_000


@dataclass(frozen=True)
class Encoder:
    """The splits of one data set as losses want them; those of training are made once for all its runs."""

    data: Data
    made: dict[tuple[str, ...], Rows] = field(default_factory=dict)

    def rows(self, split: Literal["train", "validation"], loss: Loss, dtype: str) -> Rows:
        """Return a split encoded for a loss: the very same object for every run that asks for the same."""
        key = (split, loss.kind_name(), dtype)
        if key not in self.made:
            self.made[key] = encoded(getattr(self.data, split), self.data, loss, dtype)
        return self.made[key]


def problem_of(config: Config, encoder: Encoder) -> Problem:
    """Return the problem that a config and its data pose; raises ConfigError, DataError and FileError."""
    data = encoder.data
    loss = loss_of(config, data)
    problem = Problem(
        seed=config.seed,
        train=encoder.rows("train", loss, config.dtype),
        validation=encoder.rows("validation", loss, config.dtype),
        flipped=data.flipped,
        classification=bool(data.classes) or loss.probabilities,
        hidden=config.model.hidden_widths,
        activation=config.model.unit,
        initialization=config.model.initialization,
        normalization=config.model.normalizer,
        has_biases=config.model.bias,
        loss=loss,
        optimizer=config.optimizer,
        regularizers=config.active(),
        monitor=config.monitor,
        every=config.evaluation.every,
        dtype=config.dtype,
    )
    check(problem)
    check_batches(problem)
    check_regularizers(problem, config)
    return given_order(given_weights(problem, config), config)


def loss_of(config: Config, data: Data) -> Loss:
    """Return the named loss, or the task's own: cross-entropy for classes, squared error for numbers."""
    if isinstance(config.loss, Loss):
        return config.loss
    if not data.classes:
        return SquaredError()
    return SigmoidCrossEntropy() if len(data.classes) == 2 else SoftmaxCrossEntropy()


def encoded(split: Split, data: Data, loss: Loss, dtype: str) -> Rows:
    """Return a split with targets (N, K): numbers as they are, classes as 0 and 1 or one-hot."""
    if data.classes:
        outputs = loss.outputs(len(data.classes))
        return rows_of(split.x, np.eye(len(data.classes))[split.y][:, -outputs:], dtype)
    if loss.probabilities:
        check_soft(split.y, loss)
    if loss.counts:
        check_counts(split.y, loss)
    return rows_of(split.x, split.y, dtype)


def check_soft(y: Array, loss: Loss) -> None:
    """Raise DataError where numeric targets (N, K) can't be soft labels."""
    if ((y < 0) | (y > 1)).any():
        raise DataError(
            f"targets: {loss.kind_name()} needs classes or numbers from 0 to 1, and they go from "
            f"{y.min():g} to {y.max():g}; use squared_error"
        )
    if loss.threshold is None and not np.allclose(y.sum(axis=1), 1, atol=1e-4):
        raise DataError(f"targets: {loss.kind_name()} needs rows that sum to 1; use sigmoid_cross_entropy")


def check_counts(y: Array, loss: Loss) -> None:
    """Raise DataError where numeric targets (N, K) can't be counts or rates."""
    if (y < 0).any():
        raise DataError(
            f"targets: {loss.kind_name()} needs numbers ≥ 0, and they go from {y.min():g} to {y.max():g}; "
            "use squared_error"
        )


def check(problem: Problem) -> None:
    """Raise ConfigError where the parts of a problem don't fit together."""
    kind, size = problem.optimizer.kind_name(), problem.layout.size
    if size > MOST_PARAMETERS:
        raise ConfigError(
            f"model: {size:,} parameters are too many; at most {MOST_PARAMETERS:,} can be trained"
        )
    if isinstance(problem.optimizer, ClosedForm) and problem.loss.curvature is None:
        raise ConfigError(
            f"optimizer: {kind} solves squared errors only, and the loss of these targets is "
            f"{problem.loss.kind_name()}; add loss=squared_error or use another optimizer"
        )
    if problem.monitor not in problem.columns:
        measured = ", ".join(name for name in problem.columns if name.startswith("validation_"))
        raise ConfigError(f"monitor: {problem.monitor} is not measured for this task; use one of {measured}")
    waiting = watchers(problem.optimizer, problem.regularizers)
    if waiting and problem.monitor.startswith("validation_") and not len(problem.validation):
        raise ConfigError(
            f"{'.'.join(waiting[0])}: watches {problem.monitor}, but there are no validation rows; raise "
            "dataset.validation_size or monitor a training metric"
        )


def check_batches(problem: Problem) -> None:
    """Raise ConfigError where a batch has too few rows to be normalized."""
    rows, batch = len(problem.train), batch_rows(problem)
    least, normalization = problem.normalization.fewest_rows, problem.normalization.kind_name()
    if min(batch, rows % batch or batch) < least:
        which = "each has" if batch < least else "the last one has"
        raise ConfigError(
            f"model.normalization: {normalization} needs two rows in every batch, and of {rows} training "
            f"rows in batches of {batch} {which} 1; use another optimizer.batch_size, or layer"
        )


def check_regularizers(problem: Problem, config: Config) -> None:
    """Raise ConfigError where a regularizer can't work with these targets or this loss."""
    situation = situation_of(config, problem.loss, problem.classification)
    for regularizer in problem.regularizers:
        if reason := regularizer.objection(situation):
            raise ConfigError(f"regularization.{regularizer.kind_name()}: {reason}")
