"""Orthogonal regularization: the weights into different units should have nothing in common."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.numerics import sum_per_run
from regexp.regularizers.base import LayerRegularizer
from regexp.regularizers.norms import add
from regexp.spec import Array, PerRun


class Orthogonal(LayerRegularizer):
    """Adds λ·Σ(G − 1)², over all entries of G = WᵀW of each layer's weights W (I, O), without biases.

    That is λ·‖WᵀW − 1‖² (Frobenius): at its minimum, columns are of length 1 and at right angles. Where a
    layer has fewer inputs than outputs they can't be, and G = WWᵀ asks it of the rows. The gradient
    4λ·W(WᵀW − 1), or 4λ·(WWᵀ − 1)W, is added before the optimizer; it takes two products of matrices a layer.
    Sources: Brock et al. (2017), Neural photo editing with introspective adversarial networks; Bansal, Chen &
    Wang (2018), Can we gain more from orthogonality regularizations in training deep networks?
    """

    kind: Literal["orthogonal"] = "orthogonal"
    main: ClassVar[str] = "strength"
    strength: Annotated[float, PerRun] = Field(ge=0, description="λ", examples=[1e-3])

    def penalty(self, w: Array, k: int, ctx: Context) -> Array:
        """Return λ·Σ(G − 1)²."""
        return ctx.cast(self.strength) * sum_per_run(np.square(excess(w, ctx)))

    def penalty_gradient(self, w: Array, grad: Array, k: int, ctx: Context) -> None:
        """Add 4λ·W(WᵀW − 1), or 4λ·(WWᵀ − 1)W."""
        more = excess(w, ctx)
        more *= ctx.cast(4 * self.strength)
        left, right = (more, w) if w.shape[1] < w.shape[2] else (w, more)
        add(np.matmul(left, right, out=ctx.buffer("scratch", w.shape, w.dtype)), grad)


def excess(w: Array, ctx: Context) -> Array:
    """Return G − 1, which is 0 where the shorter sides of weights (R, I, O) are orthonormal."""
    flipped, side = w.swapaxes(1, 2), min(w.shape[1:])
    gram = ctx.buffer("gram", (len(w), side, side), w.dtype)
    np.matmul(*((w, flipped) if w.shape[1] < w.shape[2] else (flipped, w)), out=gram)
    gram.reshape(len(w), -1)[:, :: side + 1] -= 1
    return gram
