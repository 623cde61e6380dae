"""The axis of a swept number: broken between 0 and the decades of the other values, where it has both."""

from typing import TYPE_CHECKING

from regexp.plots.inches import size_of
from regexp.plots.paper import paper
from regexp.plots.ruler import Ruler
from regexp.plots.style import GREY

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BREAK = 0.5
"""Where the axis is broken: so far from 0 to the next value."""
USUAL = 0.7
"""The width of an axis that is the only one, as a fraction of the paper's."""


def frame_numbers(axes: "Axes", ruler: Ruler, label: str) -> None:
    """Set the axis of the swept number; slashes show where it is broken."""
    axes.set_xlim(*ruler.limits)
    ticks = ruler.ticks(max(1.0, USUAL * paper().width / size_of(axes)[0]))
    axes.set_xticks([place for place, _ in ticks], [text for _, text in ticks])
    axes.set_xlabel(f"{label}{ruler.remark}")
    if ruler.is_broken:
        middle = BREAK * ruler.places[0]
        gap = axes.plot([middle - 0.006, middle + 0.006], [0, 0], color="white", lw=3)
        slashes = [
            axes.plot([middle + side - 0.005, middle + side + 0.005], [-0.025, 0.025], color=GREY, lw=1)
            for side in (-0.006, 0.006)
        ]
        for (line,) in (gap, *slashes):
            line.set(transform=axes.get_xaxis_transform(), clip_on=False, zorder=5, gid="break")


def pieces(ruler: Ruler) -> list[slice]:
    """Return the parts of the axis: 0 and the rest where it is broken between them."""
    return [slice(0, 1), slice(1, None)] if ruler.is_broken else [slice(None)]
