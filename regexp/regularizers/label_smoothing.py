"""Label smoothing: no target is quite certain."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from regexp.context import Context, Situation
from regexp.regularizers.base import Regularizer
from regexp.spec import Array, PerRun


class LabelSmoothing(Regularizer):
    """y ← (1 − ε)·y + ε/K in training, K classes with an output each: a little of every label goes to all.

    Where each output is a yes or no of its own (two classes on one output, or sigmoid_cross_entropy) K is 2.
    It acts on the targets of every batch, before mixup; training metrics are measured on targets as they
    are. No model gets the loss of smoothed targets below their entropy.
    Source: Szegedy et al. (2016), Rethinking the Inception architecture for computer vision, section 7.
    """

    kind: Literal["label_smoothing"] = "label_smoothing"
    main: ClassVar[str] = "amount"
    amount: Annotated[float, PerRun] = Field(
        ge=0, lt=1, description="fraction of each label spread over all, ε", examples=[0.1]
    )

    def objection(self, situation: Situation) -> str | None:
        """Object to targets that are numbers."""
        if situation.classes is False:
            return "needs classes, and the targets are numbers; use mixup or input_noise"
        return None

    def inputs(self, x: Array, y: Array, ctx: Context) -> None:
        """Spread the labels y (R, B, K)."""
        outputs = y.shape[-1]
        choices = 2 if outputs == 1 or ctx.loss == "sigmoid_cross_entropy" else outputs
        y *= ctx.cast(1 - self.amount)
        y += ctx.cast(self.amount / choices)
