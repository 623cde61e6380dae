"""Batch normalization: every unit has mean 0 and variance 1 over the rows of a batch."""

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.normalizations.base import ScaledAndShifted, Trace, write_slopes
from regexp.spec import Array


class BatchNormalization(ScaledAndShifted):
    """z ← scale·(z − mean)/√(variance + ε) + shift, mean and variance over the B rows of the batch.

    One mean and variance per unit; the variance divides by B. The layer has no bias: the mean would take it
    away, and shift stands for it. In evaluation running averages take their place: each step keeps the
    fraction `momentum` of them and takes the rest from the batch, whose variance then divides by B − 1.
    They are saved with the weights. Where weights are averaged (ema, swa) and with lbfgs, mean and variance
    over all training rows are computed for the weights that are evaluated.
    Source: Ioffe & Szegedy (2015), Batch normalization: accelerating deep network training.
    """

    kind: Literal["batch"] = "batch"
    has_bias: ClassVar[bool] = False
    fewest_rows: ClassVar[int] = 2
    statistics: ClassVar[dict[str, float]] = {"mean": 0.0, "variance": 1.0}
    momentum: float = Field(0.9, ge=0, lt=1, description="fraction of the running averages kept in a step")

    def gain_shape(self, runs: int, rows: int, width: int) -> tuple[int, int, int]:
        """Return (R, 1, O): one gain for each unit."""
        return (runs, 1, width)

    def forward(self, z: Array, own: Mapping[str, Array], trace: Trace) -> None:
        """Normalize over the rows of the batch, and take them into the running averages."""
        rows = z.shape[1]
        mean = np.matmul(trace.ones, z)
        mean /= rows
        z -= mean
        np.multiply(z, z, out=trace.normalized)
        variance = np.matmul(trace.ones, trace.normalized)
        variance /= rows
        np.sqrt(variance + self.epsilon, out=trace.gain)
        np.reciprocal(trace.gain, out=trace.gain)
        self._finish(z, own, trace)
        variance *= rows / (rows - 1)
        for name, of_batch in (("mean", mean), ("variance", variance)):
            own[name][...] *= self.momentum
            of_batch *= 1 - self.momentum
            own[name][...] += of_batch

    def backward(
        self,
        delta: Array,
        own: Mapping[str, Array],
        slopes: Mapping[str, Array],
        trace: Trace,
    ) -> None:
        """Turn δ into scale·gain·(δ − mean(δ) − ẑ·mean(δ·ẑ)), means over the batch."""
        rows = delta.shape[1]
        write_slopes(delta, slopes, trace)
        delta -= np.multiply(trace.normalized, slopes["scale"] / rows, out=trace.scratch)
        delta -= slopes["shift"] / rows
        delta *= own["scale"] * trace.gain

    def evaluate(self, z: Array, own: Mapping[str, Array], scratch: Array) -> None:
        """Normalize with the running averages."""
        gain = own["scale"] / np.sqrt(own["variance"] + self.epsilon)
        z *= gain
        z += own["shift"] - gain * own["mean"]
