"""RMSProp: steps scaled by a running root mean square of the gradient."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.optimizers.base import MiniBatch
from regexp.spec import Array, PerRun


class RMSProp(MiniBatch):
    """v ← ρv + (1 − ρ)g², u ← μu + g/(√v + ε), θ ← θ − α·u; v and u start at 0, ρ is `decay`.

    centered: √(v − m²), m ← ρm + (1 − ρ)g, in place of √v: the gradient's standard deviation. ε is added
    outside the root. Penalties are part of g and so rescaled with it. PyTorch's convention: the learning
    rate multiplies u; decay is its alpha, which Keras calls rho.
    Sources: Tieleman & Hinton (2012), Lecture 6.5: RMSProp; Graves (2013), Generating sequences with
    recurrent neural networks (centered).
    """

    kind: Literal["rmsprop"] = "rmsprop"
    adaptive: ClassVar[bool] = True
    learning_rate: Annotated[float, PerRun] = Field(
        1e-3, gt=0, description="length of a step, α", examples=[0.005]
    )
    decay: Annotated[float, PerRun] = Field(
        0.99, ge=0, lt=1, description="memory of the squared gradient, ρ", examples=[0.9]
    )
    epsilon: Annotated[float, PerRun] = Field(
        1e-8, gt=0, description="added to the denominator", examples=[1e-6]
    )
    momentum: Annotated[float, PerRun] = Field(
        0.0, ge=0, lt=1, description="fraction of the scaled gradient kept, μ", examples=[0.5]
    )
    centered: bool = Field(False, description="divide by the standard deviation, not the root mean square")

    def init_state(self, theta: Array, ctx: Context) -> None:
        """Allocate v/(1 − ρ), u·√(1 − ρ) and, if centered, m/(1 − ρ), which saves a pass each."""
        for name in ("second", "velocity", "first")[: 3 if self.centered else 2]:
            ctx.state[name] = np.zeros_like(theta)

    def update(self, theta: Array, grad: Array, ctx: Context) -> None:
        """Take one step without temporaries."""
        if "root" not in ctx.noise:
            ctx.noise["root"] = np.sqrt(1 - np.asarray(self.decay))
            ctx.noise["epsilon"] = ctx.cast(self.epsilon / ctx.noise["root"])
        second, velocity, root = ctx.state["second"], ctx.state["velocity"], ctx.noise["root"]
        scratch = ctx.buffer("scratch", theta.shape, theta.dtype)
        second *= ctx.cast(self.decay)
        second += np.multiply(grad, grad, out=scratch)
        np.sqrt(self._spread(grad, scratch, ctx), out=scratch)
        scratch += ctx.noise["epsilon"]
        grad /= scratch
        velocity *= ctx.cast(self.momentum)
        velocity += grad
        np.multiply(velocity, ctx.cast(ctx.rate / root), out=grad)
        theta -= grad

    def _spread(self, grad: Array, scratch: Array, ctx: Context) -> Array:
        """Return v/(1 − ρ) or, in scratch, (v − m²)/(1 − ρ), which rounding must not make negative."""
        second = ctx.state["second"]
        if not self.centered:
            return second
        first = ctx.state["first"]
        first *= ctx.cast(self.decay)
        first += grad
        np.multiply(first, first, out=scratch)
        scratch *= ctx.cast(1 - np.asarray(self.decay))
        np.subtract(second, scratch, out=scratch)
        return np.maximum(scratch, 0, out=scratch)
