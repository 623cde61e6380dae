"""The axis of epochs below a plot in text: ticks, and marks of the epochs that stand out."""

from collections.abc import Sequence
from dataclasses import dataclass

from regexp.plots.canvas import Canvas
from regexp.plots.scales import Scale, epoch_ticks


@dataclass(frozen=True)
class Strokes:
    """The characters that the frame of a plot is made of."""

    wall: str
    corner: str
    floor: str
    tick: str
    best: str
    onset: str
    bar: str


UNICODE = Strokes("│", "└", "─", "┬", "▲", "△", "█")
ASCII = Strokes("|", "+", "-", "+", "^", "*", "#")


@dataclass(frozen=True)
class Mark:
    """An epoch that stands out on the axis, and what is written under it: `59 best`."""

    epoch: int
    text: str
    sign: str


def axis_lines(
    epochs: Scale, marks: Sequence[Mark], canvas: Canvas, room: int, strokes: Strokes
) -> list[str]:
    """Return the floor of a plot with its ticks and marks, and their labels on at most `room` columns.

    Marks come before ticks, which are left out where their labels would touch; where two marks stand in one
    column, the first is seen.
    """
    axis = _Axis(epochs, canvas, room)
    floor, labels = [strokes.floor] * canvas.columns, [" "] * room
    for start, text in axis.labels(marks):
        labels[start : start + len(text)] = text
    for mark in reversed(marks):
        floor[axis.column(mark.epoch)] = mark.sign
    first, *inner, last = epoch_ticks(epochs)
    for epoch in (first, last, *inner):
        start, text = axis.start(epoch, str(epoch)), str(epoch)
        if not "".join(labels[max(start - 1, 0) : start + len(text) + 1]).strip():
            labels[start : start + len(text)] = text
            floor[axis.column(epoch)] = strokes.tick
    return [f"{strokes.corner}{''.join(floor)}", f" {''.join(labels)}".rstrip()]


@dataclass(frozen=True)
class _Axis:
    """Where epochs stand, and how many columns their labels may use."""

    epochs: Scale
    canvas: Canvas
    room: int

    def column(self, epoch: int) -> int:
        """Return the column of an epoch."""
        return self.canvas.column(self.epochs.place(epoch))

    def start(self, epoch: int, text: str) -> int:
        """Return where the label of an epoch starts: below it, or farther left where there is no room."""
        return min(self.column(epoch), self.room - len(text))

    def labels(self, marks: Sequence[Mark]) -> list[tuple[int, str]]:
        """Return the labels of marks with their columns; two that would touch become one."""
        ordered = sorted(marks, key=lambda mark: mark.epoch)
        found = [(self.start(mark.epoch, mark.text), mark.text) for mark in ordered]
        if len(found) == 1 or found[0][0] + len(found[0][1]) + 1 < found[1][0]:
            return found
        text = ", ".join(mark.text for mark in ordered)
        return [(self._start_of_both(ordered, text), text)]

    def _start_of_both(self, ordered: Sequence[Mark], text: str) -> int:
        """Return where a common label starts: below both marks, left of the last epoch's if it can be."""
        last = int(self.epochs.high)
        before_last = self.start(last, str(last)) - len(text) - 1
        below = self.column(ordered[-1].epoch) - len(text) + 1
        start = max(min(self.start(ordered[0].epoch, text), before_last), below, 0)
        return min(start, self.room - len(text))
