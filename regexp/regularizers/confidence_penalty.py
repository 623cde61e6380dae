"""Confidence penalty: certain predictions cost, uncertain ones are cheap."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context, Situation
from regexp.numerics import logistic, softmax
from regexp.regularizers.base import Regularizer
from regexp.spec import Array, PerRun


class ConfidencePenalty(Regularizer):
    """Adds −β·H(p) to the loss, H = −Σ_k p_k·log p_k in nats, the mean over the rows of a batch.

    p are the predicted probabilities: softmax(z) with softmax_cross_entropy; with sigmoid_cross_entropy H is
    the sum of each output's −p·log p − (1 − p)·log(1 − p). Gradient at the outputs z of a batch of B rows:
    β·p·(z − Σ p·z)/B, or β·p·(1 − p)·z/B. Not in the column `penalty`, which is of weights only.
    Source: Pereyra et al. (2017), Regularizing neural networks by penalizing confident output distributions.
    """

    kind: Literal["confidence_penalty"] = "confidence_penalty"
    main: ClassVar[str] = "strength"
    strength: Annotated[float, PerRun] = Field(ge=0, description="β", examples=[0.1])

    def objection(self, situation: Situation) -> str | None:
        """Object to losses whose outputs are no probabilities."""
        if situation.loss in (None, "softmax_cross_entropy", "sigmoid_cross_entropy"):
            return None
        return f"needs softmax_cross_entropy or sigmoid_cross_entropy, not {situation.loss}"

    def output_gradient(self, delta: Array, logits: Array, y: Array, ctx: Context) -> None:
        """Add the gradient of −β·H at the outputs (R, B, K)."""
        p = ctx.buffer("p", logits.shape, logits.dtype)
        slope = ctx.buffer("slope", logits.shape, logits.dtype)
        np.copyto(p, logits)
        if ctx.loss == "softmax_cross_entropy":
            softmax(p)
            np.multiply(p, logits, out=slope)
            np.subtract(logits, slope.sum(axis=-1, keepdims=True), out=slope)
        else:
            logistic(p)
            np.subtract(1, p, out=slope)
            slope *= logits
        slope *= p
        slope *= ctx.cast(self.strength / logits.shape[1])
        delta += slope
