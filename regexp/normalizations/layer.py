"""Layer normalization: the units of a layer have mean 0 and variance 1 in every row."""

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np

from regexp.normalizations.base import ScaledAndShifted, Trace, write_slopes
from regexp.spec import Array


class LayerNormalization(ScaledAndShifted):
    """z ← scale·(z − mean)/√(variance + ε) + shift, mean and variance over the O units of the layer.

    One mean and variance per row, in training and evaluation alike; the variance divides by O. The layer
    keeps its bias. Source: Ba, Kiros & Hinton (2016), Layer normalization.
    """

    kind: Literal["layer"] = "layer"
    fewest_units: ClassVar[int] = 2

    def gain_shape(self, runs: int, rows: int, width: int) -> tuple[int, int, int]:
        """Return (R, B, 1): one gain for each row."""
        return (runs, rows, 1)

    def forward(self, z: Array, own: Mapping[str, Array], trace: Trace) -> None:
        """Normalize over the units of each row."""
        z -= _mean_over_units(z)
        variance = np.vecdot(z, z)[..., np.newaxis] / z.shape[-1]
        np.sqrt(variance + self.epsilon, out=trace.gain)
        np.reciprocal(trace.gain, out=trace.gain)
        self._finish(z, own, trace)

    def backward(
        self,
        delta: Array,
        own: Mapping[str, Array],
        slopes: Mapping[str, Array],
        trace: Trace,
    ) -> None:
        """Turn δ into gain·(δ' − mean(δ') − ẑ·mean(δ'·ẑ)), δ' = scale·δ, means over the units of a row."""
        write_slopes(delta, slopes, trace)
        delta *= own["scale"]
        means = np.vecdot(delta, trace.normalized)[..., np.newaxis] / delta.shape[-1]
        delta -= _mean_over_units(delta)
        delta -= np.multiply(trace.normalized, means, out=trace.scratch)
        delta *= trace.gain

    def evaluate(self, z: Array, own: Mapping[str, Array], scratch: Array) -> None:
        """Normalize over the units of each row."""
        gain = np.empty((*z.shape[:2], 1), z.dtype)
        self.forward(z, own, Trace(scratch, gain, scratch, gain))


def _mean_over_units(z: Array) -> Array:
    """Return the mean of each row of z (R, B, O), shape (R, B, 1), as a product: faster than a sum."""
    mean: Array = np.matmul(z, np.full((z.shape[-1], 1), 1 / z.shape[-1], z.dtype))
    return mean
