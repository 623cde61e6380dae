"""Dropout: every hidden unit is missing from a random part of the steps."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from regexp.context import Context
from regexp.draws import Noise, multiplier
from regexp.regularizers.base import HiddenRegularizer
from regexp.spec import Array, PerRun


class Dropout(HiddenRegularizer):
    """h ← h·r in training, r for each row and unit of mean 1 and variance p/(1 − p); h in evaluation.

    `noise` says what r is: bernoulli: 0 with probability p, else 1/(1 − p); gaussian: 1 + ξ,
    ξ ~ N(0, p/(1 − p)). The expected activation stays the same (inverted dropout), so nothing is rescaled
    when the net is used. p is the rate of *dropping*, for bernoulli in steps of 1/65536. `layers` counts
    hidden layers from 0. Source: Srivastava et al. (2014), Dropout: a simple way to prevent neural networks
    from overfitting; section 10 for gaussian.
    """

    kind: Literal["dropout"] = "dropout"
    main: ClassVar[str] = "rate"
    is_random: ClassVar[bool] = True
    instead: ClassVar[str] = "input_dropout"
    rate: Annotated[float, PerRun] = Field(ge=0, lt=1, description="probability of dropping", examples=[0.5])

    noise: Noise = Field("bernoulli", description="bernoulli: units are missing, gaussian: they are noisy")

    def draw(self, batch: int, widths: tuple[int, ...], ctx: Context) -> None:
        """Draw what each row multiplies its units by."""
        for k, width in enumerate(widths[1:-1]):
            if self.acts_on(k):
                multiplier(ctx, ("multiplier", k), (batch, width), self.rate, self.noise, self.kind)

    def multiplier(self, factor: Array, k: int, ctx: Context) -> None:
        """Multiply by r."""
        factor *= ctx.buffer(("multiplier", k), factor.shape, ctx.dtype)
