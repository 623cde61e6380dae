"""A learning rate that falls when the monitored metric has stopped getting better."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.schedules.base import WarmedUp
from regexp.spec import Array, PerRun

_FIELDS = ("best", "since", "seen", "reductions")


class Plateau(WarmedUp):
    """rate = base·max(factor^n, minimum); n grows by 1 when `monitor` has not improved for `wait` epochs.

    Better is what beats the best value so far by more than threshold·|best|. Counting starts again after a
    reduction and its `cooldown`. Epochs without a measurement count, but n only grows when there is one; an
    epoch's metrics act on the next. `wait` is Keras's patience, and PyTorch's plus 1.
    Source: He et al. (2016), Deep residual learning for image recognition, section 3.4 (divided by 10 when
    the error plateaus).
    """

    kind: Literal["plateau"] = "plateau"
    watches_monitor: ClassVar[bool] = True
    factor: Annotated[float, PerRun] = Field(
        0.1, gt=0, lt=1, description="what the rate is multiplied by", examples=[0.5]
    )
    wait: Annotated[int, PerRun] = Field(10, ge=1, description="epochs without improvement", examples=[1])
    threshold: Annotated[float, PerRun] = Field(
        1e-4, ge=0, lt=1, description="smallest relative change that counts as improvement", examples=[0.02]
    )
    cooldown: Annotated[int, PerRun] = Field(
        0, ge=0, description="epochs after a reduction that don't count", examples=[1]
    )
    minimum: Annotated[float, PerRun] = Field(
        0.0,
        ge=0,
        le=1,
        description="fraction of the learning rate that always stays",
        examples=[1e-3],
    )

    def init_state(self, theta: Array, ctx: Context) -> None:
        """Remember the best value, the epochs counted from and last seen, and the reductions, in float64."""
        for name in _FIELDS:
            ctx.state[name] = np.zeros((len(theta), 1, 1))
        # Unlike infinity it can be multiplied by a threshold of zero, and subtracted from.
        ctx.state["best"].fill(np.finfo(np.float64).max)

    def epoch_rate(self, base: Array, metrics: dict[str, Array], ctx: Context) -> Array:
        """Return the rate after all reductions, this measurement's included if it is news."""
        if metrics:
            self._look(metrics["monitor"].reshape(base.shape), metrics["epoch"].reshape(base.shape), ctx)
        return base * np.maximum(self.factor ** ctx.state["reductions"], self.minimum)

    def _look(self, monitor: Array, epoch: Array, ctx: Context) -> None:
        """Count a measurement (R, 1, 1), unless it was counted before."""
        best, since, seen, reductions = (ctx.state[name] for name in _FIELDS)
        is_new = epoch > seen
        improved = is_new & (monitor < best - self.threshold * np.abs(best))
        np.copyto(best, monitor, where=improved)
        np.copyto(since, np.maximum(since, epoch), where=improved)
        waited = is_new & (epoch - since >= self.wait)
        reductions += waited
        np.copyto(since, epoch + self.cooldown, where=waited)
        np.copyto(seen, epoch)
