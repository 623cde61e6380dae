"""Where each layer's weights and biases lie in a run's parameters, which are one contiguous row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import NamedTuple

import numpy as np

from regexp.normalizations import NONE, Normalization
from regexp.spec import Array


class Views(NamedTuple):
    """Parameters, or their gradient, layer by layer, as views: weights (R, I, O) and what is (R, 1, O).

    Not every layer has a bias; `norms` has scale, shift, mean, … of the layers that are normalized.
    """

    weights: list[Array]
    biases: dict[int, Array]
    norms: dict[int, dict[str, Array]]

    def of(self, runs: slice) -> "Views":
        """Return those of some of the runs."""
        return Views(
            [weight[runs] for weight in self.weights],
            {k: bias[runs] for k, bias in self.biases.items()},
            {k: {name: array[runs] for name, array in own.items()} for k, own in self.norms.items()},
        )


@dataclass(frozen=True)
class Layout:
    """The parameters of a network of these widths: layer after layer, weights (I, O), then biases (O,) …

    Behind the P parameters that are trained stand the statistics of normalized layers, if there are any.
    """

    widths: tuple[int, ...]
    normalization: Normalization = NONE
    has_biases: bool = True

    @property
    def shapes(self) -> tuple[tuple[int, int], ...]:
        """The shape (I, O) of each layer's weights."""
        return tuple(pairwise(self.widths))

    @property
    def size(self) -> int:
        """The number of parameters that are trained, P."""
        return sum(prod(shape) for k in range(len(self.shapes)) for shape in self._trained(k).values())

    @property
    def length(self) -> int:
        """The length of a run's row: P and the number of statistics."""
        return self.size + len(self.normalization.statistics) * sum(self.widths[1:-1])

    def views(self, theta: Array) -> Views:
        """Return views of theta (R, 1, length), or without statistics of a gradient (R, 1, P)."""
        views = Views([], {}, {k: {} for k in range(len(self.shapes) - 1) if self.normalization.start})
        end = 0
        for k, name, shape in self._blocks(with_statistics=theta.shape[-1] > self.size):
            start, end = end, end + prod(shape)
            if name == "weight":
                views.weights.append(theta[:, 0, start:end].reshape(len(theta), *shape))
            elif name == "bias":
                views.biases[k] = theta[:, :, start:end]
            else:
                views.norms[k][name] = theta[:, :, start:end]
        return views

    def named(self, row: Array) -> dict[str, Array]:
        """Return one run's row by name: layers/0/weight (I, O), layers/0/bias (O,), layers/0/scale (O,), …"""
        ends = np.cumsum([prod(shape) for _, _, shape in self._blocks()])[:-1]
        parts = zip(self._blocks(), np.split(row, ends), strict=True)
        return {f"layers/{k}/{name}": part.reshape(shape) for (k, name, shape), part in parts}

    def row(self, named: Mapping[str, Array], dtype: str) -> Array:
        """Return the row (length,) of what `named` returned."""
        parts = [np.ravel(named[f"layers/{k}/{name}"]) for k, name, _ in self._blocks()]
        return np.concatenate(parts).astype(dtype)

    def _blocks(self, with_statistics: bool = True) -> Iterator[tuple[int, str, tuple[int, ...]]]:
        """Yield the layer, name and shape of everything in a row, in order."""
        for k in range(len(self.shapes)):
            for name, shape in self._trained(k).items():
                yield k, name, shape
        if with_statistics:
            for k, width in enumerate(self.widths[1:-1]):
                for name in self.normalization.statistics:
                    yield k, name, (width,)

    def _trained(self, k: int) -> dict[str, tuple[int, ...]]:
        """Return the shapes of what is trained in layer k."""
        is_hidden, width = k < len(self.shapes) - 1, self.widths[k + 1]
        shapes: dict[str, tuple[int, ...]] = {"weight": self.shapes[k]}
        if self.has_biases and (self.normalization.has_bias or not is_hidden):
            shapes["bias"] = (width,)
        return shapes | (dict.fromkeys(self.normalization.start, (width,)) if is_hidden else {})
