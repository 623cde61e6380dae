"""L1 regularization: every weight costs its absolute value, which drives many to exactly zero."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context, Situation
from regexp.numerics import sum_per_run
from regexp.regularizers.base import PROXIMAL, LayerRegularizer
from regexp.spec import Array, PerRun


class L1(LayerRegularizer):
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
    main: ClassVar[str] = "strength"
    order: ClassVar[int] = PROXIMAL
    strength: Annotated[float, PerRun] = Field(ge=0, description="λ", examples=[1e-3])
    scale: Literal["sum", "mean"] = Field("sum", description="sum: λ·Σ|w|, mean: λ/m·Σ|w|")
    method: Literal["proximal", "subgradient"] | None = Field(
        None, description="proximal (default with gd and sgd) or subgradient (default with adam)"
    )

    def objection(self, situation: Situation) -> str | None:
        """Object to proximal steps with an adaptive optimizer."""
        if self.method == "proximal" and situation.adaptive:
            return (
                f"proximal does not fit {situation.optimizer}, whose weights have step sizes of their own; "
                "use subgradient"
            )
        return None

    def coefficient(self, ctx: Context) -> Array:
        """Return c, shape (R, 1, 1)."""
        divisor = 1 if self.scale == "sum" else ctx.rows
        return ctx.cast(self.strength / divisor)

    def penalty(self, w: Array, k: int, ctx: Context) -> Array:
        """Return c·Σ|w|."""
        return self.coefficient(ctx) * sum_per_run(np.abs(w))

    def penalty_gradient(self, w: Array, grad: Array, k: int, ctx: Context) -> None:
        """Add c·sign(w), unless the proximal step is used."""
        if not self._proximal(ctx):
            scratch = ctx.buffer("scratch", w.shape, w.dtype)
            np.sign(w, out=scratch)
            scratch *= self.coefficient(ctx)
            grad += scratch

    def after_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        """Shrink: w ← sign(w)·max(|w| − t, 0), written as w minus w clipped to ±t."""
        if self._proximal(ctx):
            threshold = ctx.cast(self.coefficient(ctx) * ctx.travel)
            for w in weights:
                scratch = ctx.buffer("scratch", w.shape, w.dtype)
                w -= np.clip(w, -threshold, threshold, out=scratch)

    def _proximal(self, ctx: Context) -> bool:
        """Tell which of the two methods this run uses."""
        return self.method == "proximal" or (self.method is None and not ctx.adaptive)
