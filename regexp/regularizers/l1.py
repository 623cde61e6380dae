"""L1 regularization: every weight costs its absolute value, which drives many to exactly zero."""

from typing import Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.numerics import sum_per_run
from regexp.regularizers.shrinkage import Shrinkage, add_signs, soft_threshold
from regexp.spec import Array


class L1(Shrinkage):
    """Adds c·Σ|w| over all weights, never biases, to the loss.

    `scale` says what c is: sum: λ (default), mean: λ/m with m training rows. `method`: subgradient adds
    c·sign(w), sign(0) = 0, to the gradient before the optimizer and only comes near zero; proximal shrinks
    every weight by t = c·learning_rate/(1 − momentum) after the optimizer's step, stopping at exactly zero
    (with momentum a smaller t would solve the problem of a smaller λ). Proximal is the default for gd and
    sgd; adaptive optimizers give each weight a step size of its own and can only use subgradient.
    Sources: Tibshirani (1996), Regression shrinkage and selection via the lasso; Daubechies, Defrise &
    De Mol (2004), An iterative thresholding algorithm.
    """

    kind: Literal["l1"] = "l1"
    scale: Literal["sum", "mean"] = Field("sum", description="sum: λ·Σ|w|, mean: λ/m·Σ|w|")

    def coefficient(self, ctx: Context) -> Array:
        """Return c, shape (R, 1, 1)."""
        divisor = 1 if self.scale == "sum" else ctx.rows
        return ctx.cast(self.strength / divisor)

    def penalty(self, w: Array, k: int, ctx: Context) -> Array:
        """Return c·Σ|w|."""
        return self.coefficient(ctx) * sum_per_run(np.abs(w))

    def penalty_gradient(self, w: Array, grad: Array, k: int, ctx: Context) -> None:
        """Add c·sign(w), unless the proximal step is used."""
        if not self.is_proximal(ctx):
            add_signs(w, grad, self.coefficient(ctx), ctx)

    def after_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        """Shrink every weight by t, if the proximal step is used."""
        if self.is_proximal(ctx):
            soft_threshold(weights, self.coefficient(ctx) * ctx.travel, ctx)
