"""Input dropout: every input is missing from a random part of the steps."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from regexp.context import Context
from regexp.regularizers.base import Regularizer
from regexp.regularizers.dropout import keep_units
from regexp.spec import Array, PerRun


class InputDropout(Regularizer):
    """x ← x·mask/(1 − p) in training, mask 0 with probability p for each row and input; x in evaluation.

    p is the rate of *dropping*, in steps of 1/65536. On linear regression this is on average ridge with a
    penalty p/(1 − p)·Σ_i w_i²·‖x_i‖², x_i the columns of the inputs.
    Source: Srivastava et al. (2014), Dropout, sections 4 and 9.1.
    """

    kind: Literal["input_dropout"] = "input_dropout"
    main: ClassVar[str] = "rate"
    is_random: ClassVar[bool] = True
    rate: Annotated[float, PerRun] = Field(ge=0, lt=1, description="probability of dropping", examples=[0.2])

    def inputs(self, x: Array, y: Array, ctx: Context) -> None:
        """Multiply by mask/(1 − p)."""
        x *= keep_units(ctx, 0, x.shape[1:], self.rate, self.kind)
