"""Exponential moving average: what is used is an average of the latest weights."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.regularizers.base import AVERAGING, Regularizer
from regexp.spec import Array, PerRun


class Ema(Regularizer):
    """θ̄_t = Σ_s d^(t−s)·θ_s / Σ_s d^(t−s) over the steps s = 1 … t: the latest parameters count most.

    Of all parameters, biases included, after each step. The initial parameters, which are no step's, have no
    part in it: this is the moving average with the bias of a start at 0 divided out, by 1 − d^t. θ̄ is what is
    measured and saved; training goes on from θ. Sources: Polyak & Juditsky (1992), Acceleration of stochastic
    approximation by averaging; Kingma & Ba (2015), Adam, section 7.2.
    """

    kind: Literal["ema"] = "ema"
    main: ClassVar[str] = "decay"
    order: ClassVar[int] = AVERAGING
    decay: Annotated[float, PerRun] = Field(
        ge=0, lt=1, description="d: about 1/(1 − d) steps are averaged", examples=[0.99]
    )

    def init_state(self, theta: Array, ctx: Context) -> None:
        """Allocate Σ_s d^(t−s)·θ_s and the sum of its coefficients."""
        ctx.state["sum"] = np.zeros_like(theta)
        ctx.state["coefficients"] = np.zeros((len(theta), 1, 1))

    def after_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        """Add θ to what is left of the sum; both sums decay by the very same rounded d."""
        decay = ctx.cast(self.decay)
        for total, latest in ((ctx.state["sum"], theta), (ctx.state["coefficients"], 1)):
            total *= decay
            total += latest

    def evaluation(self, theta: Array, ctx: Context) -> None:
        """Return the average."""
        np.divide(ctx.state["sum"], ctx.cast(ctx.state["coefficients"]), out=theta)
