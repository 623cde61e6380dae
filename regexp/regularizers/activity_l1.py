"""L1 regularization of activations: every active hidden unit costs, so that few are."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.regularizers.base import HiddenRegularizer
from regexp.spec import Array, PerRun


class ActivityL1(HiddenRegularizer):
    """Adds λ·(1/B)·Σ|h| to the loss: summed over hidden units, the mean over the B rows of a batch.

    h are the activations that the next layer is given, after dropout. Gradient λ·sign(h)/B, sign(0) = 0,
    in the backward pass, before the optimizer. Not in the column `penalty`, which is of weights only.
    `layers` counts hidden layers from 0. Source: Glorot, Bordes & Bengio (2011), Deep sparse rectifier neural
    networks.
    """

    kind: Literal["activity_l1"] = "activity_l1"
    main: ClassVar[str] = "strength"
    instead: ClassVar[str] = "l1"
    strength: Annotated[float, PerRun] = Field(ge=0, description="λ", examples=[1e-3])

    def activate_backward(self, delta: Array, h: Array, k: int, ctx: Context) -> None:
        """Add λ·sign(h)/B to the gradient at hidden layer k's activations."""
        scratch = ctx.buffer("scratch", h.shape, h.dtype)
        np.sign(h, out=scratch)
        scratch *= ctx.cast(self.strength / h.shape[1])
        delta += scratch
