"""The coefficient that a regularizer puts before its formula, read off the formula itself."""

from fractions import Fraction
from math import log2

import numpy as np

from regexp.context import Context
from regexp.equivalents.quantity import Quantity, named
from regexp.regularizers import Regularizer


def symbol_of(kind: str) -> str:
    """Return how a regularizer's main number is written: λ, or the name of its field."""
    main = Regularizer.kinds()[kind].main
    return "λ" if main == "strength" else main


def coefficient_of(regularizer: Regularizer) -> Quantity:
    """Return the coefficient c of a weight penalty in its main number and m, such as λ/(2·m).

    c stands before what `Row` says. Of what is no penalty it is the number itself.
    """
    ours = named(symbol_of(regularizer.kind_name()))
    if not regularizer.acts_at("penalty"):
        return ours
    cost, cost_of_two_rows = (_cost(regularizer, rows) for rows in (1, 2))
    power = round(log2(cost_of_two_rows / cost))
    return ours * Quantity(Fraction(cost)) * named("m") ** power


def _cost(regularizer: Regularizer, rows: int) -> float:
    """Return the penalty of one weight of 1 at a strength of 1, with so many training rows."""
    whole = {"strength": 1.0, **({"l1_ratio": 1.0} if hasattr(regularizer, "l1_ratio") else {})}
    alone = type(regularizer).stack([regularizer.model_copy(update=whole)])
    ctx = Context([], rows, 1, np.float64)
    return float(alone.penalty(np.ones((1, 1, 1)), 0, ctx)[0, 0, 0])
