"""A page: a heading over panels side by side, measured in inches."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from regexp.plots.paper import paper
from regexp.plots.style import GREY, INK, PANEL_TITLE_SIZE, TEXT_SIZE, TITLE_SIZE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

POINTS = 72
MARGIN = 0.2
ABOVE, FRAME, BELOW = 0.75, 2.5, 0.55
CHARACTER, LINE = 0.68, 1.5
"""The width of most characters and the height of a line, as multiples of the font's size."""


@dataclass(frozen=True)
class Room:
    """The widths of a panel: left of its frame (ticks), its frame, right of it (labels)."""

    left: float
    frame: float
    right: float

    @property
    def width(self) -> float:
        """The width of the whole panel."""
        return self.left + self.frame + self.right


def page(title: str, subtitle: str, rooms: Sequence[Room]) -> "tuple[Figure, list[Axes]]":
    """Return a figure with its heading, wrapped where it is long, and one empty frame a panel."""
    from matplotlib.figure import Figure

    width = max(paper().width, sum(room.width for room in rooms))
    lines = _heading(title, subtitle, width - 2 * MARGIN)
    heading = MARGIN + sum(size * LINE / POINTS for _, size, _ in lines)
    height = heading + ABOVE + frame_height() + BELOW
    figure = Figure(figsize=(width, height), dpi=paper().dots_per_inch)
    top = height - MARGIN
    for text, size, colour in lines:
        weight = "bold" if size == TITLE_SIZE else "normal"
        figure.text(MARGIN / width, top / height, text, size=size, color=colour, weight=weight, va="top")
        top -= size * LINE / POINTS
    return figure, _frames(figure, rooms)


def frame_height() -> float:
    """Return the height of a frame in inches."""
    return FRAME * paper().height


def panel_title(axes: "Axes", text: str, room: Room) -> None:
    """Write a title over a panel, from its left edge, above the line that is kept for marks."""
    lines = wrap(text, _characters(room.width - MARGIN, PANEL_TITLE_SIZE))
    left = (MARGIN - room.left) * POINTS
    words = axes.annotate("\n".join(lines), (0, 1), (left, 22), "axes fraction", "offset points")
    words.set(size=PANEL_TITLE_SIZE, va="bottom")


def _frames(figure: "Figure", rooms: Sequence[Room]) -> "list[Axes]":
    width, height = figure.get_size_inches()
    frames, start = [], 0.0
    for room in rooms:
        box = ((start + room.left) / width, BELOW / height, room.frame / width, frame_height() / height)
        frames.append(figure.add_axes(box))
        start += room.width
    return frames


def _heading(title: str, subtitle: str, width: float) -> list[tuple[str, float, str]]:
    """Return the lines of the heading with size and colour; the last text, the verdict, stands out.

    A slide has no room for the others.
    """
    *settings, verdict = subtitle.splitlines()
    grey = [(text, TEXT_SIZE, GREY) for text in settings if not paper().is_slide]
    texts = [(title, TITLE_SIZE, INK), *grey, (verdict, TEXT_SIZE, INK)]
    return [
        (line, size, colour)
        for text, size, colour in texts
        for line in wrap(text, _characters(width, size), max_lines=4, placeholder=" …")
    ]


def _characters(width: float, size: float) -> int:
    """Return how many characters of a font's size fit a width."""
    return int(width * POINTS / (CHARACTER * size))
