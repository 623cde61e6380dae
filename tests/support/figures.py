"""What a picture of a sweep shows: its marks and its words."""

from pathlib import Path

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from regexp.plots.overview import draw_overview
from regexp.plots.survey import Overview


def draw(figures: list[Figure], found: Overview) -> Figure:
    draw_overview(Path("unused.png"), found)
    return figures.pop()


def marked(where: Figure | Axes, name: str) -> list[Artist]:
    return where.findobj(lambda artist: artist.get_gid() == name)


def heights(where: Figure | Axes, name: str) -> list[float]:
    """Return the values of a line from left to right, whatever pieces it is drawn in."""
    lines = [line for line in marked(where, name) if isinstance(line, Line2D)]
    return [float(y) for line in lines for y in np.asarray(line.get_ydata())]


def texts(where: Figure | Axes) -> list[str]:
    return [text.get_text() for text in where.findobj(Text) if text.get_visible() and text.get_text()]


def tick_texts(axes: Axes, which: str) -> list[str]:
    return [label.get_text() for label in getattr(axes, f"get_{which}ticklabels")()]
