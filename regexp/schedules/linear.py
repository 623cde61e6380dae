"""A learning rate that falls along a straight line."""

from typing import Annotated, Literal

from pydantic import Field

from regexp.context import Context
from regexp.schedules.base import WarmedUp
from regexp.spec import Array, PerRun


class Linear(WarmedUp):
    """rate_e = base·(1 − (1 − final)·(e − 1)/epochs), e = 1 … epochs, both without those of a warm-up.

    Source: Devlin et al. (2019), BERT: pre-training of deep bidirectional transformers, appendix A.2.
    """

    kind: Literal["linear"] = "linear"
    final: Annotated[float, PerRun] = Field(
        0.0, ge=0, le=1, description="fraction of the learning rate approached at the end", examples=[0.1]
    )

    def epoch_rate(self, base: Array, metrics: dict[str, Array], ctx: Context) -> Array:
        """Return the rate on the line."""
        return base * (1 - (1 - self.final) * self.elapsed(ctx) / (ctx.epochs - self.warmup))
