"""A page with a metric against one number: a line, or one for each level of a second axis."""

from math import isfinite
from typing import TYPE_CHECKING

from regexp.plots.axes import framed
from regexp.plots.beyond import beyond_in_words
from regexp.plots.group_panel import draw_group_panel, groups_of
from regexp.plots.line_panel import draw_line_panel, has_points
from regexp.plots.line_ranges import range_of
from regexp.plots.paper import paper
from regexp.plots.sheet import caption, frame, sheet
from regexp.plots.survey import Overview

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FRAME, ABOVE, MARK, BELOW, CAPTION = 3.2, 0.15, 0.18, 0.55, 0.25
LEFT, RIGHT, CHARACTER = 1.05, 1.1, 0.082
"""The sizes of the frame and of the room around it, in inches."""


def draw_lines(overview: Overview) -> "Figure":
    """Return the figure of an overview whose first axis is of numbers; a second one is that of the lines."""
    is_grouped, notes = len(overview.axes) > 1, _notes(overview)
    above = ABOVE + _marks(overview) * MARK
    below = BELOW + CAPTION if notes else BELOW
    height = FRAME * paper().height
    figure = sheet(overview.title, overview.subtitle, above + height + below)
    right = _room_for_labels(overview) if is_grouped else RIGHT
    axes = frame(figure, LEFT, below, figure.get_figwidth() - LEFT - right, height)
    (draw_group_panel if is_grouped else draw_line_panel)(axes, overview)
    caption(figure, notes)
    return figure


def _room_for_labels(overview: Overview) -> float:
    """Return the room that the names of lines need, in inches."""
    names = (line for group in groups_of(overview) for line in group.label.splitlines())
    return max(RIGHT, 0.3 + CHARACTER * max(map(len, names)))


def _marks(overview: Overview) -> int:
    """Return how many lines of words stand above the frame."""
    has_choice = overview.choice is not None and overview.choice is not overview.best
    return (overview.best is not None) + has_choice


def _notes(overview: Overview) -> list[str]:
    """Return what the marks mean, and what else is to be said."""
    is_repeated = any(len(spot.values) > 1 for spot in overview.spots)
    if len(overview.axes) > 1:
        words = _of_groups(overview, is_repeated)
    else:
        dots = ["dots: single seeds"] if has_points(overview) else []
        words = ["line: mean over seeds", "band: its 95 % interval", *dots] if is_repeated else []
    hidden = beyond_in_words(overview, overview.spots, framed(range_of(overview)))
    return [*words, *hidden, *filter(None, [overview.note])]


def _of_groups(overview: Overview, is_repeated: bool) -> list[str]:
    """Return what dashed lines, bands and crosses mean."""
    detailed = [group for group in groups_of(overview) if group.is_detailed]
    which = "" if len(detailed) == len(overview.axes[1].levels) else " of best and baseline"
    words = []
    if any(isfinite(spot.other) for group in detailed for spot in group.spots):
        words.append(f"dashed: {overview.other_role}{which}")
    if is_repeated and detailed:
        words.append("band: 95 % interval of the mean")
    return [*words, "cross: a run diverged or failed"] if any(spot.flaw for spot in overview.spots) else words
