"""Where the values of a swept number are drawn: evenly, or by decades with 0 apart at the left."""

from dataclasses import dataclass
from math import log10

from regexp.plots.scales import Scale

MANY_DECADES = 1.5
ZERO, MARGIN = -0.16, 0.03
"""Where 0 stands on an axis of decades, whose other values lie between 0 and 1; room beyond both ends."""
CHARACTER, BETWEEN = 0.0145, 0.02
"""The width of a character of a label and the least distance between labels, as fractions of the axis."""


@dataclass(frozen=True)
class Ruler:
    """The places of an axis's values: 0 the first, 1 the last; `is_broken` if 0 is left of a break."""

    values: tuple[float, ...]
    places: tuple[float, ...]
    is_log: bool
    is_broken: bool

    @property
    def limits(self) -> tuple[float, float]:
        """The ends of the axis."""
        return self.places[0] - MARGIN, self.places[-1] + MARGIN

    def ticks(self) -> list[tuple[float, str]]:
        """Return places with labels that keep clear of each other: the ends, round numbers, then others."""
        order = sorted(range(len(self.values)), key=self._importance)
        chosen: list[tuple[float, str]] = []
        for index in order:
            place, text = self.places[index], written(self.values[index])
            if all(abs(place - there) > _room(text, other) for there, other in chosen):
                chosen.append((place, text))
        return sorted(chosen)

    def _importance(self, index: int) -> tuple[bool, int]:
        """Return a key that sorts the ends first, then numbers with few digits."""
        is_end = index in (0, len(self.values) - 1)
        return not is_end, len(f"{self.values[index]:.2e}".partition("e")[0].rstrip("0"))


def ruler_of(values: tuple[float, ...]) -> Ruler:
    """Return the ruler of ascending values: logarithmic where those above 0 span more than 1.5 decades."""
    positive = [value for value in values if value > 0]
    decades = log10(positive[-1] / positive[0]) if positive else 0.0
    is_log = values[0] >= 0 and decades > MANY_DECADES
    scale = Scale(positive[0] if is_log else values[0], values[-1], is_log)
    places = tuple(scale.place(value) if value > 0 or not is_log else ZERO for value in values)
    return Ruler(values, places, is_log, is_log and values[0] == 0)


def written(value: float) -> str:
    """Return a value of an axis in few characters: `0.01`, `1e-5`."""
    mantissa, _, exponent = f"{value:.3g}".partition("e")
    return f"{mantissa}e{int(exponent)}" if exponent else mantissa


def _room(text: str, other: str) -> float:
    """Return how far apart the middles of two labels have to be."""
    return BETWEEN + CHARACTER * (len(text) + len(other)) / 2
