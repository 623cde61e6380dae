"""Stochastic gradient descent with momentum."""

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.optimizers.base import MiniBatch
from regexp.spec import Array, PerRun


class StochasticGradientDescent(MiniBatch):
    """v ← μ·v + g, θ ← θ − α·v; with nesterov θ ← θ − α·(g + μ·v). v starts at 0.

    Sources: Polyak (1964), Some methods of speeding up convergence; Sutskever et al. (2013), On the
    importance of initialization and momentum. PyTorch's convention: the learning rate multiplies v.
    """

    kind: Literal["sgd"] = "sgd"
    momentum: Annotated[float, PerRun] = Field(
        0.0, ge=0, lt=1, description="fraction of the velocity kept, μ", examples=[0.9]
    )
    nesterov: bool = Field(False, description="look ahead along the velocity")

    def init_state(self, theta: Array, ctx: Context) -> None:
        """Allocate the velocity."""
        ctx.state["velocity"] = np.zeros_like(theta)

    def update(self, theta: Array, grad: Array, ctx: Context) -> None:
        """Take one step."""
        velocity, momentum = ctx.state["velocity"], ctx.cast(self.momentum)
        velocity *= momentum
        velocity += grad
        if self.nesterov:
            scratch = ctx.buffer("scratch", theta.shape, theta.dtype)
            grad += np.multiply(velocity, momentum, out=scratch)
        else:
            np.copyto(grad, velocity)
        grad *= ctx.cast(ctx.rate)
        theta -= grad

    def travel(self, rate: Array) -> Array:
        """Return α/(1 − μ): the velocity of a constant gradient g tends to g/(1 − μ)."""
        return rate / (1 - self.momentum)
