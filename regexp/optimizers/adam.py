"""Adam: steps scaled by running moments of the gradient."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.optimizers.base import MiniBatch
from regexp.spec import Array, PerRun


class Adam(MiniBatch):
    """m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², θ ← θ − α·m̂/(√v̂ + ε).

    m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ) at step t = 1, 2, …; ε is added outside the root. Penalties are
    part of g and so rescaled with it (classic L2, not AdamW).
    Source: Kingma & Ba (2015), Adam: a method for stochastic optimization.
    """

    kind: Literal["adam"] = "adam"
    adaptive: ClassVar[bool] = True
    learning_rate: Annotated[float, PerRun] = Field(
        1e-3, gt=0, description="length of a step, α", examples=[0.01]
    )
    beta1: Annotated[float, PerRun] = Field(
        0.9, ge=0, lt=1, description="memory of the gradient", examples=[0.8]
    )
    beta2: Annotated[float, PerRun] = Field(
        0.999, ge=0, lt=1, description="memory of its square", examples=[0.99]
    )
    epsilon: Annotated[float, PerRun] = Field(
        1e-8, gt=0, description="added to the denominator", examples=[1e-6]
    )

    def init_state(self, theta: Array, ctx: Context) -> None:
        """Allocate both moments, kept as m/(1 − β₁) and v/(1 − β₂), which saves two passes a step."""
        ctx.state["first"] = np.zeros_like(theta)
        ctx.state["second"] = np.zeros_like(theta)

    def update(self, theta: Array, grad: Array, ctx: Context) -> None:
        """Take one step without temporaries; the gradient's memory serves as scratch."""
        if "betas" not in ctx.noise:
            ctx.noise["betas"] = np.stack([self.beta1, self.beta2])
            ctx.noise["cast betas"] = ctx.cast(ctx.noise["betas"])
        betas, (beta1, beta2) = ctx.noise["betas"], ctx.noise["cast betas"]
        first, second = ctx.state["first"], ctx.state["second"]
        first_scale, square_of_second_scale = (1 - betas) / (1 - betas**ctx.step)
        second_scale = np.sqrt(square_of_second_scale)
        first *= beta1
        first += grad
        grad *= grad
        second *= beta2
        second += grad
        np.sqrt(second, out=grad)
        grad += ctx.cast(self.epsilon / second_scale)
        np.divide(first, grad, out=grad)
        grad *= ctx.cast(ctx.rate * first_scale / second_scale)
        theta -= grad
