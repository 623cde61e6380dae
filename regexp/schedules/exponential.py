"""A learning rate that falls by the same factor every epoch."""

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.schedules.base import WarmedUp
from regexp.spec import Array, PerRun


class Exponential(WarmedUp):
    """rate_e = base·factor^(e − 1), e = 1, 2, …; epochs of a warm-up don't count.

    Source: Senior et al. (2013), An empirical study of learning rates in deep neural networks for speech
    recognition.
    """

    kind: Literal["exponential"] = "exponential"
    factor: Annotated[float, PerRun] = Field(
        0.95, gt=0, le=1, description="what the rate is multiplied by after each epoch", examples=[0.8]
    )

    def epoch_rate(self, base: Array, metrics: dict[str, Array], ctx: Context) -> Array:
        """Return the rate after all epochs so far."""
        return np.asarray(base * self.factor ** self.elapsed(ctx))
