"""Early stopping: end a run once the monitored metric has stopped getting better."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context, Situation
from regexp.regularizers.base import Regularizer
from regexp.spec import Array


class EarlyStopping(Regularizer):
    """Ends a run when `monitor` has not improved by more than min_delta for `patience` epochs.

    Improvement is counted from the best value so far; with `relative` min_delta is a fraction of that value,
    its sign aside. Epochs before start_from_epoch are not looked at: the first possible end is after
    start_from_epoch + patience. best.npz keeps the weights of the best epoch of all, as without early
    stopping. `monitor` may be any metric, of training rows too.
    Source: Prechelt (1998), Early stopping – but when?
    """

    kind: Literal["early_stopping"] = "early_stopping"
    main: ClassVar[str] = "patience"
    is_dose: ClassVar[bool] = False
    patience: int = Field(20, ge=1, description="epochs without improvement", examples=[2])
    min_delta: float = Field(0.0, ge=0, description="smallest change that counts as improvement")
    relative: bool = Field(False, description="take min_delta as a fraction of the best value so far")
    start_from_epoch: int = Field(1, ge=1, description="first epoch that is looked at")

    def objection(self, situation: Situation) -> str | None:
        """Object to never looking."""
        if self.start_from_epoch > situation.epochs:
            return (
                f"looks from epoch {self.start_from_epoch}, but training ends with epoch {situation.epochs}"
            )
        return None

    def init_state(self, theta: Array, ctx: Context) -> None:
        """Remember the best value and its epoch, in float64 for exact comparisons."""
        ctx.state["best"] = np.full(len(theta), np.inf)
        ctx.state["best_epoch"] = np.full(len(theta), self.start_from_epoch - 1.0)

    def stop(self, metrics: dict[str, Array], ctx: Context) -> Array:
        """Return which runs have waited `patience` epochs."""
        best, best_epoch = ctx.state["best"], ctx.state["best_epoch"]
        if ctx.epoch >= self.start_from_epoch:
            improved = metrics["monitor"] < best - self._margin(best)
            best[improved] = metrics["monitor"][improved]
            best_epoch[improved] = ctx.epoch
        return np.asarray(ctx.epoch - best_epoch >= self.patience)

    def _margin(self, best: Array) -> Array | float:
        """Return by how much a value must be below the best one (R,), infinite before the first."""
        if not self.relative:
            return self.min_delta
        return self.min_delta * np.where(np.isfinite(best), np.abs(best), 1.0)
