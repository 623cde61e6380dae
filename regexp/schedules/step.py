"""A learning rate that falls in steps."""

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.schedules.base import WarmedUp
from regexp.spec import Array, PerRun


class Step(WarmedUp):
    """rate_e = base·factor^⌊(e − 1)/every⌋, e = 1, 2, …; epochs of a warm-up don't count.

    Source: He et al. (2016), Deep residual learning for image recognition, section 4.2 (a tenth each time).
    """

    kind: Literal["step"] = "step"
    every: int = Field(30, ge=1, description="epochs between two steps", examples=[2])
    factor: Annotated[float, PerRun] = Field(
        0.1, gt=0, le=1, description="what the rate is multiplied by at each step", examples=[0.5]
    )

    def epoch_rate(self, base: Array, metrics: dict[str, Array], ctx: Context) -> Array:
        """Return the rate after all steps so far."""
        return np.asarray(base * self.factor ** (self.elapsed(ctx) // self.every))
