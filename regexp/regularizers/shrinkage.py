"""What penalties with a kink at zero share: subgradients, or proximal steps that end at exactly zero."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context, Situation
from regexp.regularizers.base import PROXIMAL, LayerRegularizer
from regexp.spec import Array, PerRun


class Shrinkage(LayerRegularizer):
    """A penalty whose kink at zero is met by a subgradient before, or a proximal step after the optimizer."""

    main: ClassVar[str] = "strength"
    order: ClassVar[int] = PROXIMAL
    strength: Annotated[float, PerRun] = Field(ge=0, description="λ", examples=[1e-3])
    method: Literal["proximal", "subgradient"] | None = Field(
        None, description="proximal (default with gd and sgd) or subgradient (default otherwise)"
    )

    def objection(self, situation: Situation) -> str | None:
        """Object to proximal steps with an adaptive optimizer, and where the gradient is cut short."""
        if self.method == "proximal" and situation.adaptive:
            return (
                f"proximal does not fit {situation.optimizer}, whose weights have step sizes of their own; "
                "use subgradient"
            )
        if self.method != "subgradient" and not situation.adaptive and "gradient_clip" in situation.others:
            return (
                "takes its proximal steps in full, while gradient_clip shortens the gradient, which solves "
                "another problem; use method: subgradient"
            )
        return None

    def is_proximal(self, ctx: Context) -> bool:
        """Tell which of the two methods this run uses."""
        return self.method == "proximal" or (self.method is None and not ctx.adaptive)


def add_signs(w: Array, grad: Array, factor: Array, ctx: Context) -> None:
    """Add factor·sign(w) to grad, both (R, I, O), sign(0) = 0; factor (R, 1, 1)."""
    rows, slopes = w.reshape(len(w), -1), grad.reshape(len(w), -1)
    scratch = ctx.buffer("scratch", rows.shape, w.dtype)
    np.sign(rows, out=scratch)
    scratch *= factor[:, 0]
    slopes += scratch


def soft_threshold(weights: list[Array], threshold: Array, ctx: Context) -> None:
    """Shrink: w ← sign(w)·max(|w| − t, 0), t (R, 1, 1), written as w minus w clipped to ±t."""
    limit = ctx.cast(threshold)[:, 0]
    for w in weights:
        rows = w.reshape(len(w), -1)
        scratch = ctx.buffer("scratch", rows.shape, w.dtype)
        rows -= np.clip(rows, -limit, limit, out=scratch)
