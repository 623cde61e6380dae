"""Where the values of a swept number are drawn: evenly, or by decades with 0 apart at the left."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np

from regexp.plots.paper import PAGE, paper
from regexp.plots.scales import Scale

MANY_DECADES, FEW_DECADES, TOO_MANY_DECADES = 1.5, 3.0, 12.0
"""Values over more than 1.5 are placed by decades, over more than 12 at equal distances."""
MOST_WHOLE = 1e5
"""Smaller whole numbers are written with all of their digits."""
MOST_NAMED = 12
"""More values are not named one by one."""
ZERO, MARGIN = -0.16, 0.03
"""Where 0 stands on an axis of decades, whose other values lie between 0 and 1; room beyond both ends."""
CHARACTER, BETWEEN = 0.0145, 0.02
"""The width of a character of a label and the least distance between labels, as parts of a page's axis."""


@dataclass(frozen=True)
class Ruler:
    """The places of an axis's values: 0 the first, 1 the last; `is_broken` if 0 is left of a break.

    Without a `scale` the values stand at equal distances.
    """

    values: tuple[float, ...]
    places: tuple[float, ...]
    scale: Scale | None
    is_broken: bool

    @property
    def limits(self) -> tuple[float, float]:
        """The ends of the axis."""
        return self.places[0] - MARGIN, self.places[-1] + MARGIN

    def between(self, value: float) -> float:
        """Return where a number within the range of values lies, between its neighbours."""
        if self.scale:
            return self.scale.place(value)
        return float(np.interp(value, self.values, self.places))

    @property
    def remark(self) -> str:
        """What to say of an axis on which equal distances aren't equal differences."""
        if self.scale is None:
            return " (values at equal distances)"
        return " (log scale, 0 apart)" if self.is_broken else " (log scale)" if self.scale.log else ""

    def ticks(self, narrowing: float = 1.0) -> list[tuple[float, str]]:
        """Return places with labels that keep clear of each other; some axes are narrower than usual.

        Of few values these are the ends, round ones, then others; many give way to round numbers between.
        """
        if self.scale and len(self.values) > MOST_NAMED:
            zero = [(self.places[0], "0")] if self.is_broken else []
            return _apart(
                [*zero, *((self.scale.place(value), written(value)) for value in _round(self.scale))],
                narrowing,
            )
        order = sorted(range(len(self.values)), key=self._importance)
        return _apart(((self.places[index], written(self.values[index])) for index in order), narrowing)

    def _importance(self, index: int) -> tuple[bool, int]:
        """Return a key that sorts the ends first, then numbers with few digits."""
        is_end = index in (0, len(self.values) - 1)
        return not is_end, len(f"{self.values[index]:.2e}".partition("e")[0].rstrip("0"))


def ruler_of(values: tuple[float, ...]) -> Ruler:
    """Return the ruler of ascending values: logarithmic where those above 0 span more than 1.5 decades.

    Beyond 12 decades the values stand at equal distances.
    """
    positive = [value for value in values if value > 0]
    decades = log10(positive[-1] / positive[0]) if positive else 0.0
    if decades > TOO_MANY_DECADES:
        return Ruler(values, tuple(np.linspace(0, 1, len(values)).tolist()), None, False)
    is_log = values[0] >= 0 and decades > MANY_DECADES
    scale = Scale(positive[0] if is_log else values[0], values[-1], is_log)
    places = tuple(scale.place(value) if value > 0 or not is_log else ZERO for value in values)
    return Ruler(values, places, scale, is_log and values[0] == 0)


def written(value: float) -> str:
    """Return a value of an axis in few characters: `0.01`, `1e-5`, `2048`."""
    if value == int(value) and abs(value) < MOST_WHOLE:
        return str(int(value))
    mantissa, _, exponent = f"{value:.3g}".partition("e")
    return f"{mantissa}e{int(exponent)}" if exponent else mantissa


def _round(scale: Scale) -> list[float]:
    """Return round numbers of a scale, of a few decades after the powers of ten those with 2 and 5."""
    rounds = scale.ticks()
    if scale.log and scale.length < FEW_DECADES:
        powers = [10.0**power for power in range(floor(log10(scale.low)), ceil(log10(scale.high)))]
        between = [digit * power for digit in (2, 5) for power in powers]
        rounds += [value for value in between if scale.low <= value <= scale.high]
    return rounds


def _apart(labels: Iterable[tuple[float, str]], narrowing: float) -> list[tuple[float, str]]:
    """Return by place those labels that keep clear of all before them."""
    chosen: list[tuple[float, str]] = []
    for place, text in labels:
        if all(abs(place - there) > narrowing * _room(text, other) for there, other in chosen):
            chosen.append((place, text))
    return sorted(chosen)


def _room(text: str, other: str) -> float:
    """Return how far apart the middles of two labels have to be."""
    return (BETWEEN + CHARACTER * (len(text) + len(other)) / 2) * PAGE.width / paper().width
