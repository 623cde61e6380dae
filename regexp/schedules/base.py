"""What every learning-rate schedule is: the rate of an epoch, or of a step, made from the base rate."""

from abc import abstractmethod
from typing import ClassVar

from pydantic import Field

from regexp.context import Context, Situation
from regexp.spec import Array, Spec


class Schedule(Spec):
    """How the learning rate changes from epoch to epoch, or from step to step."""

    watches_monitor: ClassVar[bool] = False
    """Whether it looks at the monitored metric, which must then be measured."""

    @property
    def is_stepwise(self) -> bool:
        """Whether `rate` is asked before every step; else once an epoch, before its first step."""
        return False

    def objection(self, situation: Situation) -> str | None:
        """Return why it can't work in this run (a sentence without its subject), if it can't."""
        return None

    def init_state(self, theta: Array, ctx: Context) -> None:
        """Allocate in `ctx.state` what is remembered between epochs; theta (R, 1, P)."""

    @abstractmethod
    def rate(self, base: Array, metrics: dict[str, Array], ctx: Context) -> Array:
        """Return the rate (R, 1, 1) of epoch `ctx.epoch`, or of step `ctx.step` of all, both from 1.

        `metrics` are the last evaluation's, each (R,), none before the first: every column, and `monitor`:
        the monitored one, signed so that lower is better.
        """


class WarmedUp(Schedule):
    """A schedule of epochs that may begin with a warm-up: base·t/(warmup·steps of an epoch) at step t.

    The schedule proper counts its epochs from the end of the warm-up.
    Source: Goyal et al. (2017), Accurate, large minibatch SGD: training ImageNet in 1 hour, section 2.2.
    """

    warmup: float = Field(
        0.0,
        ge=0,
        description="epochs at the start in which the rate grows step by step, t/(warmup·steps)",
        examples=[1.5],
    )

    @property
    def is_stepwise(self) -> bool:
        """Whether there is a warm-up."""
        return self.warmup > 0

    def objection(self, situation: Situation) -> str | None:
        """Object to a warm-up that leaves no epoch to the schedule."""
        if self.warmup < situation.epochs:
            return None
        return (
            f"warms up for {self.warmup:g} epochs, and there are only {situation.epochs}; make warmup shorter"
        )

    def rate(self, base: Array, metrics: dict[str, Array], ctx: Context) -> Array:
        """Return the rate of a step of the warm-up, or that of an epoch after it."""
        if self.is_stepwise and ctx.step <= self.warmup * ctx.steps:
            return base * (ctx.step / (self.warmup * ctx.steps))
        return self.epoch_rate(base, metrics, ctx)

    @abstractmethod
    def epoch_rate(self, base: Array, metrics: dict[str, Array], ctx: Context) -> Array:
        """Return the rate (R, 1, 1) of epoch `ctx.epoch`, which the warm-up is over in."""

    def elapsed(self, ctx: Context) -> float:
        """Return how many epochs lie between the warm-up and this epoch: e − 1 without a warm-up."""
        return max(0.0, ctx.epoch - 1 - self.warmup)
