"""Penalties of other tools on small data: cases of a table, our gradient at their weights."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from support.components import choices, example

from regexp.context import Context
from regexp.equivalents.conversion import Conversion, conversions, fits
from regexp.equivalents.facts import Facts
from regexp.equivalents.numbers import values_of
from regexp.equivalents.row import Row
from regexp.losses import (
    Absolute,
    HalfSquaredError,
    Huber,
    Loss,
    Poisson,
    SigmoidCrossEntropy,
    SoftmaxCrossEntropy,
    SquaredError,
)
from regexp.regularizers import Regularizer
from regexp.spec import Array

ROWS, INPUTS, BATCH = 60, 5, 12
LOSSES: tuple[tuple[Loss, int], ...] = (
    (SquaredError(), 1),
    (SquaredError(), 3),
    (HalfSquaredError(), 1),
    (HalfSquaredError(), 3),
    (Huber(), 1),
    (Huber(), 3),
    (Absolute(), 1),
    (Absolute(), 3),
    (Poisson(), 1),
    (Poisson(), 3),
    (SigmoidCrossEntropy(), 1),
    (SigmoidCrossEntropy(), 3),
    (SoftmaxCrossEntropy(), 3),
)


@dataclass(frozen=True)
class Case:
    """One row of a table with a loss and a regularizer of ours, and the settings that it converts to."""

    row: Row
    loss: Loss
    regularizer: Regularizer
    y: Array
    conversion: Conversion
    values: dict[str, float] = field(repr=False)

    @property
    def call(self) -> str:
        """What the tool's thing is called."""
        return self.row.call

    @property
    def name(self) -> str:
        """The name of a class or function of the tool."""
        return self.call.partition("(")[0]

    @property
    def scale(self) -> object:
        """Our penalty's scale."""
        return getattr(self.regularizer, "scale", None)

    @property
    def theirs(self) -> dict[str, float]:
        """Their settings."""
        return {name: made.value(self.values) for name, made in self.conversion.settings}

    @property
    def data(self) -> float:
        """Their data term over ours."""
        assert self.row.losses is not None
        return self.row.losses[self.loss.kind_name()].value(self.values)

    def penalty(self, weights: Array) -> float:
        """Return our penalty of weights (I, O)."""
        return float(stacked(self.regularizer).penalty(weights[np.newaxis], 0, context())[0, 0, 0])

    def __str__(self) -> str:
        return f"{self.row.kind}-{self.name}-{self.loss.kind_name()}-{self.y.shape[1]}-{self.scale}"


def inputs() -> Array:
    """Return standardized inputs (m, I), correlated."""
    rng = np.random.default_rng(1)
    x = rng.standard_normal((ROWS, INPUTS)) @ rng.standard_normal((INPUTS, INPUTS))
    return np.asarray((x - x.mean(axis=0)) / x.std(axis=0))


def targets(loss: Loss, outputs: int) -> Array:
    """Return targets (m, K) that a loss can be given."""
    rng = np.random.default_rng(2)
    z = inputs() @ rng.standard_normal((INPUTS, outputs)) / 2 + rng.standard_normal((ROWS, outputs))
    if isinstance(loss, SoftmaxCrossEntropy):
        return np.eye(outputs)[z.argmax(axis=1)]
    if loss.probabilities:
        return np.eye(outputs)[z.argmax(axis=1)] if outputs > 1 else (z > 0).astype(float)
    return rng.poisson(np.exp(z / 2)).astype(float) if isinstance(loss, Poisson) else 3 * z + 1


def cases(rows: Sequence[Row]) -> list[Case]:
    """Return every row with settings that depend on the loss, every loss and every variant of ours."""
    return [case for row in rows if row.losses and row.settings for case in _cases(row)]


def _cases(row: Row) -> Iterator[Case]:
    for loss, outputs in LOSSES:
        y = targets(loss, outputs)
        for regularizer in scales(Regularizer.kinds()[row.kind]):
            strong = regularizer.model_copy(update={"strength": STRENGTHS.get(_scale(regularizer), 0.05)})
            for model in row.models:
                size = {"m": float(ROWS), "b": float(BATCH), "K": float(outputs), "sd": float(y.std())}
                facts = Facts("case", loss.kind_name(), model, size)
                if model == row.models[0] and fits(row, strong, facts):
                    (found,) = conversions(row, strong, facts.loss)
                    yield Case(row, loss, strong, y, found, values_of(strong, facts))


def scales(cls: type[Regularizer]) -> list[Regularizer]:
    """Return the example of a penalty in each of its scales, with gradients and not proximal steps."""
    own = {"method": "subgradient"} if "method" in cls.model_fields else {}
    field = cls.model_fields.get("scale")
    return [example(cls, **own, scale=scale) for scale in choices(field)] if field else [example(cls, **own)]


STRENGTHS = {"half_mean": 3.0, "mean": 3.0}
"""As strong with m rows as others are."""


def _scale(regularizer: Regularizer) -> Any:
    return getattr(regularizer, "scale", None)


def stacked(regularizer: Regularizer) -> Regularizer:
    """Return a regularizer of one run."""
    return type(regularizer).stack([regularizer])


def context() -> Context:
    """Return what penalties ask about the data."""
    return Context([], ROWS, 1, np.float64, adaptive=True)


def our_gradient(
    case: Case, weights: Array, biases: Array, rows: int = ROWS, x: Array | None = None
) -> Array:
    """Return the gradient (I, K) of our mean loss and penalty at weights; where one is 0, the least there is.

    `rows` are those to average over, or all of `x`.
    """
    x = inputs()[:rows] if x is None else x
    z = (x @ weights + biases)[np.newaxis]
    case.loss.gradient(z, case.y[np.newaxis, : len(x)])
    slope = x.T @ z[0]
    cost = np.zeros_like(weights)[np.newaxis]
    stacked(case.regularizer).penalty_gradient(weights[np.newaxis].copy(), cost, 0, context())
    whole = slope + cost[0]
    if case.row.kind == "group_lasso":
        return _shrunk(case, whole, (weights == 0).all(axis=1), np.linalg.norm(slope, axis=1, keepdims=True))
    return _shrunk(case, whole, weights == 0, np.abs(slope))


def _shrunk(case: Case, whole: Array, at_zero: Array, size: Array) -> Array:
    """Return a gradient with what a kink at zero balances taken away."""
    kink = np.zeros_like(whole)
    if case.row.kind != "l2":
        tiny = np.zeros_like(whole)
        tiny[0, : 1 if case.row.kind != "group_lasso" else None] = 1e-9
        kink[...] = case.penalty(tiny) / np.linalg.norm(tiny)
    left = np.broadcast_to(np.maximum(size - kink, 0), whole.shape)
    whole[at_zero] = left[at_zero]
    return whole
