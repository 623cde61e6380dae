"""The sweep that every contender trains: digits, 64-128-128-10, 8 strengths of L2 × 4 dropout rates.

1,437 training and 360 validation rows, batches of 64 and the rest, Adam at 1e-3 with its usual constants.
After each epoch of a run: loss and accuracy on all training and all validation rows, in evaluation mode.
"""

from itertools import product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

HIDDEN, CLASSES, BATCH, LEARNING_RATE = (128, 128), 10, 64, 1e-3
STRENGTHS = tuple(float(strength) for strength in np.logspace(-6, -2.5, 8))
RATES = (0.1, 0.2, 0.35, 0.5)

Settings = list[tuple[float, float]]
"""The strength (λ/2·Σw² over weights) and the dropout rate of each run."""

Measured = npt.NDArray[np.float64]
"""Train loss, train accuracy, validation loss, validation accuracy: shape (runs, epochs, 4)."""


class Digits(NamedTuple):
    """Scaled pixels, float32, and classes of both splits."""

    x: npt.NDArray[np.float32]
    y: npt.NDArray[np.int64]
    x_validation: npt.NDArray[np.float32]
    y_validation: npt.NDArray[np.int64]


def digits() -> Digits:
    """Return the rows that all contenders share."""
    from sklearn.datasets import load_digits

    x, y = load_digits(return_X_y=True)
    order = np.random.default_rng(0).permutation(len(x))
    x, y = (x[order] / 16).astype(np.float32), y[order]
    return Digits(x[:1437], y[:1437], x[1437:], y[1437:])


def settings(runs: int) -> Settings:
    """Return the first `runs` of the grid, which is repeated as often as needed."""
    grid = list(product(STRENGTHS, RATES))
    return [grid[i % len(grid)] for i in range(runs)]
