"""Input dropout: every input is missing from a random part of the steps."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from regexp.context import Context
from regexp.draws import Noise, multiplier
from regexp.regularizers.base import Regularizer
from regexp.spec import Array, PerRun


class InputDropout(Regularizer):
    """x ← x·r in training, r for each row and input of mean 1 and variance p/(1 − p); x in evaluation.

    `noise` says what r is: bernoulli: 0 with probability p, else 1/(1 − p); gaussian: 1 + ξ,
    ξ ~ N(0, p/(1 − p)). p is the rate of *dropping*, for bernoulli in steps of 1/65536. On linear regression
    either is on average ridge: squared_error grows by p/(1 − p)·Σ_i w_i²·‖x_i‖²/m, x_i the columns of the
    inputs on m rows, and half_squared_error by half of that.
    Source: Srivastava et al. (2014), Dropout, sections 4, 9.1 and 10.
    """

    kind: Literal["input_dropout"] = "input_dropout"
    main: ClassVar[str] = "rate"
    is_random: ClassVar[bool] = True
    rate: Annotated[float, PerRun] = Field(ge=0, lt=1, description="probability of dropping", examples=[0.2])

    noise: Noise = Field("bernoulli", description="bernoulli: inputs are missing, gaussian: they are noisy")

    def inputs(self, x: Array, y: Array, ctx: Context) -> None:
        """Multiply by r."""
        x *= multiplier(ctx, "multiplier", x.shape[1:], self.rate, self.noise, self.kind)
