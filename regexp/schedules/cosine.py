"""A learning rate that falls along half a cosine wave, once or again and again."""

from math import cos, pi
from typing import Annotated, Literal

from pydantic import Field

from regexp.context import Context, Situation
from regexp.schedules.base import WarmedUp
from regexp.spec import Array, PerRun


class Cosine(WarmedUp):
    """rate_e = base·(final + (1 − final)·(1 + cos(π(e − 1)/epochs))/2), e = 1 … epochs.

    Both without the epochs of a warm-up. With `cycle_epochs` the wave starts again at base after so many
    epochs, and each cycle is `cycle_growth` times as long as the one before; e − 1 and epochs are then those
    of the cycle.
    Source: Loshchilov & Hutter (2017), SGDR: stochastic gradient descent with warm restarts.
    """

    kind: Literal["cosine"] = "cosine"
    final: Annotated[float, PerRun] = Field(
        0.0, ge=0, le=1, description="fraction of the learning rate approached at the end", examples=[0.1]
    )
    cycle_epochs: int | None = Field(
        None, ge=1, description="epochs of the first cycle; without it there is one cycle, of all epochs"
    )
    cycle_growth: int = Field(1, ge=1, description="how many times as long each cycle is as the one before")

    def objection(self, situation: Situation) -> str | None:
        """Object to cycles that grow from nothing."""
        if self.cycle_growth > 1 and self.cycle_epochs is None:
            return "has cycle_growth, but no cycle_epochs, the length of the first cycle"
        return super().objection(situation)

    def epoch_rate(self, base: Array, metrics: dict[str, Array], ctx: Context) -> Array:
        """Return the rate on the half cosine wave."""
        elapsed, epochs = self._cycle(self.elapsed(ctx), ctx.epochs - self.warmup)
        wave = (1 + cos(pi * elapsed / epochs)) / 2
        return base * (self.final + (1 - self.final) * wave)

    def _cycle(self, elapsed: float, epochs: float) -> tuple[float, float]:
        """Return how many epochs of the current cycle are over, and how many it has."""
        if self.cycle_epochs is None:
            return elapsed, epochs
        length = self.cycle_epochs
        while self.cycle_growth > 1 and elapsed >= length:
            elapsed -= length
            length *= self.cycle_growth
        return elapsed % length, length
