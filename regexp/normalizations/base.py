"""Normalization of hidden layers: what is done to their sums z, shape (R, B, O), before the activation.

Written to work in place on the engine's buffers. `own` has a layer's parameters and statistics by name, each
(R, 1, O); scale starts at 1 and shift at 0, and no weight penalty acts on them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.spec import Array, Spec


@dataclass(frozen=True)
class Trace:
    """What a forward pass leaves for the backward pass of one layer, and memory for both.

    `normalized` is ẑ (R, B, O), `gain` 1/√(variance + ε), (R, 1, O) or (R, B, 1); `scratch` is (R, B, O) and
    free in backward passes, `ones` is (1, B).
    """

    normalized: Array
    gain: Array
    scratch: Array
    ones: Array


class Normalization(Spec):
    """A way to keep the sums of hidden units on one scale while the layers below change."""

    has_bias: ClassVar[bool] = True
    """Whether a layer has a bias of its own before it."""
    start: ClassVar[dict[str, float]] = {}
    """The trained parameters of a layer, by name, with the values they start from."""
    statistics: ClassVar[dict[str, float]] = {}
    """What is remembered of the training rows for evaluation, by name, with the values it starts from."""
    fewest_rows: ClassVar[int] = 1
    """How many rows a batch needs."""
    fewest_units: ClassVar[int] = 1
    """How many units a layer needs."""

    def gain_shape(self, runs: int, rows: int, width: int) -> tuple[int, int, int]:
        """Return the shape of `Trace.gain`."""
        return (0, 0, 0)

    def forward(self, z: Array, own: Mapping[str, Array], trace: Trace) -> None:
        """Turn z (R, B, O) into scale·ẑ + shift in place, in training."""

    def backward(
        self,
        delta: Array,
        own: Mapping[str, Array],
        slopes: Mapping[str, Array],
        trace: Trace,
    ) -> None:
        """Turn the gradient at the result into that at z in place, and write those of scale and shift."""

    def evaluate(self, z: Array, own: Mapping[str, Array], scratch: Array) -> None:
        """Turn z (R, n, O) into scale·ẑ + shift in place, in evaluation."""


class NoNormalization(Normalization):
    """z stays as it is: f(h·W + b)."""

    kind: Literal["none"] = "none"


NONE = NoNormalization()


class ScaledAndShifted(Normalization):
    """Normalization with a scale and a shift of each unit, which are trained."""

    start: ClassVar[dict[str, float]] = {"scale": 1.0, "shift": 0.0}
    epsilon: float = Field(1e-5, gt=0, description="added to the variance")

    def _finish(self, z: Array, own: Mapping[str, Array], trace: Trace) -> None:
        """Write scale·ẑ + shift into z, which holds z − mean, and ẑ into the trace."""
        np.multiply(z, trace.gain, out=trace.normalized)
        np.multiply(trace.normalized, own["scale"], out=z)
        z += own["shift"]


def write_slopes(delta: Array, slopes: Mapping[str, Array], trace: Trace) -> None:
    """Write the gradients of scale, Σδ·ẑ, and shift, Σδ, sums over the rows of the batch."""
    np.multiply(delta, trace.normalized, out=trace.scratch)
    np.matmul(trace.ones, trace.scratch, out=slopes["scale"])
    np.matmul(trace.ones, delta, out=slopes["shift"])
