"""Swap: hidden units take the values of others for a random part of the steps."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context, Situation
from regexp.draws import kept_or_not
from regexp.regularizers.base import HiddenRegularizer
from regexp.spec import Array, PerRun
from regexp.streams import resolved, together


class Swap(HiddenRegularizer):
    """h_i ← h_i·(1 − s) + h_j·s in training, j ≠ i another unit of i's layer; h in evaluation.

    s = 1 with probability p for each row and unit, else 0: the unit takes the other's value. `expected: true`
    computes with the mean, s = p, the way some tutorials write dropout. For both forms j is drawn anew in
    each step, the same for all rows and every other unit equally likely, so that for the same j the second is
    the mean of the first, and over all j both are h_i·(1 − p) + p·(mean of the others). Partners form one
    random cycle through the layer: nobody is partner of two, and the gradient goes back to whom a value came
    from. A layer of one unit stays as it is. p comes in steps of 1/65536. `layers` counts hidden layers from
    0. Source: Kang et al. (2017), PatchShuffle regularization, which shuffles pixels of feature maps.
    """

    kind: Literal["swap"] = "swap"
    main: ClassVar[str] = "rate"
    is_random: ClassVar[bool] = True
    instead: ClassVar[str] = "input_dropout"
    rate: Annotated[float, PerRun] = Field(ge=0, lt=1, description="probability of taking", examples=[0.3])
    expected: bool = Field(False, description="compute with the mean over which units take a value")

    def objection(self, situation: Situation) -> str | None:
        """Object to a model without hidden units, and to layers whose unit has no other."""
        if reason := super().objection(situation):
            return reason
        widths = {width for k, width in enumerate(situation.hidden) if self.acts_on(k)}
        if widths == {1}:
            return "has nothing to swap in a hidden layer of one unit; use dropout or a wider layer"
        return None

    def draw(self, batch: int, widths: tuple[int, ...], ctx: Context) -> None:
        """Draw everybody's partner, and who takes its value."""
        for k, width in enumerate(widths[1:-1]):
            if self.acts_on(k):
                self._draw_partners(width, k, ctx)
                self._draw_shares(batch, width, k, ctx)

    def activate(self, h: Array, k: int, ctx: Context) -> None:
        """Mix h with the partners' h."""
        others = _gathered(h, "partner", k, ctx)
        others *= ctx.noise["taken", k]
        h *= ctx.noise["kept", k]
        h += others

    def activate_backward(self, delta: Array, h: Array, k: int, ctx: Context) -> None:
        """Give the gradient of taken values to the units they were taken from."""
        lost = ctx.buffer("lost", delta.shape, ctx.dtype)
        np.multiply(delta, ctx.noise["taken", k], out=lost)
        delta *= ctx.noise["kept", k]
        delta += _gathered(lost, "taker", k, ctx)

    def _draw_partners(self, width: int, k: int, ctx: Context) -> None:
        """Draw one cycle through a layer for each run: the partner of each unit, and whose partner it is.

        As each has one taker, the transpose is a gather as well, and sums nothing.
        """
        partner, taker = (
            ctx.buffer((name, k), (len(ctx.streams), width), np.intp) for name in ("partner", "taker")
        )
        for rows, source in together([stream(self.kind) for stream in ctx.streams]):
            cycle = source.generator.permutation(width)
            following = np.concatenate([cycle[1:], cycle[:1]])
            partner[rows, cycle], taker[rows, following] = following, cycle

    def _draw_shares(self, batch: int, width: int, k: int, ctx: Context) -> None:
        """Draw 1 − s and s."""
        if self.expected:
            if ("kept", k) not in ctx.noise:
                probability = resolved(self.rate)
                ctx.noise["kept", k], ctx.noise["taken", k] = ctx.cast(1 - probability), ctx.cast(probability)
            return
        kept = kept_or_not(ctx, ("kept share", k), (batch, width), self.rate, self.kind)
        taken = ctx.buffer(("taken share", k), kept.shape, ctx.dtype)
        ctx.noise["kept", k], ctx.noise["taken", k] = kept, np.subtract(1, kept, out=taken)


def _gathered(values: Array, whose: str, k: int, ctx: Context) -> Array:
    """Return in place of each unit's values (R, B, O) its partner's or its taker's, until the next call."""
    units = ctx.buffer((whose, k), (len(values), values.shape[-1]), np.intp)
    gathered = ctx.buffer("gathered", values.shape, ctx.dtype)
    for own, order, out in zip(values, units, gathered, strict=True):
        np.take(own, order, axis=1, out=out, mode="clip")  # the default mode would copy `out`
    return gathered
