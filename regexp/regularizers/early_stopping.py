"""Early stopping: end a run once the monitored metric has stopped getting better."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.regularizers.base import Regularizer
from regexp.spec import Array


class EarlyStopping(Regularizer):
    """Ends a run when `monitor` has not improved by more than min_delta for `patience` epochs.

    Improvement is counted from the best value so far; best.npz keeps the weights of the best epoch, as
    without early stopping. Source: Prechelt (1998), Early stopping – but when?
    """

    kind: Literal["early_stopping"] = "early_stopping"
    main: ClassVar[str] = "patience"
    is_dose: ClassVar[bool] = False
    patience: int = Field(20, ge=1, description="epochs without improvement", examples=[2])
    min_delta: float = Field(0.0, ge=0, description="smallest change that counts as improvement")

    def init_state(self, theta: Array, ctx: Context) -> None:
        """Remember the best value and its epoch, in float64 for exact comparisons."""
        ctx.state["best"] = np.full(len(theta), np.inf)
        ctx.state["best_epoch"] = np.zeros(len(theta))

    def stop(self, metrics: dict[str, Array], ctx: Context) -> Array:
        """Return which runs have waited `patience` epochs."""
        best, best_epoch = ctx.state["best"], ctx.state["best_epoch"]
        improved = metrics["monitor"] < best - self.min_delta
        best[improved] = metrics["monitor"][improved]
        best_epoch[improved] = ctx.epoch
        return ctx.epoch - best_epoch >= self.patience
