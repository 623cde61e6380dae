"""What is marked on a swept number's axis: the best, the one-standard-error choice, what diverged."""

from math import inf, isfinite
from typing import TYPE_CHECKING

from regexp.plots.labels import measure, number
from regexp.plots.paper import PAGE, paper
from regexp.plots.ruler import Ruler
from regexp.plots.style import GREY, INK
from regexp.plots.survey import Overview, Spot
from regexp.spec import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINE = 13
"""The height of a line of words above the frame, in points."""
AT_AN_END, CLEAR = 0.25, 0.03
"""What is near an end of the axis, and how far apart upright words have to be, as fractions of a page's."""
THRESHOLD = 0.14
"""The height of a threshold's words, as a fraction of the height of a page's frame."""
LONGEST_NAME = 40
"""A longer name stands in the heading only, and on a slide every name."""


def mark_best(axes: "Axes", overview: Overview, places: Array) -> None:
    """Mark the best setting by a line, a ring and words above the frame."""
    if overview.best:
        name, value = overview.best.name, interval(overview, overview.best)
        is_short = len(name) <= LONGEST_NAME and not paper().is_slide
        _mark(
            axes,
            overview,
            overview.best,
            places,
            f"best: {name}, {value}" if is_short else f"best: {value}",
            0,
        )


def mark_choice(axes: "Axes", overview: Overview, places: Array) -> None:
    """Mark the one-standard-error choice likewise, a line higher; nothing where it is the best."""
    if overview.choice and overview.choice is not overview.best:
        rule = "within 1 SE" if paper().is_slide else "most regularized within one standard error"
        text = f"{rule}: {overview.choice.name}"
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
    """Mark at the top of the frame which settings have no mean, and write why where words keep clear."""
    from matplotlib.patheffects import withStroke

    upright, written = axes.get_xaxis_transform(), -inf
    for place, spot in zip(places, overview.spots, strict=True):
        if isfinite(spot.mean):
            continue
        axes.plot([place], [0.96], "X", ms=7, mfc=INK, mec="white", transform=upright)
        if place - written > CLEAR * PAGE.width / paper().width:
            written = place
            words = axes.text(place, 0.92, spot.flaw, rotation=90, transform=upright, gid="flaw")
            words.set(ha="center", va="top", color=GREY, zorder=5)
            words.set_path_effects([withStroke(linewidth=2.5, foreground="white")])


def mark_thresholds(axes: "Axes", overview: Overview, ruler: Ruler) -> None:
    """Draw a line where something changes, with words for it at the top of the frame."""
    from matplotlib.patheffects import withStroke

    for line, (value, text) in enumerate(overview.thresholds):
        place = ruler.between(value)
        low, high = axes.get_xlim()
        is_left = place > (low + high) / 2
        axes.axvline(place, color=GREY, lw=1, ls=":", zorder=1.5, gid="threshold")
        height = 0.98 - line * THRESHOLD / paper().height
        padded = "\n".join(f" {one} " for one in text.splitlines())
        words = axes.text(place, height, padded, transform=axes.get_xaxis_transform(), zorder=5)
        words.set(ha="right" if is_left else "left", va="top", color=GREY, linespacing=1.05)
        words.set_path_effects([withStroke(linewidth=2.5, foreground="white")])


def mark_zero(axes: "Axes", overview: Overview) -> None:
    """Draw where a gap is none."""
    if overview.role == "gap":
        axes.axhline(0, color=INK, lw=0.8, zorder=1.5, gid="zero")


def interval(overview: Overview, spot: Spot) -> str:
    """Return a mean with half of its interval: `0.289 ± 0.025`, `92.0% ± 1.2`."""
    words = measure(overview.metric, spot.mean)
    if not isfinite(spot.half_width):
        return words
    in_percent = overview.metric in ("accuracy", "points")
    half = f"{100 * spot.half_width:.1f}" if in_percent else number(spot.half_width)
    return f"{words} ± {half}"
