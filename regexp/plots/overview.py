"""The picture of a sweep, `overview.png`: the monitored metric by what was varied."""

from collections.abc import Sequence
from math import isfinite, prod
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from regexp.plots.beyond import beyond_in_words
from regexp.plots.dots_panel import draw_dots_panel, rows_of, shown_of, wrapped
from regexp.plots.figures import save, settings
from regexp.plots.heat_maps import draw_heat_maps
from regexp.plots.line_page import draw_lines
from regexp.plots.sheet import caption, frame, sheet
from regexp.plots.style import GREY
from regexp.plots.survey import Overview, Spot

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ROW, LINE = 0.3, 0.15
ABOVE, MARK, BELOW, CAPTION = 0.15, 0.18, 0.55, 0.25
LEFT, RIGHT, CHARACTER = 0.3, 2.3, 0.082
MOST_LEVELS, MOST_MAPS, LEAST_FILLED = 40, 12, 0.6
"""With more levels, more maps or fewer of all combinations, settings are rows instead of cells."""


Form = Literal["lines", "maps", "rows"]
"""What settings are drawn as: lines over a number, cells of heat maps, or rows."""


def draw_overview(path: Path, overview: Overview, form: Form | None = None) -> None:
    """Draw a sweep's picture into a file; its ending (png, svg, pdf) chooses the format.

    Without a form it is a line for one swept number, heat maps for two or three axes, otherwise a row a
    setting, the best 20 of many. Lines are drawn over the first axis, one for each level of a second. The
    same overview gives the same bytes. Raises OSError where the file can't be written.
    """
    with settings():
        save(_figure(overview, form or form_of(overview)), path)


def form_of(overview: Overview) -> Form:
    """Return the form that suits the axes."""
    if len(overview.axes) == 1 and overview.axes[0].numbers:
        return "lines"
    return "maps" if _fills_a_grid(overview) else "rows"


def _figure(overview: Overview, form: Form) -> "Figure":
    if not any(isfinite(spot.mean) for spot in overview.spots):
        return _nothing(overview)
    return {"lines": draw_lines, "maps": draw_heat_maps, "rows": _dots}[form](overview)


def _fills_a_grid(overview: Overview) -> bool:
    """Tell whether settings are the combinations of two or three axes with not too many levels."""
    sizes = sorted(len(axis.levels) for axis in overview.axes)
    if len(sizes) not in (2, 3) or sizes[-1] > MOST_LEVELS:
        return False
    return len(overview.spots) >= LEAST_FILLED * prod(sizes) and (len(sizes) == 2 or sizes[0] <= MOST_MAPS)


def _dots(overview: Overview) -> "Figure":
    rows = rows_of(overview)
    names = [wrapped(spot) for spot in rows]
    left = LEFT + CHARACTER * max(len(line) for name in names for line in name)
    height = (ROW + LINE * (max(map(len, names)) - 1)) * max(len(rows), 2)
    notes = _notes(overview, rows)
    below = BELOW + CAPTION if notes else BELOW
    figure = sheet(overview.title, overview.subtitle, ABOVE + MARK + height + below)
    draw_dots_panel(frame(figure, left, below, figure.get_figwidth() - left - RIGHT, height), overview, rows)
    caption(figure, notes)
    return figure


def _notes(overview: Overview, rows: Sequence[Spot]) -> list[str]:
    """Return which settings are shown, where these are not all, and what the dashed line means."""
    baseline = overview.baseline
    has_line = baseline is not None and isfinite(baseline.mean)
    return [
        *_selection(overview, rows),
        *(["dashed: baseline"] if has_line else []),
        *beyond_in_words(overview, rows, shown_of(overview, rows)),
        *filter(None, [overview.note]),
    ]


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
    figure.text(0.2 / figure.get_figwidth(), 0.2, text, color=GREY, style="italic", gid="nothing")
    return figure
