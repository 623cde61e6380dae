"""Axes for figures and terminal plots: where a value lies, and which values to name."""

from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np

from regexp.spec import Array

LOG_EPOCHS = 20
CLOSE_TO_AN_END = 0.1


@dataclass(frozen=True)
class Scale:
    """The range of an axis, low < high, and whether it is logarithmic."""

    low: float
    high: float
    log: bool

    @property
    def length(self) -> float:
        """The distance from low to high, in decades on a logarithmic axis."""
        return log10(self.high / self.low) if self.log else self.high - self.low

    def position(self, values: Array) -> Array:
        """Return where values lie: 0 at the low end, 1 at the high end, beyond them outside [0, 1]."""
        measured = np.log10(np.divide(values, self.low)) if self.log else np.subtract(values, self.low)
        return np.asarray(measured / self.length)

    def place(self, value: float) -> float:
        """Return where one value lies."""
        return float(self.position(np.array(value)))

    def places(self, count: int) -> Array:
        """Return the values at `count` evenly spaced places, both ends among them."""
        spaced = np.geomspace if self.log else np.linspace
        return np.asarray(spaced(self.low, self.high, count))

    def padded(self, below: float, above: float) -> "Scale":
        """Return a scale longer by fractions of its length."""
        down, up = below * self.length, above * self.length
        if self.log:
            return Scale(self.low / 10.0**down, self.high * 10.0**up, True)
        return Scale(self.low - down, self.high + up, False)

    def rounded(self) -> "Scale":
        """Return the smallest scale around this one whose ends are round numbers."""
        if self.log:
            return Scale(10.0 ** floor(log10(self.low)), 10.0 ** ceil(log10(self.high)), True)
        step = _step(self.length, 10)
        return Scale(floor(self.low / step + 1e-9) * step, ceil(self.high / step - 1e-9) * step, False)

    def ticks(self) -> list[float]:
        """Return round numbers within the range: at most six, or up to seven powers of ten."""
        if self.log:
            powers = range(ceil(log10(self.low) - 1e-9), floor(log10(self.high) + 1e-9) + 1)
            return [10.0**power for power in powers[:: 1 + len(powers) // 8]]
        step = _step(self.length, 5)
        first, last = ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9)
        return [count * step for count in range(first, last + 1)]


def epoch_scale(epochs: Array) -> Scale:
    """Return the axis of epochs: logarithmic beyond 20, because most happens at the start."""
    first, last = float(epochs[0]), float(epochs[-1])
    return Scale(first, max(last, first + 1), last > LOG_EPOCHS and last >= 4 * first)


def epoch_ticks(scale: Scale) -> list[int]:
    """Return epochs to name: the first, the last, and between them even steps, or 1, 3, 10, 30 ….

    A logarithmic axis of more than three decades names powers of ten only.
    """
    if scale.log:
        digits = (1, 3) if scale.length <= 3 else (1,)
        inner = [digit * 10**power for power in range(10) for digit in digits]
    else:
        step = max(1, int(_step(scale.length, 5)))
        inner = list(range(step, int(scale.high), step))
    apart = (epoch for epoch in inner if CLOSE_TO_AN_END < scale.place(epoch) < 1 - CLOSE_TO_AN_END)
    return [int(scale.low), *apart, int(scale.high)]


def _step(length: float, count: int) -> float:
    """Return the smallest of 1, 2, 5 × 10ⁿ that divides a length into at most `count` parts."""
    power = 10.0 ** floor(log10(length / count))
    return next(digit * power for digit in (1, 2, 5, 10) if digit * power * count >= length * (1 - 1e-9))
