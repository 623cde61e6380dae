"""A panel with a row a setting: the mean with its interval, the seeds, the other split."""

from collections.abc import Sequence
from math import isfinite
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from regexp.plots.labels import tick
from regexp.plots.paper import paper
from regexp.plots.ranges import LIMITS
from regexp.plots.scales import Scale
from regexp.plots.spans import span_of
from regexp.plots.standing_out import interval
from regexp.plots.style import GREY, GRID, LOOKS
from regexp.plots.survey import Overview, Spot, column

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ROWS, LONGEST_NAME = (20, 6), (34, 26)
"""How many settings are shown, and how long a line of a name may be: on a page, and on a slide."""
SEED_SIZE, SEEDS, INTERVAL, BELOW = 9, 0.5, 0.45, 0.22


def rows_of(overview: Overview) -> list[Spot]:
    """Return the settings to show, best first: all, or the best 20, on a slide 6, with the baseline.

    Where none is the best they stand in their own order.
    """
    spots = overview.from_best_to_worst() if overview.best else list(overview.spots)
    baseline = overview.baseline
    best = spots[: MOST_ROWS[paper().is_slide]]
    return best if baseline is None or baseline in best else [*best[:-1], baseline]


def wrapped(spot: Spot) -> list[str]:
    """Return the name of a setting in lines."""
    return wrap(spot.name, LONGEST_NAME[paper().is_slide])


def draw_dots_panel(axes: "Axes", overview: Overview, rows: Sequence[Spot]) -> None:
    """Draw the rows from top to bottom, with the numbers at their right."""
    _frame_metric(axes, shown_of(overview, rows), overview)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_yticks(range(len(rows)), ["\n".join(wrapped(spot)) for spot in rows])
    axes.tick_params(axis="y", length=0)
    _draw_marks(axes, overview, rows)
    for row, spot in enumerate(rows):
        _write_row(axes, overview, row, spot)
    if overview.baseline and isfinite(overview.baseline.mean):
        axes.axvline(overview.baseline.mean, color=GREY, lw=1, ls=(0, (5, 3)), zorder=1, gid="baseline")
    _legend(axes, overview, rows)


def shown_of(overview: Overview, rows: Sequence[Spot]) -> Scale:
    """Return the range of the metric that the frame shows."""
    return span_of(overview, rows).padded(0.03, 0.03)


def _frame_metric(axes: "Axes", shown: Scale, overview: Overview) -> None:
    """Set the axis of the metric."""
    axes.set_xscale("log" if shown.log else "linear")
    axes.set_xlim(shown.low, shown.high)
    ticks = [value for value in shown.ticks() if value <= LIMITS[overview.metric][1] + 1e-9]
    step = ticks[1] - ticks[0] if len(ticks) > 1 else shown.length
    texts = [tick(overview.metric, value, value if shown.log else step) for value in ticks]
    axes.set_xticks(ticks, texts)
    axes.set_xticks([], minor=True)
    axes.set_xlabel(f"{overview.monitored} (log scale)" if shown.log else overview.monitored)
    axes.grid(axis="x", color=GRID, lw=0.6)
    axes.set_axisbelow(True)


def _draw_marks(axes: "Axes", overview: Overview, rows: Sequence[Spot]) -> None:
    """Draw means with their intervals, the seeds below them, and the means of the other split."""
    look, other = LOOKS[overview.role], LOOKS[overview.other_role]
    means, half, others = (column(rows, name) for name in ("mean", "half_width", "other"))
    places = np.arange(len(rows))
    ends = means - half, means + half
    axes.hlines(places, *ends, color=look.colour, lw=2.5, alpha=INTERVAL, gid="interval")
    seeds = [(value, row) for row, spot in enumerate(rows) if len(spot.values) > 1 for value in spot.values]
    if seeds:
        values, below = np.array(seeds).T
        dots = axes.scatter(values, below + BELOW, SEED_SIZE, color=look.colour, alpha=SEEDS)
        dots.set(linewidth=0, gid="seeds")
    if np.isfinite(others).any():
        axes.plot(others, places, other.marker, ms=5, mfc="white", mec=other.colour, mew=1.3, gid="other")
    axes.plot(means, places, look.marker, ms=6, color=look.colour, mec="white", mew=0.6, zorder=4, gid="mean")


def _write_row(axes: "Axes", overview: Overview, row: int, spot: Spot) -> None:
    """Write the numbers of a setting at its right, or where it has none what went wrong."""
    across = axes.get_yaxis_transform()
    if isfinite(spot.mean):
        words = axes.text(1.02, row, _numbers(overview, spot), transform=across, gid="numbers")
        words.set(weight="bold" if spot is overview.best and len(overview.spots) > 1 else "normal")
    else:
        words = axes.text(0.02, row, spot.flaw, transform=across, gid="flaw")
        words.set(color=GREY, style="italic")
    words.set_verticalalignment("center_baseline")


def _numbers(overview: Overview, spot: Spot) -> str:
    """Return a mean with its interval, and what the setting stands out by among others."""
    named = ((overview.best, "best"), (overview.baseline, "baseline"))
    notes = [name for one, name in named if one is spot] if len(overview.spots) > 1 else []
    return "  ".join([interval(overview, spot), ", ".join(notes)]).rstrip()


def _legend(axes: "Axes", overview: Overview, rows: Sequence[Spot]) -> None:
    """Say above the frame what the marks are."""
    repeated = any(isfinite(spot.half_width) for spot in rows)
    mean = f"{overview.role} ± 95 %" if paper().is_slide else f"{overview.role}, mean with 95 % interval"
    names = {
        "mean": mean if repeated else overview.role,
        "seeds": "single seeds",
        "other": overview.other_role,
    }
    drawn = {str(artist.get_gid()): artist for artist in axes.get_children()}
    marks = {names[name]: drawn[name] for name in names if name in drawn}
    spaces = {"columnspacing": 1.4, "handlelength": 1.0, "handletextpad": 0.5, "borderpad": 0.0}
    axes.legend(
        marks.values(), marks.keys(), loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=3, **spaces
    )
