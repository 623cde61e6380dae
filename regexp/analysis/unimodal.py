"""Unimodal regression: the least-squares curve that first only falls and then only rises.

Source: Frisén (1986), Unimodal regression; the fit of each branch is the pool-adjacent-violators
algorithm of Ayer et al. (1955), in time proportional to the number of rows.
"""

from dataclasses import dataclass

import numpy as np

from regexp.spec import Array


@dataclass(frozen=True)
class Valley:
    """A falling-then-rising fit: its values, shape (rows,), and the stretch of rows where it is lowest.

    Rows `start` to `stop` (excluded) are the lowest level; the rise begins at row `stop`, which is the
    number of rows where there is none. `levels` counts the distinct levels of the fit.
    """

    fitted: Array
    start: int
    stop: int
    levels: int


def fit_valley(values: Array) -> Valley:
    """Return the falling-then-rising curve nearest to `values`, shape (rows,), in squared error."""
    listed = values.tolist()
    falling = _errors(listed)
    rising = _errors(listed[::-1])[::-1]
    turn = int(np.argmin(np.add(falling, rising)))
    left, left_sizes = _levels(listed[:turn])
    right, right_sizes = _levels(listed[turn:][::-1])
    levels = np.array(left + right[::-1])
    sizes = np.array(left_sizes + right_sizes[::-1])
    lowest = int(np.argmin(levels))
    stop = int(sizes[: lowest + 1].sum())
    return Valley(np.repeat(levels, sizes), stop - int(sizes[lowest]), stop, len(levels))


def _errors(values: list[float]) -> list[float]:
    """Return the squared error of the best falling fit of the first 0, 1, … rows."""
    return _pool(values)[2]


def _levels(values: list[float]) -> tuple[list[float], list[int]]:
    """Return the levels of the best falling fit and how many rows each holds for."""
    levels, sizes, _ = _pool(values)
    return levels, sizes


def _pool(values: list[float]) -> tuple[list[float], list[int], list[float]]:
    """Pool neighbours until the levels only fall; return levels, their sizes and the error so far."""
    levels: list[float] = []
    sizes: list[int] = []
    errors = [0.0]
    error = 0.0
    for value in values:
        level, size = value, 1
        while levels and levels[-1] <= level:
            other, count = levels.pop(), sizes.pop()
            error += (level - other) * (level - other) * size * count / (size + count)
            level = (level * size + other * count) / (size + count)
            size += count
        levels.append(level)
        sizes.append(size)
        errors.append(error)
    return levels, sizes, errors
