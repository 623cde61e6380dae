"""A page of a picture's own height: frames are placed on it in inches below the heading."""

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from regexp.plots.page import ABOVE, BELOW, MARGIN, frame_height, page
from regexp.plots.style import GREY

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FOOT, LINE, CHARACTER = 0.12, 0.16, 0.075
"""The room below the last line at the foot, the height of such a line, a character's width, in inches."""


def sheet(title: str, subtitle: str, height: float) -> "Figure":
    """Return a figure with its heading and so many inches of room below it."""
    figure, _ = page(title, subtitle, [])
    width, before = figure.get_size_inches()
    after = before - (ABOVE + frame_height() + BELOW) + height
    for line in figure.texts:
        line.set_y(1 - (1 - line.get_position()[1]) * before / after)
    figure.set_size_inches(width, after)
    return figure


def frame(figure: "Figure", left: float, bottom: float, width: float, height: float) -> "Axes":
    """Return a new frame, measured in inches from the lower left corner of the page."""
    across, up = figure.get_size_inches()
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def caption(figure: "Figure", words: Sequence[str]) -> None:
    """Say at the foot of the page what marks mean, if there is something to say.

    What doesn't fit a line makes the page longer, so nothing must be drawn after it.
    """
    across, _ = figure.get_size_inches()
    lines = wrap("; ".join(words), int((across - 2 * MARGIN) / CHARACTER))
    if lines:
        _lengthen(figure, LINE * (len(lines) - 1))
        foot = (MARGIN / across, FOOT / figure.get_figheight())
        figure.text(*foot, "\n".join(lines), color=GREY, va="bottom", linespacing=1.2, gid="caption")


def _lengthen(figure: "Figure", below: float) -> None:
    """Make a page longer below everything that is on it."""
    before = figure.get_figheight()
    after = before + below
    for line in figure.texts:
        line.set_y((line.get_position()[1] * before + below) / after)
    for axes in figure.axes:
        box = axes.get_position()
        size = (box.width, box.height * before / after)
        axes.set_position((box.x0, (box.y0 * before + below) / after, *size))
    figure.set_figheight(after)
