"""The picture of a sweep, `overview.png`: the monitored metric by what was varied."""

from collections.abc import Sequence
from math import isfinite, prod
from pathlib import Path
from typing import TYPE_CHECKING

from regexp.plots.dots_panel import draw_dots_panel, rows_of, wrapped
from regexp.plots.figures import save, settings
from regexp.plots.heat_maps import draw_heat_maps
from regexp.plots.line_panel import draw_line_panel, has_points
from regexp.plots.sheet import caption, frame, sheet
from regexp.plots.style import GREY
from regexp.plots.survey import Overview, Spot

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 8.0
LINES, ROW, LINE = 3.2, 0.3, 0.15
ABOVE, MARK, BELOW, CAPTION = 0.15, 0.18, 0.55, 0.25
LEFT, RIGHT, LEFT_OF_LINES, RIGHT_OF_LINES, CHARACTER = 0.3, 2.3, 1.05, 1.1, 0.082
MOST_LEVELS, MOST_MAPS, LEAST_FILLED = 40, 12, 0.6
"""With more levels, more maps or fewer of all combinations, settings are rows instead of cells."""


def draw_overview(path: Path, overview: Overview) -> None:
    """Draw a sweep's picture into a file; its ending (png, svg, pdf) chooses the format.

    A line for one swept number, heat maps for two or three axes, otherwise a row a setting, the best 20 of
    many. The same overview gives the same bytes. Raises OSError where the file can't be written.
    """
    with settings():
        save(_figure(overview), path)


def _figure(overview: Overview) -> "Figure":
    if not any(isfinite(spot.mean) for spot in overview.spots):
        return _nothing(overview)
    if len(overview.axes) == 1 and overview.axes[0].numbers:
        return _lines(overview)
    return draw_heat_maps(overview) if _fills_a_grid(overview) else _dots(overview)


def _fills_a_grid(overview: Overview) -> bool:
    """Tell whether settings are the combinations of two or three axes with not too many levels."""
    sizes = sorted(len(axis.levels) for axis in overview.axes)
    if len(sizes) not in (2, 3) or sizes[-1] > MOST_LEVELS:
        return False
    return len(overview.spots) >= LEAST_FILLED * prod(sizes) and (len(sizes) == 2 or sizes[0] <= MOST_MAPS)


def _lines(overview: Overview) -> "Figure":
    marks = 1 + (overview.choice is not None and overview.choice is not overview.best)
    above = ABOVE + marks * MARK
    is_repeated = any(len(spot.values) > 1 for spot in overview.spots)
    below = BELOW + CAPTION if is_repeated else BELOW
    figure = sheet(overview.title, overview.subtitle, above + LINES + below)
    width = WIDTH - LEFT_OF_LINES - RIGHT_OF_LINES
    draw_line_panel(frame(figure, LEFT_OF_LINES, below, width, LINES), overview)
    if is_repeated:
        dots = ["dots: single seeds"] if has_points(overview) else []
        caption(figure, ["line: mean over seeds", "band: its 95 % interval", *dots])
    return figure


def _dots(overview: Overview) -> "Figure":
    rows = rows_of(overview)
    names = [wrapped(spot) for spot in rows]
    left = LEFT + CHARACTER * max(len(line) for name in names for line in name)
    height = (ROW + LINE * (max(map(len, names)) - 1)) * max(len(rows), 2)
    notes = _notes(overview, rows)
    below = BELOW + CAPTION if notes else BELOW
    figure = sheet(overview.title, overview.subtitle, ABOVE + MARK + height + below)
    draw_dots_panel(frame(figure, left, below, WIDTH - left - RIGHT, height), overview, rows)
    caption(figure, notes)
    return figure


def _notes(overview: Overview, rows: Sequence[Spot]) -> list[str]:
    """Return which settings are shown, where these are not all, and what the dashed line means."""
    baseline = overview.baseline
    has_line = baseline is not None and isfinite(baseline.mean)
    return [*_selection(overview, rows), *(["dashed: baseline"] if has_line else [])]


def _selection(overview: Overview, rows: Sequence[Spot]) -> list[str]:
    """Return which settings are shown; nothing where these are all."""
    total = f"{len(overview.spots):,} settings"
    if len(rows) == len(overview.spots):
        return []
    if overview.best is None:
        return [f"the first {len(rows)} of {total}"]
    if rows[-1] is overview.from_best_to_worst()[len(rows) - 1]:
        return [f"the {len(rows)} best of {total}"]
    return [f"the {len(rows) - 1} best of {total} and the baseline"]


def _nothing(overview: Overview) -> "Figure":
    """Return a page that says that there is nothing to draw."""
    figure = sheet(overview.title, overview.subtitle, 0.5)
    text = (
        f"No setting has a {overview.monitored}: of each one a run diverged or failed, or none was measured."
    )
    figure.text(0.2 / WIDTH, 0.2, text, color=GREY, style="italic", gid="nothing")
    return figure
