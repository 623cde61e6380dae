"""A panel with a metric against one number, a line for each level of a second axis, such as each setting."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from regexp.plots.axes import frame_values
from regexp.plots.beyond import beyond, mark_beyond
from regexp.plots.ends import write_beside
from regexp.plots.inches import size_of
from regexp.plots.labels import spread
from regexp.plots.line_panel import inside
from regexp.plots.line_ranges import range_of
from regexp.plots.number_axis import frame_numbers
from regexp.plots.paper import paper
from regexp.plots.ruler import Ruler, ruler_of
from regexp.plots.scales import Scale
from regexp.plots.standing_out import mark_best, mark_thresholds, mark_zero
from regexp.plots.style import GREY, INK, SETTING_COLOURS
from regexp.plots.survey import Overview, Spot, column

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LONGEST, LINES, LINE = 28, (2, 3), 0.15
"""A label's width in characters, its height in lines, the larger one where labels would look the same; a
line's height in inches.
"""
BAND, DASHED, APART = 0.15, 1.1, 0.009
MOST_MARKED, MOST_DETAILED, MOST_ON_A_SLIDE = 25, 4, 5
"""With more points a line has no markers; of more lines only the best and the baseline have a band."""


@dataclass(frozen=True)
class Group:
    """A line: its label, its settings by the number, its colour, and whether its band and other split show.

    `shift` moves its interval at 0, where those of all lines stand at one place.
    """

    label: str
    spots: Sequence[Spot]
    colour: str
    is_detailed: bool
    shift: float


def most_groups() -> int:
    """Return how many lines there is room for."""
    return MOST_ON_A_SLIDE if paper().is_slide else len(SETTING_COLOURS)


def groups_of(overview: Overview) -> list[Group]:
    """Return the lines, the baseline's in grey."""
    count, free = len(overview.axes[1].levels), iter(SETTING_COLOURS)
    baseline, best = ((one.place[1] if one else None) for one in (overview.baseline, overview.best))
    return [
        Group(
            label=label,
            spots=[spot for spot in overview.spots if spot.place[1] == index],
            colour=GREY if index == baseline else next(free, INK),
            is_detailed=count <= MOST_DETAILED or index in (baseline, best),
            shift=APART * (index - (count - 1) / 2),
        )
        for index, label in enumerate(_labels(overview.axes[1].levels))
    ]


def _labels(levels: Sequence[str]) -> list[str]:
    """Return names in lines, with as many as tell them apart."""
    few, many = (
        ["\n".join(wrap(level, LONGEST, max_lines=lines, placeholder=" …")) for level in levels]
        for lines in LINES
    )
    return few if len(set(few)) == len(few) else many


def draw_group_panel(axes: "Axes", overview: Overview) -> None:
    """Draw a solid line with its band for each group, and the other split's mean dashed in its colour."""
    first, groups = overview.axes[0], groups_of(overview)
    ruler = ruler_of(first.numbers or ())
    shown = frame_values(axes, range_of(overview), overview.metric)
    axes.set_ylabel(f"{overview.monitored} (log scale)" if shown.log else overview.monitored)
    frame_numbers(axes, ruler, first.label)
    hidden = beyond(overview, overview.spots, shown)
    for group in groups:
        _draw_group(axes, overview, ruler, group, hidden)
    mark_beyond(axes, overview, ruler, shown)
    mark_zero(axes, overview)
    mark_thresholds(axes, overview, ruler)
    _mark_flaws(axes, overview, ruler)
    mark_best(axes, overview, np.array([ruler.places[spot.place[0]] for spot in overview.spots]))
    _label_groups(axes, groups, shown)


def _draw_group(axes: "Axes", overview: Overview, ruler: Ruler, group: Group, hidden: Sequence[Spot]) -> None:
    """Draw the lines of one group, broken where the axis is, without intervals of what isn't shown."""
    places = np.array([ruler.places[spot.place[0]] for spot in group.spots])
    means, half, others = (column(group.spots, name) for name in ("mean", "half_width", "other"))
    half[[spot in hidden for spot in group.spots]] = np.nan
    at_zero = int(ruler.is_broken and places.size > 0 and places[0] < 0)
    places[:at_zero] += group.shift
    marker = "o" if len(group.spots) <= MOST_MARKED else ""
    for piece in (slice(0, at_zero), slice(at_zero, None)):
        (line,) = axes.plot(places[piece], means[piece], "-", color=group.colour, marker=marker, ms=3.5)
        line.set_gid(overview.monitor)
        if group.is_detailed:
            low, high = (means - half)[piece], (means + half)[piece]
            axes.fill_between(places[piece], low, high, color=group.colour, alpha=BAND, lw=0, gid="band")
            (dashed,) = axes.plot(places[piece], others[piece], "--", color=group.colour, lw=DASHED)
            dashed.set(gid=overview.other_role, marker="o" if marker else "", ms=3, mfc="white")
    if group.is_detailed and at_zero and np.isfinite(half[0]):
        ends = means[:1] - half[:1], means[:1] + half[:1]
        axes.vlines(places[:1], *ends, color=group.colour, alpha=2 * BAND, lw=4, gid="band")


def _mark_flaws(axes: "Axes", overview: Overview, ruler: Ruler) -> None:
    """Draw a cross at the top of the frame above each number at which a setting has no mean."""
    flawed = {spot.place[0] for spot in overview.spots if spot.flaw and not isfinite(spot.mean)}
    for place in (ruler.places[index] for index in sorted(flawed)):
        upright = axes.get_xaxis_transform()
        axes.plot([place], [0.96], "X", ms=7, mfc=INK, mec="white", transform=upright, gid="flaw")


def _label_groups(axes: "Axes", groups: Sequence[Group], shown: Scale) -> None:
    """Write right of the frame what each line is, beside its end."""
    ends = [[spot.mean for spot in group.spots if isfinite(spot.mean)] for group in groups]
    wanted = [inside(shown, means[-1]) if means else 1.0 for means in ends]
    height = size_of(axes)[1]
    lines = max(group.label.count("\n") + 1 for group in groups)
    places = spread(wanted, min(lines * LINE / height, 0.94 / len(groups)), 0.03, 0.97)
    for group, place in zip(groups, places, strict=True):
        write_beside(axes, (place, group.label, group.colour))
