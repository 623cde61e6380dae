"""The buffers of one pass through the network, allocated once for a stack and reused in every step."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regexp.spec import Array


@dataclass(frozen=True)
class Tape:
    """What a pass over a batch of B rows writes down; every array is contiguous.

    `h[0]` are the inputs, `h[k]` the activations after layer k, `h[-1]` the outputs, which become the loss
    gradient in place; `factor[k]` and `delta[k]`, (R, B, O), belong to hidden layer k; `y` are the targets.
    """

    h: tuple[Array, ...]
    y: Array
    factor: tuple[Array, ...]
    delta: tuple[Array, ...]
    scratch: tuple[Array, ...]
    ones: Array


class TapeMemory:
    """Memory for tapes of any batch size up to a largest one."""

    def __init__(self, runs: int, batch: int, widths: Sequence[int], dtype: str) -> None:
        """Allocate for R runs, the largest batch and the widths of all layers, of which the last is K."""
        self._runs, self._widths, self._dtype = runs, widths, dtype
        rows = runs * batch
        self._h = [np.empty(rows * width, dtype) for width in widths]
        self._y = np.empty(rows * widths[-1], dtype)
        self._factor, self._delta, self._scratch = (
            [np.empty(rows * width, dtype) for width in widths[1:-1]] for _ in range(3)
        )

    def tape(self, batch: int) -> Tape:
        """Return the tape for batches of this many rows; tapes share memory."""

        def contiguous(memory: Sequence[Array], widths: Sequence[int]) -> tuple[Array, ...]:
            shapes = [(self._runs, batch, width) for width in widths]
            return tuple(
                flat[: np.prod(shape)].reshape(shape) for flat, shape in zip(memory, shapes, strict=True)
            )

        hidden = self._widths[1:-1]
        return Tape(
            h=contiguous(self._h, self._widths),
            y=contiguous([self._y], self._widths[-1:])[0],
            factor=contiguous(self._factor, hidden),
            delta=contiguous(self._delta, hidden),
            scratch=contiguous(self._scratch, hidden),
            ones=np.ones((1, batch), self._dtype),
        )
