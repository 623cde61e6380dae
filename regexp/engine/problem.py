"""What one run is, in the engine's terms: arrays and components, no files and no YAML."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import numpy as np

from regexp import metrics
from regexp.activations import Activation
from regexp.engine.layout import Layout
from regexp.errors import DataError
from regexp.initializations import Initialization
from regexp.losses import Loss
from regexp.normalizations import NONE, Normalization
from regexp.optimizers import Iterative, Optimizer
from regexp.regularizers import Regularizer
from regexp.spec import Array


@dataclass(frozen=True)
class Rows:
    """Inputs (N, I) and targets (N, K) of one split, in the dtype of training."""

    x: Array
    y: Array

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.x)


@dataclass(frozen=True)
class Problem:
    """One run: data, network, loss, optimizer, regularizers and what is measured."""

    seed: int
    train: Rows
    validation: Rows
    flipped: Array | None
    """Which training rows (N,) have a label that was changed on purpose, if labels are noisy."""
    classification: bool
    hidden: tuple[int, ...]
    activation: Activation
    initialization: Initialization
    loss: Loss
    optimizer: Optimizer
    regularizers: tuple[Regularizer, ...]
    monitor: str = "validation_loss"
    every: int = 1
    """Epochs between measurements; the last epoch is always measured."""
    dtype: Literal["float32", "float64"] = "float32"
    weights: dict[str, Array] | None = None
    """Parameters to start from, named layers/0/weight (I, O), layers/0/bias (O,), …"""
    order: Array | None = None
    """Training rows in the order to follow, integers of shape (epochs, N)."""
    normalization: Normalization = NONE
    """Of each hidden layer, before its activation."""
    has_biases: bool = True

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths of all layers: inputs, hidden layers, outputs."""
        return (self.train.x.shape[1], *self.hidden, self.train.y.shape[1])

    @property
    def layout(self) -> Layout:
        """Where the parameters lie in a run's row."""
        return Layout(self.widths, self.normalization, self.has_biases)

    @property
    def epochs(self) -> int:
        """How many epochs the run takes unless it ends early."""
        return self.optimizer.most_epochs

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the run's history."""
        measured = ("loss", *metrics.names(self.classification))
        pairs = tuple(f"{split}_{name}" for name in measured for split in ("train", "validation"))
        memorized = () if self.flipped is None else ("memorized",)
        return ("epoch", *pairs, "penalty", "learning_rate", "weight_norm", *memorized)

    @property
    def shape(self) -> tuple[object, ...]:
        """What runs must have in common to be trained in one stack."""
        batch = self.optimizer.rows_per_batch if isinstance(self.optimizer, Iterative) else "full"
        common = (self.epochs, self.every, self.dtype, batch, self.classification, self.columns)
        rows = (len(self.train), len(self.validation))
        kinds = (self.layout, self.activation, self.loss, type(self.optimizer).__name__)
        return (*common, *rows, *map(repr, kinds), self.monitor, *self.extra_passes)

    @property
    def extra_passes(self) -> tuple[bool, ...]:
        """Whether the step copies weights, and takes the gradient twice: neighbours would pay too."""
        hooks = ("weights", "perturb")
        return tuple(any(one.acts_at(hook) for one in self.regularizers) for hook in hooks)


def sharing(splits: Sequence[Rows]) -> list[tuple[slice, Rows]]:
    """Return stretches of runs whose splits are the very same object."""
    groups, start = [], 0
    for _, group in groupby(splits, key=id):
        stretch = list(group)
        groups.append((slice(start, start + len(stretch)), stretch[0]))
        start += len(stretch)
    return groups


def rows_of(x: Array, y: Array, dtype: str) -> Rows:
    """Return a split in the dtype of training, in contiguous memory; raises DataError where it overflows."""
    with np.errstate(over="ignore"):
        rows = Rows(np.ascontiguousarray(x, dtype), np.ascontiguousarray(y, dtype))
    if not (np.isfinite(rows.x).all() and np.isfinite(rows.y).all()):
        raise DataError(f"dataset: numbers leave the range of {dtype}; set dtype: float64, or scale them")
    return rows
