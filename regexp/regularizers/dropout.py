"""Dropout: every hidden unit is missing from a random part of the steps."""

from math import prod
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.regularizers.base import HiddenRegularizer
from regexp.spec import Array, PerRun
from regexp.streams import resolved, thresholds, together


class Dropout(HiddenRegularizer):
    """h ← h·mask/(1 − p) in training, mask 0 with probability p for each row and unit; h in evaluation.

    Inverted dropout: the expected activation stays the same, so nothing is rescaled when the net is used.
    p is the rate of *dropping*, in steps of 1/65536. `layers` counts hidden layers from 0.
    Source: Srivastava et al. (2014), Dropout: a simple way to prevent neural networks from overfitting.
    """

    kind: Literal["dropout"] = "dropout"
    main: ClassVar[str] = "rate"
    is_random: ClassVar[bool] = True
    instead: ClassVar[str] = "input_dropout"
    rate: Annotated[float, PerRun] = Field(ge=0, lt=1, description="probability of dropping", examples=[0.5])

    def draw(self, batch: int, widths: tuple[int, ...], ctx: Context) -> None:
        """Draw which units each row keeps."""
        for k, width in enumerate(widths[1:-1]):
            if self.acts_on(k):
                keep_units(ctx, k, (batch, width), self.rate, self.kind)

    def multiplier(self, factor: Array, k: int, ctx: Context) -> None:
        """Multiply by mask/(1 − p)."""
        factor *= ctx.noise["mask", k][: factor.size].reshape(factor.shape)


def keep_units(ctx: Context, k: int, shape: tuple[int, ...], rate: Array | float, purpose: str) -> Array:
    """Draw a mask (R, *shape): 0 with probability p, `rate` (R, 1, 1) to 1/65536, else 1/(1 − p)."""
    if "gain" not in ctx.noise:
        ctx.noise["gain"] = ctx.cast(1 / (1 - resolved(rate)))
        ctx.noise["least"] = thresholds(rate)[:, 0]
    gain, least = ctx.noise["gain"], ctx.noise["least"]
    keep = ctx.buffer(("keep", k), (len(gain), prod(shape)), np.bool_)
    for rows, source in together([stream(purpose) for stream in ctx.streams]):
        source.bernoulli(least[rows], keep[rows])
    mask = ctx.buffer(("mask", k), (len(gain), *shape), ctx.dtype)
    np.copyto(mask, keep.reshape(mask.shape))
    mask *= gain
    return mask
