"""Which range of a metric shows the settings of a sweep, so that one bad one doesn't hide the others."""

from collections.abc import Iterable, Sequence
from math import isfinite
from statistics import median

from regexp.plots.ranges import FROM_ZERO, LEAST_LENGTHS, LIMITS
from regexp.plots.scales import Scale
from regexp.plots.survey import Overview, Spot

MANY_TIMES, FAR = 20.0, 1000.0
"""How many times a loss varies to be shown by decades, and how far from it the other split's may be then."""
BEYOND = 0.25
"""How far an interval may lengthen the range that the values need: of two seeds it is long."""


def span_of(overview: Overview, spots: Sequence[Spot]) -> Scale:
    """Return the range of a metric that shows these settings, their seeds and the other split.

    A gap is shown with 0. A loss is shown from 0, and on a logarithmic scale where the monitored one varies
    more than twentyfold; what of the other split's lies a thousandfold beyond it leaves the frame then.
    """
    counted = [spot for spot in spots if isfinite(spot.mean)]
    monitored = _finite([spot.mean for spot in spots] + [value for spot in counted for value in spot.values])
    others = _finite(spot.other for spot in spots)
    lowest, highest = min(monitored, default=0.0), max(monitored, default=1.0)
    if overview.role == "gap":
        return _around_zero(monitored, spots)
    if overview.metric == "loss" and lowest > 0 and highest > MANY_TIMES * lowest:
        near = [value for value in others if lowest / FAR <= value <= highest * FAR]
        return Scale(min([lowest, *near]) / 1.5, max([highest, *near]) * 1.2, True)
    low, high = min([lowest, *others]), max([highest, *others])
    return _with_room(low, *_with_intervals(low, high, spots), overview.metric)


def _around_zero(gaps: Sequence[float], spots: Iterable[Spot]) -> Scale:
    """Return a range with 0 that gaps of other settings than most may leave."""
    limit = MANY_TIMES * median(map(abs, gaps)) if gaps else 0.0
    ends = [gap for gap in gaps if abs(gap) <= limit]
    low, high = _with_intervals(min([0.0, *ends]), max([0.0, *ends]), spots)
    return Scale(low, high if high > low else low + 1.0, False)


def _with_intervals(low: float, high: float, spots: Iterable[Spot]) -> tuple[float, float]:
    """Return the ends of the values and of the intervals, as far as these are not too long."""
    room = BEYOND * (high - low)
    ends = _finite(
        end for spot in spots for end in (spot.mean - spot.half_width, spot.mean + spot.half_width)
    )
    return max(min([low, *ends]), low - room), min(max([high, *ends]), high + room)


def _with_room(lowest: float, low: float, high: float, metric: str) -> Scale:
    """Return a range long enough for gaps to look as large as they are, never empty, within the limits."""
    least, most = LIMITS[metric]
    if metric != "loss":
        high = min(high, most)
        return Scale(max(least, min(low, high - LEAST_LENGTHS[metric])), max(high, least + 0.1), False)
    if lowest < FROM_ZERO * high or not high:
        return Scale(0.0, high or 1.0, False)
    room = 0.1 * high if high - low <= 1e-9 * high else 0.1 * (high - low)
    return Scale(low - room, high + room, False)


def _finite(values: Iterable[float]) -> list[float]:
    return [value for value in values if isfinite(value)]
