"""What another tool has for a regularizer, and how its settings follow from ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from regexp.equivalents.quantity import Quantity, named

C, ROWS, BATCH, OUTPUTS, ROOT, DEVIATION, RATIO, REST, MIX = map(
    named, ("c", "m", "b", "K", "√K", "sd", "ρ", "(1 − ρ)", "r")
)
"""What settings are made of.

c is the coefficient of the penalty beside *their* data term: of Σw², Σ|w|,
ρ·Σ|w| + (1 − ρ)/2·Σw², or Σ√n·‖w‖ over groups of n. The others are explained to readers by `SYMBOLS`.
"""

SYMBOLS = {
    "m": "training rows",
    "b": "rows of a batch",
    "K": "outputs",
    "√K": "root of the number of outputs",
    "sd": "standard deviation of y, that with 1/m, over the training rows",
    "ρ": "l1_ratio",
    "r": "ρ + (1 − ρ)·sd, sd the standard deviation of y, that with 1/m",
}
"""What the letters in formulas stand for, in the order in which they are explained."""

MODELS = ("linear", "mlp")
ANY = (1, inf)


@dataclass(frozen=True)
class Row:
    """One thing of another tool that does what a regularizer here does, if its settings are right.

    settings: what each is, made of `c`, which for what is no penalty is our number itself. losses: for each
    loss here that it can go with, their data term divided by ours; none where any loss will do and the
    numbers are the same. default: theirs of the first setting, if it is any use. when: fields that ours must
    have. outputs: the least and the most that the model may have.
    """

    kind: str
    call: str
    settings: tuple[tuple[str, Quantity], ...] = ()
    losses: Mapping[str, Quantity] | None = None
    default: float | None = None
    models: tuple[str, ...] = MODELS
    remark: str = ""
    when: tuple[tuple[str, object], ...] = ()
    outputs: tuple[float, float] = ANY


FIRST_AVERAGE = (
    "there the first average is θ₁, which keeps the weight d^(t − 1) after t steps; "
    "ours divides by the sum of the coefficients"
)
"""What parts moving averages elsewhere from ours, with d the decay."""

ONE = Quantity()
MEAN_OVER_OUTPUTS: dict[str, Quantity] = {
    "squared_error": ONE / OUTPUTS,
    "half_squared_error": ONE * 2 / OUTPUTS,
    "absolute": ONE / OUTPUTS,
    "huber": ONE / OUTPUTS,
    "poisson": ONE / OUTPUTS,
    "sigmoid_cross_entropy": ONE / OUTPUTS,
    "softmax_cross_entropy": ONE,
}
"""Data terms of Keras and PyTorch over ours: averages over rows and outputs, squared errors without ½."""
