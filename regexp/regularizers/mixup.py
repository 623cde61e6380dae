"""Mixup: training on points between two rows, with targets between theirs."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context, Situation
from regexp.regularizers.base import Regularizer
from regexp.spec import Array, PerRun
from regexp.streams import together


class Mixup(Regularizer):
    """x ← λ·x + (1 − λ)·x_π and y ← λ·y + (1 − λ)·y_π in training, π a permutation of the batch's rows.

    Each step draws one λ ~ Beta(α, α) and takes the larger of λ and 1 − λ: π and its inverse are equally
    likely, so that the mixed batch has the same distribution, and a small α changes little. Runs of one seed
    share π and the quantile of λ. Targets may be classes or numbers. It acts after noise on the inputs and
    label smoothing. Source: Zhang et al. (2018), mixup: beyond empirical risk minimization.
    """

    kind: Literal["mixup"] = "mixup"
    main: ClassVar[str] = "concentration"
    is_random: ClassVar[bool] = True
    concentration: Annotated[float, PerRun] = Field(
        ge=0, description="α: small mixes little, 1 evenly, large to halves", examples=[0.2]
    )

    def objection(self, situation: Situation) -> str | None:
        """Object to batches in which a row has no partner."""
        if situation.batch_size == 1:
            return "has no second row to mix with where optimizer.batch_size is 1; use 2 or more"
        return None

    def draw(self, batch: int, widths: tuple[int, ...], ctx: Context) -> None:
        """Draw each run's partners π (R, B) and their share 1 − λ ≤ ½ (R, 1, 1)."""
        partners = ctx.buffer("partners", (len(ctx.streams), batch), np.intp)
        quantiles = np.empty((len(ctx.streams), 1, 1))
        for rows, source in together([stream(self.kind) for stream in ctx.streams]):
            quantiles[rows] = source.generator.random()
            partners[rows] = source.generator.permutation(batch)
        ctx.noise["share"] = ctx.cast(smaller_share(self.concentration, quantiles))

    def inputs(self, x: Array, y: Array, ctx: Context) -> None:
        """Mix x (R, B, I) and y (R, B, K)."""
        runs, batch = x.shape[:2]
        partners = ctx.buffer("partners", (runs, batch), np.intp)
        rows = (partners + batch * np.arange(runs)[:, np.newaxis]).reshape(-1)
        for name, values in (("x", x), ("y", y)):
            others = ctx.buffer(name, values.shape, values.dtype)
            flat = (runs * batch, values.shape[-1])
            np.take(values.reshape(flat), rows, axis=0, out=others.reshape(flat), mode="clip")
            others *= ctx.noise["share"]
            values *= 1 - ctx.noise["share"]
            values += others


def smaller_share(alpha: Array | float, quantiles: Array) -> Array:
    """Return the smaller of λ and 1 − λ, λ ~ Beta(α, α), at quantiles of its own distribution in [0, 1)."""
    from scipy.special import betaincinv

    return np.where(alpha > 0, betaincinv(alpha, alpha, quantiles / 2), 0.0)
