"""Group lasso: groups of weights cost their length, which switches whole units off."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.numerics import sum_per_run
from regexp.regularizers.base import GROUPS
from regexp.regularizers.norms import INCOMING, OUTGOING, add, multiply, norms, quotients
from regexp.regularizers.shrinkage import Shrinkage
from regexp.spec import Array


class GroupLasso(Shrinkage):
    """Adds λ·Σ_g √n_g·‖w_g‖ over groups of weights, never biases, to the loss; n_g weights, ‖·‖ Euclidean.

    `groups`: outgoing (default) are the weights out of each input or hidden unit, a row of W (I, O), so that
    a group at zero removes that feature or unit; incoming are those into each unit, a column. `method`:
    subgradient adds λ·√n_g·w_g/‖w_g‖, 0 where w_g = 0, to the gradient before the optimizer and only comes
    near zero; proximal shortens every group by t = λ·√n_g·learning_rate/(1 − momentum) after the optimizer's
    step, w_g ← w_g·max(1 − t/‖w_g‖, 0), stopping at exactly zero. Proximal is the default for gd and sgd,
    adaptive optimizers can only use subgradient.
    Sources: Yuan & Lin (2006), Model selection and estimation in regression with grouped variables;
    Scardapane et al. (2017), Group sparse regularization for deep neural networks.
    """

    kind: Literal["group_lasso"] = "group_lasso"
    order: ClassVar[int] = GROUPS
    groups: Literal["outgoing", "incoming"] = Field(
        "outgoing", description="weights out of each input or hidden unit, or into each unit"
    )

    @property
    def axis(self) -> int:
        """Along which axis of weights (R, I, O) a group lies."""
        return {"outgoing": OUTGOING, "incoming": INCOMING}[self.groups]

    def coefficient(self, w: Array, ctx: Context) -> Array:
        """Return λ·√n_g of a layer with weights (R, I, O), shape (R, 1, 1)."""
        return ctx.cast(self.strength * np.sqrt(w.shape[self.axis]))

    def penalty(self, w: Array, k: int, ctx: Context) -> Array:
        """Return λ·√n_g·Σ_g ‖w_g‖."""
        return self.coefficient(w, ctx) * sum_per_run(norms(w, self.axis, ctx))

    def penalty_gradient(self, w: Array, grad: Array, k: int, ctx: Context) -> None:
        """Add λ·√n_g·w_g/‖w_g‖, unless the proximal step is used."""
        if not self.is_proximal(ctx):
            factors = quotients(self.coefficient(w, ctx), norms(w, self.axis, ctx))
            add(np.multiply(w, factors, out=ctx.buffer("scratch", w.shape, w.dtype)), grad)

    def after_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        """Shorten every group by t, if the proximal step is used."""
        if self.is_proximal(ctx):
            for w in weights:
                lengths = norms(w, self.axis, ctx)
                cut = ctx.cast(self.coefficient(w, ctx) * ctx.travel)
                multiply(w, quotients(np.maximum(lengths - cut, 0), lengths))
