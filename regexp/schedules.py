"""Learning-rate schedules: the factor that an epoch's learning rate is multiplied by."""

from abc import abstractmethod
from math import cos, pi
from typing import Annotated, Literal

from pydantic import Field

from regexp.context import Context
from regexp.spec import Array, PerRun, Spec


class Schedule(Spec):
    """How the learning rate changes from epoch to epoch, or from step to step."""

    @property
    def is_stepwise(self) -> bool:
        """Whether `rate` is asked before every step; else once an epoch, before its first step."""
        return False

    def init_state(self, theta: Array, ctx: Context) -> None:
        """Allocate in `ctx.state` what is remembered between epochs; theta (R, 1, P)."""

    @abstractmethod
    def rate(self, base: Array, metrics: dict[str, Array], ctx: Context) -> Array:
        """Return the rate (R, 1, 1) of epoch `ctx.epoch`, or of step `ctx.step` of all, both from 1.

        `metrics` are the last evaluation's, each (R,), none before the first: every column, and `monitor`:
        the monitored one, signed so that lower is better.
        """


class Constant(Schedule):
    """The learning rate never changes."""

    kind: Literal["constant"] = "constant"

    def rate(self, base: Array, metrics: dict[str, Array], ctx: Context) -> Array:
        """Return the base rate."""
        return base


class Cosine(Schedule):
    """rate_e = base·(final + (1 − final)·(1 + cos(π(e − 1)/epochs))/2), e = 1 … epochs.

    Source: Loshchilov & Hutter (2017), SGDR, without restarts.
    """

    kind: Literal["cosine"] = "cosine"
    final: Annotated[float, PerRun] = Field(
        0.0, ge=0, le=1, description="fraction of the learning rate approached at the end", examples=[0.1]
    )

    def rate(self, base: Array, metrics: dict[str, Array], ctx: Context) -> Array:
        """Return the rate on the half cosine wave."""
        wave = (1 + cos(pi * (ctx.epoch - 1) / ctx.epochs)) / 2
        return base * (self.final + (1 - self.final) * wave)
