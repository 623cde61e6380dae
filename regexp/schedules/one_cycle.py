"""One cycle: a learning rate that first rises to its peak and then falls to almost nothing."""

from math import cos, pi
from typing import Annotated, Literal

from pydantic import Field

from regexp.context import Context
from regexp.schedules.base import Schedule
from regexp.spec import Array, PerRun


class OneCycle(Schedule):
    """rate_t = base·(a + (b − a)·(1 − cos(πs))/2) at step t = 1 … T: half a cosine wave up, then one down.

    Up: a = start, b = 1, and s goes from 0 at step 1 to 1 at step rising·T. Down: a = 1, b = final, and s
    goes from 0 there to 1 at step T. So the learning rate is the peak. PyTorch's convention, whose
    div_factor is 1/start and final_div_factor start/final. Momentum is not cycled.
    Source: Smith & Topin (2019), Super-convergence: very fast training of neural networks using large
    learning rates.
    """

    kind: Literal["one_cycle"] = "one_cycle"
    start: Annotated[float, PerRun] = Field(
        0.04, gt=0, le=1, description="fraction of the learning rate at the first step", examples=[0.1]
    )
    final: Annotated[float, PerRun] = Field(
        4e-6, ge=0, le=1, description="fraction of the learning rate at the last step", examples=[0.01]
    )
    rising: float = Field(0.3, ge=0, lt=1, description="fraction of all steps in which the rate rises")

    @property
    def is_stepwise(self) -> bool:
        """Whether `rate` is asked before every step: it is."""
        return True

    def rate(self, base: Array, metrics: dict[str, Array], ctx: Context) -> Array:
        """Return the rate on the half wave that this step belongs to."""
        steps = ctx.epochs * ctx.steps
        peak, done = self.rising * steps - 1, ctx.step - 1
        if done < peak:
            return base * _between(self.start, 1.0, done / peak)
        return base * _between(1.0, self.final, (done - peak) / (steps - 1 - peak))


def _between(first: Array | float, last: Array | float, progress: float) -> Array | float:
    """Return the value on half a cosine wave from first to last, progress from 0 to 1."""
    return first + (last - first) * (1 - cos(pi * progress)) / 2
