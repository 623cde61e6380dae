"""What lies beyond the range that a frame shows: it is marked at the edge, and named below the picture."""

from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING

from regexp.plots.labels import measure
from regexp.plots.ruler import Ruler
from regexp.plots.scales import Scale
from regexp.plots.style import INK
from regexp.plots.survey import Overview, Spot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_NAMED = 3
EDGES = (0.03, 0.97)
"""Where marks stand, as fractions of the frame's height."""


def beyond(overview: Overview, spots: Sequence[Spot], shown: Scale) -> list[Spot]:
    """Return the settings whose means the frame does not show, by epoch those of lines never in it."""
    known = [spot for spot in spots if isfinite(spot.mean)]
    outside = [spot for spot in known if not shown.low <= spot.mean <= shown.high]
    if not overview.is_by_epoch:
        return outside
    visible = {spot.place[1:] for spot in known if shown.low <= spot.mean <= shown.high}
    return [spot for spot in outside if spot.place[1:] not in visible]


def beyond_in_words(overview: Overview, spots: Sequence[Spot], shown: Scale) -> list[str]:
    """Return which settings the frame does not show, the first few by name; nothing where it shows all."""
    names = list(dict.fromkeys(_name(overview, spot) for spot in beyond(overview, spots, shown)))
    return [f"beyond the axis: {some_of(names)}"] if names else []


def some_of(names: Sequence[str]) -> str:
    """Return the first few names, and how many more there are."""
    more = [f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
    return ", ".join([*names[:MOST_NAMED], *more])


def mark_beyond(axes: "Axes", overview: Overview, ruler: Ruler, shown: Scale) -> None:
    """Draw a triangle at the edge of the frame towards each setting beyond it; by epoch labels say enough."""
    for spot in () if overview.is_by_epoch else beyond(overview, overview.spots, shown):
        is_above = spot.mean > shown.high
        place, edge = ruler.places[spot.place[0]], EDGES[is_above]
        (mark,) = axes.plot([place], [edge], "^" if is_above else "v", ms=6, color=INK, zorder=5)
        mark.set(transform=axes.get_xaxis_transform(), gid="beyond")


def _name(overview: Overview, spot: Spot) -> str:
    if overview.is_by_epoch:
        return overview.axes[1].levels[spot.place[1]]
    return f"{spot.name} ({measure(overview.metric, spot.mean)})"
