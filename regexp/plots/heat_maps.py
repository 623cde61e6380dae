"""Heat maps of two axes, or small ones side by side for the levels of a third, with one scale of colours."""

from collections.abc import Sequence
from math import ceil
from textwrap import wrap
from typing import TYPE_CHECKING

from regexp.plots.heat_layout import ABOVE, BETWEEN, CHARACTER, Layout, layout_of
from regexp.plots.heat_panel import draw_heat_panel
from regexp.plots.labels import tick
from regexp.plots.scales import Scale
from regexp.plots.shades import Shades, shades_of
from regexp.plots.sheet import caption, frame, sheet
from regexp.plots.style import PANEL_TITLE_SIZE
from regexp.plots.survey import Overview, Spot

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BAR = 0.16
"""The width of the bar of colours, in inches."""


def draw_heat_maps(overview: Overview) -> "Figure":
    """Return the figure."""
    layout, shades = layout_of(overview), shades_of(overview)
    figure = sheet(overview.title, overview.subtitle, ABOVE + layout.all_maps + layout.below)
    panels = _panels(overview, layout)
    for index, (title, spots) in enumerate(panels):
        axes = frame(figure, *layout.corner(index), layout.width, layout.height)
        draw_heat_panel(axes, overview, spots, layout.of, shades)
        axes.set_title(title, size=PANEL_TITLE_SIZE, loc="left")
        _label(axes, overview, layout, index, len(panels))
    _draw_bar(figure, overview, layout, shades)
    _caption(figure, overview)
    return figure


def _panels(overview: Overview, layout: Layout) -> list[tuple[str, Sequence[Spot]]]:
    """Return the title and the settings of each map."""
    if layout.panel is None:
        return [("", overview.spots)]
    axis = overview.axes[layout.panel]
    return [
        (f"{axis.name}={level}", [spot for spot in overview.spots if spot.place[layout.panel] == index])
        for index, level in enumerate(axis.levels)
    ]


def _label(axes: "Axes", overview: Overview, layout: Layout, index: int, count: int) -> None:
    """Name the axes: at the left of each row and below the lowest map of each column."""
    across, up = overview.axes[layout.of.across], overview.axes[layout.of.up]
    if index % layout.columns:
        axes.set_yticklabels([])
    else:
        axes.set_ylabel("\n".join(wrap(up.label, int(layout.height / CHARACTER))), linespacing=1.1)
    if index + layout.columns >= count:
        is_narrow = count > 1 and CHARACTER * len(across.label) > layout.width
        axes.set_xlabel(across.name if is_narrow else across.label)
    if layout.slant:
        axes.tick_params(axis="x", rotation=layout.slant)
        for text in axes.get_xticklabels():
            text.set(ha="right", va="center", rotation_mode="anchor")
    else:
        apart = ceil((CHARACTER * max(map(len, across.levels)) + 0.05) / layout.of.width)
        places = range(0, len(across.levels), apart)
        axes.set_xticks(places, [across.levels[place] for place in places])


def _draw_bar(figure: "Figure", overview: Overview, layout: Layout, shades: Shades) -> None:
    """Draw the scale of colours, saying which way is better."""
    from matplotlib.cm import ScalarMappable

    height = min(layout.all_maps, 3.0)
    left = layout.left + layout.columns * (layout.width + BETWEEN) + 0.05
    axes = frame(figure, left, layout.below + (layout.all_maps - height) / 2, BAR, height)
    cut = "neither" if not shades.is_cut else "max" if shades.lower_is_better else "min"
    bar = figure.colorbar(ScalarMappable(shades.norm(), shades.colours), cax=axes, extend=cut)
    ticks = Scale(shades.low, shades.high, False).ticks()
    step = ticks[1] - ticks[0] if len(ticks) > 1 else shades.high - shades.low
    bar.set_ticks(ticks, labels=[tick(overview.metric, value, step) for value in ticks])
    bar.outline.set_visible(False)
    axes.set_ylabel(f"{overview.monitored}\n(brighter is {_brighter(overview, shades)})")


def _brighter(overview: Overview, shades: Shades) -> str:
    """Return what brighter cells are: better, unless settings can't be compared by that."""
    if overview.is_comparable and overview.role != "gap":
        return "better"
    return "smaller" if shades.lower_is_better else "larger"


def _caption(figure: "Figure", overview: Overview) -> None:
    """Say at the foot of the page what frames mean."""
    words = ["solid frame: best"] if overview.best else []
    if overview.baseline:
        is_both = overview.baseline is overview.best
        words = ["frame: best and baseline"] if is_both else [*words, "dashed frame: baseline"]
    if any(spot.flaw for spot in overview.spots):
        words.append("hatched: a run diverged or failed")
    caption(figure, [*words, *filter(None, [overview.note])])
