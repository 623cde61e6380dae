"""DropConnect: every weight is missing from a random part of the steps."""

from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from regexp.context import Context
from regexp.draws import mask
from regexp.regularizers.base import LayerRegularizer
from regexp.spec import Array, PerRun


class DropConnect(LayerRegularizer):
    """w ← w·r in training, r = 0 with probability p for each weight and step, else 1/(1 − p); never biases.

    All rows of a batch see the same missing weights, which costs one matrix product instead of one per row.
    The expected pre-activation stays the same; the gradient reaches the kept weights only, times 1/(1 − p).
    Evaluation uses w itself, the mean. p is the rate of *dropping*, in steps of 1/65536.
    Source: Wan et al. (2013), Regularization of neural networks using DropConnect.
    """

    kind: Literal["dropconnect"] = "dropconnect"
    main: ClassVar[str] = "rate"
    is_random: ClassVar[bool] = True
    rate: Annotated[float, PerRun] = Field(ge=0, lt=1, description="probability of dropping", examples=[0.3])

    def draw(self, batch: int, widths: tuple[int, ...], ctx: Context) -> None:
        """Draw which weights this step keeps."""
        for k, shape in enumerate(pairwise(widths)):
            if self.acts_on(k):
                mask(ctx, ("mask", k), shape, self.rate, self.kind)

    def weights(self, w: Array, k: int, ctx: Context) -> None:
        """Multiply by r."""
        self._multiply(w, k, ctx)

    def weights_backward(self, grad: Array, k: int, ctx: Context) -> None:
        """Multiply by r."""
        self._multiply(grad, k, ctx)

    def _multiply(self, values: Array, k: int, ctx: Context) -> None:
        """Multiply values (R, I, O) by r, as rows of I·O numbers: else NumPy would copy them."""
        rows = values.reshape(len(values), -1)
        rows *= ctx.buffer(("mask", k), rows.shape, ctx.dtype)
