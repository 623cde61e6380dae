"""A panel with a metric against one swept number: means over seeds, their intervals, and what stands out."""

from typing import TYPE_CHECKING

import numpy as np

from regexp.plots.axes import frame_values
from regexp.plots.beyond import beyond, mark_beyond
from regexp.plots.ends import Label, write_beside
from regexp.plots.labels import measure, spread
from regexp.plots.line_ranges import range_of
from regexp.plots.number_axis import frame_numbers, pieces
from regexp.plots.paper import paper
from regexp.plots.ruler import Ruler, ruler_of
from regexp.plots.scales import Scale
from regexp.plots.standing_out import mark_best, mark_choice, mark_flaws, mark_thresholds, mark_zero
from regexp.plots.style import GREY, LOOKS
from regexp.plots.survey import Overview, column
from regexp.spec import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes

QUIET, MOST_POINTS = 1.3, 60
BAND, SEEDS, SEED_SIZE = 0.18, 0.45, 9
APART = 0.1
"""The least distance between labels, as a fraction of the height of a page's frame."""


def has_points(overview: Overview) -> bool:
    """Tell whether settings are few enough for points that don't merge: markers and single seeds."""
    return len(overview.spots) <= MOST_POINTS


def draw_line_panel(axes: "Axes", overview: Overview) -> None:
    """Draw the settings of one numeric axis; the gap between the lines is what regularization is about."""
    (axis,) = overview.axes
    ruler = ruler_of(axis.numbers or ())
    shown = frame_values(axes, range_of(overview), overview.metric)
    name = overview.monitored if overview.role == "gap" else overview.metric_name
    axes.set_ylabel(f"{name} (log scale)" if shown.log else name)
    frame_numbers(axes, ruler, axis.label)
    places = np.array([ruler.places[spot.place[0]] for spot in overview.spots])
    _draw_other(axes, overview, ruler, places)
    _draw_monitored(axes, overview, ruler, places, shown)
    mark_beyond(axes, overview, ruler, shown)
    mark_zero(axes, overview)
    mark_thresholds(axes, overview, ruler)
    mark_flaws(axes, overview, places)
    mark_best(axes, overview, places)
    mark_choice(axes, overview, places)
    _label_lines(axes, overview, shown)


def _draw_monitored(axes: "Axes", overview: Overview, ruler: Ruler, places: Array, shown: Scale) -> None:
    """Draw the means with their band, and of not too many settings the seeds as dots."""
    look, spots = LOOKS[overview.role], overview.spots
    marker = look.marker if has_points(overview) else ""
    means, half = column(spots, "mean"), column(spots, "half_width")
    hidden = beyond(overview, spots, shown)
    half[[spot in hidden for spot in spots]] = np.nan  # an interval of what isn't shown fills the frame
    for piece in pieces(ruler):
        low, high = (means - half)[piece], (means + half)[piece]
        if len(places[piece]) > 1:
            axes.fill_between(places[piece], low, high, color=look.colour, alpha=BAND, lw=0, gid="band")
        if (alone := _alone(low)).any():
            ends = places[piece][alone], low[alone], high[alone]
            axes.vlines(*ends, color=look.colour, alpha=2 * BAND, lw=5, gid="band")
        axes.plot(places[piece], means[piece], "-", marker=marker, color=look.colour, gid=overview.monitor)
    for place, spot in zip(places, spots, strict=True) if marker else ():
        if len(spot.values) > 1 and np.isfinite(spot.mean):
            dots = axes.scatter([place] * len(spot.values), spot.values, SEED_SIZE, color=look.colour)
            dots.set(alpha=SEEDS, linewidth=0, zorder=2.5, gid="seeds")


def _alone(values: Array) -> Array:
    """Tell which values have no neighbour: of these a band shows nothing."""
    known = np.concatenate([[False], np.isfinite(values), [False]])
    return np.asarray(known[1:-1] & ~known[:-2] & ~known[2:])


def _draw_other(axes: "Axes", overview: Overview, ruler: Ruler, places: Array) -> None:
    """Draw the means of the other split, quieter."""
    look, others = LOOKS[overview.other_role], column(overview.spots, "other")
    marker = "o" if has_points(overview) else ""
    for piece in pieces(ruler):
        (line,) = axes.plot(places[piece], others[piece], look.line, color=look.colour, marker=marker, ms=3)
        line.set(linewidth=QUIET, gid=overview.other_role)


def _label_lines(axes: "Axes", overview: Overview, shown: Scale) -> None:
    """Write right of the frame what each line is, with its last value, and draw the baseline's level."""
    ends = ((overview.role, "mean"), (overview.other_role, "other"))
    labels: list[Label] = []
    for role, name in ends:
        values = column(overview.spots, name)
        if np.isfinite(values).any():
            last = float(values[np.isfinite(values)][-1])
            labels.append((inside(shown, last), role, LOOKS[role].colour))
    baseline = overview.baseline
    if baseline and np.isfinite(baseline.mean):
        axes.axhline(baseline.mean, color=GREY, lw=1, zorder=1.5, ls=(0, (5, 3)), gid="baseline")
        text = f"baseline\n{measure(overview.metric, baseline.mean)}"
        labels.append((inside(shown, baseline.mean), text, GREY))
    places = spread([place for place, _, _ in labels], APART / paper().height, 0.03, 0.97)
    for (_, text, colour), place in zip(labels, places, strict=True):
        write_beside(axes, (place, text, colour))


def inside(shown: Scale, value: float) -> float:
    """Return how high a value is in the frame, or the edge that it is beyond."""
    return float(np.clip(shown.place(max(value, shown.low)), 0, 1))
