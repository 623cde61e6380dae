"""Where each layer's weights and biases lie in a run's parameters, which are one contiguous row."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from regexp.spec import Array


class Views(NamedTuple):
    """Parameters, or their gradient, layer by layer: weights (R, I, O) and biases (R, 1, O)."""

    weights: list[Array]
    biases: list[Array]

    def of(self, runs: slice) -> "Views":
        """Return those of some of the runs."""
        return Views([weight[runs] for weight in self.weights], [bias[runs] for bias in self.biases])


@dataclass(frozen=True)
class Layout:
    """The parameters of a network of these widths: layer after layer, weights (I, O), then biases (O,)."""

    widths: tuple[int, ...]

    @property
    def shapes(self) -> tuple[tuple[int, int], ...]:
        """The shape (I, O) of each layer's weights."""
        return tuple(pairwise(self.widths))

    @property
    def size(self) -> int:
        """The number of parameters, P."""
        return sum((inputs + 1) * outputs for inputs, outputs in self.shapes)

    def views(self, theta: Array) -> Views:
        """Return views of theta (R, 1, P)."""
        weights, biases, start = [], [], 0
        for inputs, outputs in self.shapes:
            middle, end = start + inputs * outputs, start + (inputs + 1) * outputs
            weights.append(theta[:, 0, start:middle].reshape(len(theta), inputs, outputs))
            biases.append(theta[:, :, middle:end])
            start = end
        return Views(weights, biases)

    def named(self, row: Array) -> dict[str, Array]:
        """Return one run's parameters (P,) by name: layers/0/weight (I, O), layers/0/bias (O,), …"""
        weights, biases = self.views(row.reshape(1, 1, -1))
        named = {}
        for k, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
            named[f"layers/{k}/weight"], named[f"layers/{k}/bias"] = weight[0], bias[0, 0]
        return named

    def row(self, named: Mapping[str, Array], dtype: str) -> Array:
        """Return the parameters (P,) of what `named` returned."""
        parts = [
            np.ravel(named[f"layers/{k}/{part}"])
            for k in range(len(self.shapes))
            for part in ("weight", "bias")
        ]
        return np.concatenate(parts).astype(dtype)
