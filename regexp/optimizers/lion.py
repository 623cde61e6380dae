"""Lion: steps of one length, in the direction of the sign of an interpolated momentum."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.optimizers.base import MiniBatch
from regexp.spec import Array, PerRun


class Lion(MiniBatch):
    """θ ← θ − α·sign(β₁m + (1 − β₁)g), then m ← β₂m + (1 − β₂)g; m starts at 0, sign(0) = 0.

    Every parameter moves by α a step, so α is to be 3 to 10 times smaller than for Adam. Penalties are part
    of g, and only their sign counts: the authors use weight_decay instead, which is a regularizer here.
    Source: Chen et al. (2023), Symbolic discovery of optimization algorithms.
    """

    kind: Literal["lion"] = "lion"
    adaptive: ClassVar[bool] = True
    learning_rate: Annotated[float, PerRun] = Field(
        1e-4, gt=0, description="length of a step, α", examples=[0.002]
    )
    beta1: Annotated[float, PerRun] = Field(
        0.9, ge=0, lt=1, description="weight of the momentum in a step", examples=[0.8]
    )
    beta2: Annotated[float, PerRun] = Field(
        0.99, ge=0, lt=1, description="memory of the momentum", examples=[0.95]
    )

    def init_state(self, theta: Array, ctx: Context) -> None:
        """Allocate the momentum, kept as m/(1 − β₂), which saves a pass a step."""
        ctx.state["momentum"] = np.zeros_like(theta)

    def update(self, theta: Array, grad: Array, ctx: Context) -> None:
        """Take one step without temporaries: the sign is that of β₁(1 − β₂)/(1 − β₁)·m/(1 − β₂) + g."""
        if "weight" not in ctx.noise:
            beta1, beta2 = np.asarray(self.beta1), np.asarray(self.beta2)
            ctx.noise["weight"] = ctx.cast(beta1 * (1 - beta2) / (1 - beta1))
        momentum = ctx.state["momentum"]
        scratch = ctx.buffer("scratch", theta.shape, theta.dtype)
        np.multiply(momentum, ctx.noise["weight"], out=scratch)
        scratch += grad
        momentum *= ctx.cast(self.beta2)
        momentum += grad
        _sign(scratch)
        scratch *= ctx.cast(ctx.rate)
        theta -= scratch


def _sign(numbers: Array) -> None:
    """Turn numbers into their signs in place: clipped to ± the smallest normal number, then divided by it.

    That number is a power of two, so that the sign is exact; np.sign takes several times as long.
    """
    smallest = np.finfo(numbers.dtype).smallest_normal
    np.clip(numbers, -smallest, smallest, out=numbers)
    numbers *= 1 / smallest
