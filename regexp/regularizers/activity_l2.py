"""L2 regularization of activations: large outputs of hidden units cost their square."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.regularizers.base import HiddenRegularizer
from regexp.spec import Array, PerRun


class ActivityL2(HiddenRegularizer):
    """Adds λ/2·(1/B)·Σh² to the loss: summed over hidden units, the mean over the B rows of a batch.

    h are the activations that the next layer is given, after dropout. Gradient λ·h/B in the backward pass,
    before the optimizer. Not in the column `penalty`, which is of weights only. `layers` counts hidden layers
    from 0. Source: Merity, McCann & Socher (2017), Revisiting activation regularization for language RNNs.
    """

    kind: Literal["activity_l2"] = "activity_l2"
    main: ClassVar[str] = "strength"
    instead: ClassVar[str] = "l2"
    strength: Annotated[float, PerRun] = Field(ge=0, description="λ", examples=[1e-2])

    def activate_backward(self, delta: Array, h: Array, k: int, ctx: Context) -> None:
        """Add λ·h/B to the gradient at hidden layer k's activations."""
        scratch = ctx.buffer("scratch", h.shape, h.dtype)
        delta += np.multiply(h, ctx.cast(self.strength / h.shape[1]), out=scratch)
