"""A page of a picture's own height: frames are placed on it in inches below the heading."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regexp.plots.page import ABOVE, BELOW, FRAME, MARGIN, page
from regexp.plots.style import GREY

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FOOT = 0.12


def sheet(title: str, subtitle: str, height: float) -> "Figure":
    """Return a figure with its heading and so many inches of room below it."""
    figure, _ = page(title, subtitle, [])
    width, before = figure.get_size_inches()
    after = before - (ABOVE + FRAME + BELOW) + height
    for line in figure.texts:
        line.set_y(1 - (1 - line.get_position()[1]) * before / after)
    figure.set_size_inches(width, after)
    return figure


def frame(figure: "Figure", left: float, bottom: float, width: float, height: float) -> "Axes":
    """Return a new frame, measured in inches from the lower left corner of the page."""
    across, up = figure.get_size_inches()
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def caption(figure: "Figure", words: Sequence[str]) -> None:
    """Say at the foot of the page what marks mean, if there is something to say."""
    across, up = figure.get_size_inches()
    if words:
        figure.text(MARGIN / across, FOOT / up, "; ".join(words), color=GREY, gid="caption")
