"""Losses in which a far outlier counts no more than its distance: Huber's, and the absolute error."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.losses.base import Loss
from regexp.spec import Array

HALVINGS = 100
"""Of an interval of float64 numbers, after which it can't be divided any more, wherever it lies."""


class Huber(Loss):
    """Mean over rows of Σ_k h(z_k − y_k), h(e) = ½e² for |e| ≤ δ, else δ·(|e| − ½δ).

    Half the squared error near the target, δ times the absolute error far from it: no target pulls harder
    than δ. Both pieces meet with one value and one slope.
    Source: Huber (1964), Robust estimation of a location parameter.
    """

    kind: Literal["huber"] = "huber"
    label: ClassVar[str] = "Huber loss"
    threshold: ClassVar[float | None] = 0.5
    delta: float = Field(1.0, gt=0, description="error beyond which it is linear, δ", examples=[1.0])

    def rows(self, z: Array, y: Array) -> Array:
        """Return Σ_k c_k·(|e_k| − ½c_k), e = z − y and c = min(|e|, δ)."""
        distance = np.abs(z - y)
        near = np.minimum(distance, self.delta)
        rows: Array = (near * (distance - near / 2)).sum(axis=-1)
        return rows

    def gradient(self, z: Array, y: Array) -> None:
        """Turn z into (z − y)/B in place, z − y clipped to ±δ."""
        z -= y
        np.clip(z, -self.delta, self.delta, out=z)
        z /= z.shape[-2]

    def constant(self, y: Array) -> Array:
        """Return Huber's location of each output's targets, where the clipped errors sum to 0."""
        y = y.astype(np.float64)
        low, high = y.min(axis=0), y.max(axis=0)
        for _ in range(HALVINGS):
            middle = low + (high - low) / 2
            is_above = np.clip(middle - y, -self.delta, self.delta).sum(axis=0) > 0
            low, high = np.where(is_above, low, middle), np.where(is_above, middle, high)
        return np.asarray(low)


class Absolute(Loss):
    """Mean over rows of Σ_k |z_k − y_k|, slope sign(z_k − y_k), 0 where they are equal: the median's loss.

    Source: Koenker & Bassett (1978), Regression quantiles.
    """

    kind: Literal["absolute"] = "absolute"
    label: ClassVar[str] = "absolute error"
    smooth: ClassVar[bool] = False
    threshold: ClassVar[float | None] = 0.5

    def rows(self, z: Array, y: Array) -> Array:
        """Return Σ_k |z_k − y_k|."""
        rows: Array = np.abs(z - y).sum(axis=-1)
        return rows

    def gradient(self, z: Array, y: Array) -> None:
        """Turn z into sign(z − y)/B in place."""
        z -= y
        np.sign(z, out=z)
        z /= z.shape[-2]

    def constant(self, y: Array) -> Array:
        """Return the median target."""
        return np.asarray(np.median(y, axis=0))
