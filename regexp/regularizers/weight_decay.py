"""Weight decay: every step shrinks the weights, apart from the gradient."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from regexp.context import Context
from regexp.regularizers.base import DECAY, LayerRegularizer
from regexp.spec import Array, PerRun


class WeightDecay(LayerRegularizer):
    """w ← (1 − α·λ)·w for every weight per step, never biases; α is the current learning rate.

    It acts just before the optimizer's step. Decoupled: it is no part of the gradient, so that the optimizer
    doesn't rescale it, and a schedule of the learning rate applies to it as well; with `adam` it makes AdamW.
    With plain gd and sgd it is the same as `l2` of the same strength (scale half); with momentum or adaptive
    optimizers it is not. It adds no penalty to the loss.
    Source: Loshchilov & Hutter (2019), Decoupled weight decay regularization.
    """

    kind: Literal["weight_decay"] = "weight_decay"
    main: ClassVar[str] = "strength"
    order: ClassVar[int] = DECAY
    strength: Annotated[float, PerRun] = Field(ge=0, description="λ", examples=[1e-2])

    def before_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        """Multiply by 1 − α·λ."""
        factor = ctx.cast(1 - ctx.rate * self.strength)[:, 0]
        for w in weights:
            rows = w.reshape(len(w), -1)
            rows *= factor
