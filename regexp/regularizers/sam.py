"""Sharpness-aware minimization: descending where the loss around the weights is highest."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.context import Context
from regexp.numerics import length_per_run
from regexp.regularizers.base import Regularizer
from regexp.spec import Array, PerRun


class Sam(Regularizer):
    """Steps along the gradient at θ̂ = θ + ρ·g/‖g‖ instead of g, the gradient at θ.

    Penalties that act through the gradient are in both, proximal steps in neither. ‖g‖ is the length of the
    gradient of all parameters, biases included; where it is 0, θ stays where it is. Both gradients are of the
    same batch with the same noise, so that a step takes two passes.
    Source: Foret et al. (2021), Sharpness-aware minimization for efficiently improving generalization.
    """

    kind: Literal["sam"] = "sam"
    main: ClassVar[str] = "radius"
    radius: Annotated[float, PerRun] = Field(
        ge=0, description="how far to look for a higher loss, ρ", examples=[0.05]
    )

    def perturb(self, theta: Array, grad: Array, ctx: Context) -> None:
        """Move the copy of θ by ρ·g/‖g‖."""
        scratch = ctx.buffer("scratch", grad.shape, grad.dtype)
        length = length_per_run(grad, scratch)
        reach = np.divide(ctx.cast(self.radius), length, out=np.zeros_like(length), where=length > 0)
        theta += np.multiply(grad, reach, out=scratch)
