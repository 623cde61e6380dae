"""Squared errors: full, and with the textbook's ½."""

from typing import ClassVar, Literal

import numpy as np

from regexp.losses.base import Loss
from regexp.spec import Array


class QuadraticLoss(Loss):
    """Mean over rows of c·Σ_k (z_k − y_k)²."""

    threshold: ClassVar[float | None] = 0.5
    curvature: ClassVar[float]

    def rows(self, z: Array, y: Array) -> Array:
        """Return c·Σ_k (z_k − y_k)²."""
        rows: Array = np.square(z - y).sum(axis=-1)
        rows *= self.curvature
        return rows

    def gradient(self, z: Array, y: Array) -> None:
        """Turn z into 2c·(z − y)/B in place."""
        z -= y
        z *= 2 * self.curvature / z.shape[-2]

    def constant(self, y: Array) -> Array:
        """Return the mean target."""
        return np.asarray(y.mean(axis=0))


class SquaredError(QuadraticLoss):
    """Mean over rows of Σ_k (z_k − y_k)²: the full square, no ½."""

    kind: Literal["squared_error"] = "squared_error"
    label: ClassVar[str] = "squared error"
    curvature: ClassVar[float] = 1.0


class HalfSquaredError(QuadraticLoss):
    """Mean over rows of ½ Σ_k (z_k − y_k)²: the textbook's form for gradient descent."""

    kind: Literal["half_squared_error"] = "half_squared_error"
    label: ClassVar[str] = "half squared error"
    curvature: ClassVar[float] = 0.5
