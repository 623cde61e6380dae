"""Gradient clipping: no step is taken along a gradient that is longer than a limit."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.numerics import length_per_run
from regexp.regularizers.base import Regularizer
from regexp.spec import Array, PerRun


class GradientClip(Regularizer):
    """g ← g·limit/max(‖g‖, limit), g the whole gradient of a run: all weights and biases.

    Penalties that act through the gradient are part of it; proximal steps are not. `by: value`
    clips every entry to ±limit instead. It acts before the optimizer (so that it means little to adaptive
    ones, which rescale g) and before gradient_noise.
    Sources: Pascanu, Mikolov & Bengio (2013), On the difficulty of training recurrent neural networks; by
    value: Mikolov (2012), Statistical language models based on neural networks.
    """

    kind: Literal["gradient_clip"] = "gradient_clip"
    main: ClassVar[str] = "limit"
    is_dose: ClassVar[bool] = False
    limit: Annotated[float, PerRun] = Field(
        gt=0, description="largest length, or largest entry", examples=[0.1]
    )
    by: Literal["norm", "value"] = Field("norm", description="norm: of the whole gradient, value: each entry")

    def gradient(self, grad: Array, ctx: Context) -> None:
        """Shorten the gradient (R, 1, P), or clip its entries."""
        limit = ctx.cast(self.limit)
        if self.by == "value":
            np.clip(grad, -limit, limit, out=grad)
        else:
            scratch = ctx.buffer("scratch", grad.shape, grad.dtype)
            grad *= limit / np.maximum(length_per_run(grad, scratch), limit)
