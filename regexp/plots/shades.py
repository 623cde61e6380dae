"""Colours of a heat map: brighter is better, and one bad setting doesn't take the colours of the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from statistics import median
from typing import TYPE_CHECKING

from regexp.history import higher_is_better
from regexp.plots.survey import Overview

if TYPE_CHECKING:
    from matplotlib.colors import Normalize

COLOURS = "cividis"
"""From dark blue to yellow, the same to colour-blind readers. Source: Nuñez, Anderton & Renslow (2018)."""

FAR = 4.0
"""The colours end so many times as far from the best as the median is; what is worse looks the same."""


@dataclass(frozen=True)
class Shades:
    """The values that the colours range over, from `low` to `high`; `is_cut` if some are worse."""

    low: float
    high: float
    lower_is_better: bool
    is_cut: bool

    @property
    def colours(self) -> str:
        """The name of the colours, from those of small values to those of large ones."""
        return f"{COLOURS}_r" if self.lower_is_better else COLOURS

    def norm(self) -> "Normalize":
        """Return what maps values to [0, 1]."""
        from matplotlib.colors import Normalize

        return Normalize(self.low, self.high)

    def colour(self, value: float) -> tuple[float, ...]:
        """Return red, green, blue in [0, 1] of a value."""
        from matplotlib import colormaps

        return tuple(colormaps[self.colours](float(self.norm()(value)))[:3])


def shades_of(overview: Overview) -> Shades:
    """Return the colours for all settings of a sweep."""
    costs = sorted(cost for cost in overview.costs(overview.spots) if isfinite(cost))
    best, worst = costs[0], costs[-1]
    limit = best + FAR * (median(costs) - best)
    end = min(worst, limit) if limit > best else worst
    end = end if end > best else best + (0.01 * abs(best) or 0.01)
    is_lower = not higher_is_better(overview.monitor)
    low, high = (best, end) if is_lower else (-end, -best)
    return Shades(low, high, is_lower, worst > end)


def ink_on(rgb: Iterable[float]) -> str:
    """Return black or white, whichever reads better on a colour of red, green, blue in [0, 1].

    By relative luminance and its contrast of (L + 0.05) to 1. Source: W3C (2018), Web content accessibility
    guidelines 2.1.
    """
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "black" if (luminance + 0.05) ** 2 > 1.05 * 0.05 else "white"
