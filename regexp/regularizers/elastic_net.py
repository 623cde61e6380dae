"""The elastic net: L1 and L2 in one, for sparse weights where inputs are alike."""

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.numerics import sum_per_run
from regexp.regularizers.l2 import add_multiple
from regexp.regularizers.shrinkage import Shrinkage, add_signs, soft_threshold
from regexp.spec import Array, PerRun


class ElasticNet(Shrinkage):
    """Adds c·(ρ·Σ|w| + (1 − ρ)/2·Σw²) over all weights, never biases, to the loss; ρ is l1_ratio.

    It is `l1` with strength c·ρ together with `l2` with strength c·(1 − ρ) (its default scale, with ½).
    `scale` says what c is: sum: λ (default), mean: λ/m with m training rows. The quadratic part's gradient
    c·(1 − ρ)·w is added before the optimizer whatever the `method`, which is about the other part:
    subgradient adds c·ρ·sign(w), sign(0) = 0, proximal shrinks every weight by
    t = c·ρ·learning_rate/(1 − momentum) after the optimizer's step, stopping at exactly zero. Proximal is the
    default for gd and sgd, adaptive optimizers can only use subgradient.
    Source: Zou & Hastie (2005), Regularization and variable selection via the elastic net.
    """

    kind: Literal["elastic_net"] = "elastic_net"
    l1_ratio: Annotated[float, PerRun] = Field(
        0.5, ge=0, le=1, description="share of the absolute values, ρ: 0 is l2, 1 is l1", examples=[0.5]
    )
    scale: Literal["sum", "mean"] = Field("sum", description="what c is, sum: λ, mean: λ/m")

    def coefficients(self, ctx: Context) -> tuple[Array, Array]:
        """Return c·ρ and c·(1 − ρ), shape (R, 1, 1) each."""
        c = self.strength / (1 if self.scale == "sum" else ctx.rows)
        return ctx.cast(c * self.l1_ratio), ctx.cast(c * (1 - self.l1_ratio))

    def penalty(self, w: Array, k: int, ctx: Context) -> Array:
        """Return c·ρ·Σ|w| + c·(1 − ρ)/2·Σw²."""
        absolute, square = self.coefficients(ctx)
        return absolute * sum_per_run(np.abs(w)) + square / 2 * sum_per_run(np.square(w))

    def penalty_gradient(self, w: Array, grad: Array, k: int, ctx: Context) -> None:
        """Add c·(1 − ρ)·w, and c·ρ·sign(w) unless the proximal step is used."""
        absolute, square = self.coefficients(ctx)
        add_multiple(w, grad, square[:, 0], ctx)
        if not self.is_proximal(ctx):
            add_signs(w, grad, absolute, ctx)

    def after_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        """Shrink every weight by t, if the proximal step is used."""
        if self.is_proximal(ctx):
            soft_threshold(weights, self.coefficients(ctx)[0] * ctx.travel, ctx)
