"""Input noise: every step sees its rows slightly elsewhere."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from regexp.context import Context
from regexp.draws import normal
from regexp.regularizers.base import Regularizer
from regexp.spec import Array, PerRun


class InputNoise(Regularizer):
    """x ← x + ε in training, ε ~ N(0, σ²) for each row, input and step; x in evaluation.

    It is added to the inputs as the net sees them, after scaling: with `scale: standard`, σ = 0.1 is a tenth
    of an input's standard deviation. On a linear model with half_squared_error it is on average `l2: σ²`,
    with squared_error twice that. ε is normal in 65,536 equally likely steps within 4.33σ.
    Source: Bishop (1995), Training with noise is equivalent to Tikhonov regularization.
    """

    kind: Literal["input_noise"] = "input_noise"
    main: ClassVar[str] = "standard_deviation"
    is_random: ClassVar[bool] = True
    standard_deviation: Annotated[float, PerRun] = Field(ge=0, description="σ", examples=[0.1])

    def inputs(self, x: Array, y: Array, ctx: Context) -> None:
        """Add ε."""
        x += normal(ctx, "noise", x.shape[1:], self.standard_deviation, self.kind)
