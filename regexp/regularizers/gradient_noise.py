"""Gradient noise: every step goes slightly astray, less and less."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from regexp.context import Context
from regexp.draws import normal
from regexp.regularizers.base import Regularizer
from regexp.spec import Array, PerRun


class GradientNoise(Regularizer):
    """g ← g + ε, ε ~ N(0, σ²/(1 + t)^decay) for each parameter, biases too, in step t = 0, 1, …

    g is the whole gradient just before the optimizer, with all penalties but proximal steps. The paper's η is
    σ². ε is normal in 65,536 equally likely steps within 4.33 standard deviations.
    Source: Neelakantan et al. (2015), Adding gradient noise improves learning for very deep networks.
    """

    kind: Literal["gradient_noise"] = "gradient_noise"
    main: ClassVar[str] = "standard_deviation"
    is_random: ClassVar[bool] = True
    standard_deviation: Annotated[float, PerRun] = Field(
        ge=0, description="σ of the first step", examples=[0.1]
    )
    decay: Annotated[float, PerRun] = Field(
        0.55, ge=0, description="how fast the variance falls; 0: never", examples=[0.55]
    )

    def gradient(self, grad: Array, ctx: Context) -> None:
        """Add ε."""
        deviation = self.standard_deviation * float(ctx.step) ** (-self.decay / 2)
        grad += normal(ctx, "noise", grad.shape[1:], deviation, self.kind)
