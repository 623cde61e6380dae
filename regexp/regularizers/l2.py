"""L2 regularization: large weights cost their square."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.numerics import sum_per_run
from regexp.regularizers.base import LayerRegularizer
from regexp.spec import Array, PerRun


class L2(LayerRegularizer):
    """Adds c·Σw² over all weights, never biases, to the loss: gradient 2c·w, before the optimizer.

    `scale` says what c is: half: λ/2 (default), sum: λ, half_mean: λ/(2m) with m training rows.
    Sources: Tikhonov (1963), Solution of incorrectly formulated problems; Hoerl & Kennard (1970), Ridge
    regression; Krogh & Hertz (1991), A simple weight decay can improve generalization.
    """

    kind: Literal["l2"] = "l2"
    main: ClassVar[str] = "strength"
    strength: Annotated[float, PerRun] = Field(ge=0, description="λ", examples=[1e-2])
    scale: Literal["half", "sum", "half_mean"] = Field(
        "half", description="half: λ/2·Σw², sum: λ·Σw², half_mean: λ/(2m)·Σw²"
    )

    def quadratic(self, ctx: Context) -> Array:
        """Return c, shape (R, 1, 1)."""
        divisor = {"half": 2, "sum": 1, "half_mean": 2 * ctx.rows}[self.scale]
        return ctx.cast(self.strength / divisor)

    def penalty(self, w: Array, k: int, ctx: Context) -> Array:
        """Return c·Σw²."""
        return self.quadratic(ctx) * sum_per_run(np.square(w))

    def penalty_gradient(self, w: Array, grad: Array, k: int, ctx: Context) -> None:
        """Add 2c·w."""
        if "slope" not in ctx.noise:
            ctx.noise["slope"] = 2 * self.quadratic(ctx)[:, 0]
        add_multiple(w, grad, ctx.noise["slope"], ctx)


def add_multiple(w: Array, grad: Array, factor: Array, ctx: Context) -> None:
    """Add factor·w to grad, both (R, I, O), factor (R, 1), as rows of I·O numbers, which are faster."""
    rows, slopes = w.reshape(len(w), -1), grad.reshape(len(w), -1)
    scratch = ctx.buffer("scratch", rows.shape, w.dtype)
    slopes += np.multiply(rows, factor, out=scratch)
