"""Stochastic weight averaging: what is used is the mean of the weights at the ends of late epochs."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context, Situation
from regexp.regularizers.base import AVERAGING, Regularizer
from regexp.spec import Array


class Swa(Regularizer):
    """θ̄ = (1/n)·Σθ over the parameters at the ends of n epochs: start_epoch, start_epoch + every, …

    Of all parameters, biases included. From start_epoch on θ̄ is what is measured and saved, before it θ;
    training goes on from θ. It pays with a learning rate that stays large, which `schedule` decides.
    Source: Izmailov et al. (2018), Averaging weights leads to wider optima and better generalization.
    """

    kind: Literal["swa"] = "swa"
    main: ClassVar[str] = "start_epoch"
    order: ClassVar[int] = AVERAGING
    is_dose: ClassVar[bool] = False
    start_epoch: int = Field(ge=1, description="first epoch whose weights are averaged", examples=[2])
    every: int = Field(1, ge=1, description="epochs from one that is averaged to the next")

    def objection(self, situation: Situation) -> str | None:
        """Object to a second average, and to one that never starts."""
        if "ema" in situation.others:
            return "is a second average of the weights beside ema; keep one of them"
        if self.start_epoch > situation.epochs:
            return f"starts at epoch {self.start_epoch}, but training ends with epoch {situation.epochs}"
        return None

    def init_state(self, theta: Array, ctx: Context) -> None:
        """Allocate the sum."""
        ctx.state["sum"] = np.zeros_like(theta)

    def after_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        """Add θ to the sum after the last step of an epoch that counts."""
        waited = ctx.epoch - self.start_epoch
        if waited >= 0 and waited % self.every == 0 and ctx.step % ctx.steps == 0:
            ctx.state["sum"] += theta

    def evaluation(self, theta: Array, ctx: Context) -> None:
        """Return the mean, once there is one."""
        if ctx.epoch >= self.start_epoch:
            epochs = (ctx.epoch - self.start_epoch) // self.every + 1
            np.divide(ctx.state["sum"], epochs, out=theta)
