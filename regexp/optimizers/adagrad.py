"""Adagrad: steps scaled by the root of all squared gradients so far."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.optimizers.base import MiniBatch
from regexp.spec import Array, PerRun


class Adagrad(MiniBatch):
    """s ← s + g², θ ← θ − α·g/(√s + ε); s starts at 0, and α/(√s + ε) only ever falls.

    ε is added outside the root. Penalties are part of g and so rescaled with it.
    Source: Duchi, Hazan & Singer (2011), Adaptive subgradient methods for online learning and stochastic
    optimization.
    """

    kind: Literal["adagrad"] = "adagrad"
    adaptive: ClassVar[bool] = True
    learning_rate: Annotated[float, PerRun] = Field(
        1e-2, gt=0, description="length of the first step, α", examples=[0.03]
    )
    epsilon: Annotated[float, PerRun] = Field(
        1e-10, gt=0, description="added to the denominator", examples=[1e-6]
    )

    def init_state(self, theta: Array, ctx: Context) -> None:
        """Allocate the sum of squares."""
        ctx.state["squares"] = np.zeros_like(theta)

    def update(self, theta: Array, grad: Array, ctx: Context) -> None:
        """Take one step without temporaries."""
        squares = ctx.state["squares"]
        scratch = ctx.buffer("scratch", theta.shape, theta.dtype)
        squares += np.multiply(grad, grad, out=scratch)
        np.sqrt(squares, out=scratch)
        scratch += ctx.cast(self.epsilon)
        grad /= scratch
        grad *= ctx.cast(ctx.rate)
        theta -= grad
