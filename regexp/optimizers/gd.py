"""Gradient descent on all training rows at once."""

from typing import Literal

from regexp.context import Context
from regexp.optimizers.base import Iterative
from regexp.spec import Array


class GradientDescent(Iterative):
    """θ ← θ − α·g, g the gradient over all training rows (full batch). Source: Cauchy (1847)."""

    kind: Literal["gd"] = "gd"

    def update(self, theta: Array, grad: Array, ctx: Context) -> None:
        """Take one step."""
        grad *= ctx.cast(ctx.rate)
        theta -= grad
