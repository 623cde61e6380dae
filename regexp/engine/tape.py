"""The buffers of one pass through the network, allocated once for a stack and reused in every step."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regexp.engine.layout import Layout
from regexp.normalizations import Trace
from regexp.spec import Array


@dataclass(frozen=True)
class Tape:
    """What a pass over a batch of B rows writes down; every array is contiguous.

    `h[0]` are the inputs, `h[k]` the activations after layer k, `h[-1]` the outputs, which become the loss
    gradient in place; `factor[k]` and `delta[k]`, (R, B, O), belong to hidden layer k, and `traces[k]` does
    where layers are normalized; `y` are the targets.
    """

    h: tuple[Array, ...]
    y: Array
    factor: tuple[Array, ...]
    delta: tuple[Array, ...]
    scratch: tuple[Array, ...]
    traces: tuple[Trace, ...]
    ones: Array


class TapeMemory:
    """Memory for tapes of any batch size up to a largest one."""

    def __init__(self, runs: int, batch: int, layout: Layout, dtype: str) -> None:
        """Allocate for R runs, the largest batch and the widths of all layers, of which the last is K."""
        widths = layout.widths
        self._runs, self._widths, self._dtype = runs, widths, dtype
        self._normalization = layout.normalization
        rows = runs * batch
        self._h = [np.empty(rows * width, dtype) for width in widths]
        self._y = np.empty(rows * widths[-1], dtype)
        self._factor, self._delta, self._scratch = (
            [np.empty(rows * width, dtype) for width in widths[1:-1]] for _ in range(3)
        )
        is_normalized = bool(layout.normalization.start)
        self._normalized = [np.empty(rows * width, dtype) for width in widths[1:-1] if is_normalized]

    def tape(self, batch: int) -> Tape:
        """Return the tape for batches of this many rows; tapes share memory."""

        def contiguous(memory: Sequence[Array], widths: Sequence[int]) -> tuple[Array, ...]:
            shapes = [(self._runs, batch, width) for width in widths]
            return tuple(
                flat[: np.prod(shape)].reshape(shape) for flat, shape in zip(memory, shapes, strict=True)
            )

        hidden, ones = self._widths[1:-1], np.ones((1, batch), self._dtype)
        scratch = contiguous(self._scratch, hidden)
        return Tape(
            h=contiguous(self._h, self._widths),
            y=contiguous([self._y], self._widths[-1:])[0],
            factor=contiguous(self._factor, hidden),
            delta=contiguous(self._delta, hidden),
            scratch=scratch,
            traces=self._traces(contiguous(self._normalized, hidden[: len(self._normalized)]), scratch, ones),
            ones=ones,
        )

    def _traces(
        self, normalized: Sequence[Array], scratch: Sequence[Array], ones: Array
    ) -> tuple[Trace, ...]:
        """Return the traces of normalized layers; none where layers are not."""
        shape_of = self._normalization.gain_shape
        gains = [np.empty(shape_of(*each.shape), self._dtype) for each in normalized]
        return tuple(map(Trace, normalized, gains, scratch, [ones] * len(gains)))
