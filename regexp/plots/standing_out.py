"""What is marked on a swept number's axis: the best, the one-standard-error choice, what diverged."""

from math import isfinite
from typing import TYPE_CHECKING

from regexp.plots.labels import measure, number
from regexp.plots.style import GREY, INK
from regexp.plots.survey import Overview, Spot
from regexp.spec import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINE = 13
"""The height of a line of words above the frame, in points."""
AT_AN_END = 0.25


def mark_best(axes: "Axes", overview: Overview, places: Array) -> None:
    """Mark the best setting by a line, a ring and words above the frame."""
    if overview.best:
        text = f"best: {overview.best.name}, {interval(overview, overview.best)}"
        _mark(axes, overview, overview.best, places, text, 0)


def mark_choice(axes: "Axes", overview: Overview, places: Array) -> None:
    """Mark the one-standard-error choice likewise, a line higher; nothing where it is the best."""
    if overview.choice and overview.choice is not overview.best:
        text = f"most regularized within one standard error: {overview.choice.name}"
        _mark(axes, overview, overview.choice, places, text, 1)


def _mark(axes: "Axes", overview: Overview, spot: Spot, places: Array, text: str, line: int) -> None:
    name, marker, dashes = ("choice", "s", (0, (1, 2))) if line else ("best", "o", (0, (4, 2)))
    place = float(places[overview.spots.index(spot)])
    axes.axvline(place, color=INK, lw=1, ls=dashes, gid=name)
    axes.plot(
        [place], [spot.mean], marker, ms=8, mfc="white", mec=INK, mew=1.5, zorder=4, gid=f"{name}_value"
    )
    low, high = axes.get_xlim()
    along = (place - low) / (high - low)
    side = "left" if along < AT_AN_END else "right" if along > 1 - AT_AN_END else "center"
    words = axes.annotate(text, (along, 1), (0, 4 + line * LINE), "axes fraction", "offset points")
    words.set(ha=side, va="bottom", color=INK)


def mark_flaws(axes: "Axes", overview: Overview, places: Array) -> None:
    """Write at the top of the frame which settings have no mean, and why."""
    from matplotlib.patheffects import withStroke

    upright = axes.get_xaxis_transform()
    for place, spot in zip(places, overview.spots, strict=True):
        if not isfinite(spot.mean):
            axes.plot([place], [0.96], "X", ms=7, mfc=INK, mec="white", transform=upright)
            words = axes.text(place, 0.92, spot.flaw, rotation=90, transform=upright, gid="flaw")
            words.set(ha="center", va="top", color=GREY, zorder=5)
            words.set_path_effects([withStroke(linewidth=2.5, foreground="white")])


def interval(overview: Overview, spot: Spot) -> str:
    """Return a mean with half of its interval: `0.289 ± 0.025`, `92.0% ± 1.2`."""
    words = measure(overview.metric, spot.mean)
    if not isfinite(spot.half_width):
        return words
    half = f"{100 * spot.half_width:.1f}" if overview.metric == "accuracy" else number(spot.half_width)
    return f"{words} ± {half}"
