"""Both loss curves of a run as text, for the terminal."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regexp.history import History
from regexp.plots.canvas import Canvas
from regexp.plots.epoch_axis import ASCII, UNICODE, Mark, Strokes, axis_lines
from regexp.plots.labels import end_text, number, spread, tick
from regexp.plots.ranges import resampled, value_scale
from regexp.plots.scales import Scale, epoch_scale
from regexp.plots.series import Curve, curves_of


def curves_in_text(
    history: History,
    width: int,
    height: int,
    best_epoch: int,
    monitor: str,
    ascii: bool = False,
    onset: int | None = None,
) -> list[str]:
    """Return a plot of train and validation loss: a heading, `height` rows of curves, an axis, its labels.

    No line is longer than `width` characters (at least 60). The axis of epochs starts where a curve
    comes into the range of losses shown; the best epoch and the `onset` of overfitting are marked on it.
    `ascii` avoids braille and box characters. A run that was measured once becomes one bar a split.
    """
    strokes = ASCII if ascii else UNICODE
    curves = [curve for curve in curves_of(history, "loss") if curve.values.size]
    if not curves:
        return [f" loss: diverged by epoch {history.epochs[0]}"]
    if len(history) == 1:
        return _bars(curves, width, strokes)
    values = value_scale(curves, epoch_scale(history.epochs)).rounded()
    start = min([best_epoch, *(_entrance(curve, values) for curve in curves)])
    late = [curve.since(start) for curve in curves]
    epochs = epoch_scale(history.epochs[history.epochs >= start])
    best = f"{best_epoch} best" if monitor.endswith("_loss") else f"{best_epoch} best {monitor}"
    marks = [Mark(best_epoch, best, strokes.best)]
    if onset is not None:
        marks.append(Mark(max(onset, start), f"{onset} onset", strokes.onset))
    plot = _Plot(late, epochs, values, width, Canvas(height, _columns(late, values, width), ascii), strokes)
    heading, *rows = plot.lines(marks)
    return [heading + _beyond(history, start), *rows]


def _beyond(history: History, start: int) -> str:
    """Return which epochs are left out, since their losses are above the picture; the first needs no word."""
    before = history.epochs[history.epochs < start]
    return f"; before epoch {start} it is higher still" if len(before) > 1 else ""


def _entrance(curve: Curve, values: Scale) -> int:
    """Return the epoch before the first that lies in a range of values."""
    return int(curve.epochs[max(0, int(np.argmax(curve.values <= values.high)) - 1)])


def _columns(curves: Sequence[Curve], values: Scale, width: int) -> int:
    """Return how many columns the labels on both sides leave for the curves."""
    right = max(len(_end_label(curve)) for curve in curves)
    return width - max(map(len, _value_labels(values))) - right - 4


def _value_labels(values: Scale) -> list[str]:
    """Return the labels of the top and the bottom, which are round numbers."""
    return [tick("loss", end, end) for end in (values.high, values.low)]


def _end_label(curve: Curve) -> str:
    when = "" if curve.diverged is None else f" at {curve.diverged}"
    return f"{curve.role} {end_text(curve)}{when}"


@dataclass(frozen=True)
class _Plot:
    """Curves in a frame, with labels at the ends of the axes and of the curves."""

    curves: Sequence[Curve]
    epochs: Scale
    values: Scale
    width: int
    canvas: Canvas
    strokes: Strokes

    def lines(self, marks: Sequence[Mark]) -> list[str]:
        for curve in self.curves:
            levels = resampled(curve, self.epochs, self.canvas.width)
            self.canvas.draw(self.values.position(levels))
        margin = 1 + max(map(len, _value_labels(self.values)))
        rows = [
            *self._rows(),
            *axis_lines(self.epochs, marks, self.canvas, self.width - margin - 2, self.strokes),
        ]
        labels = dict(zip((0, self.canvas.rows - 1), _value_labels(self.values), strict=True))
        margins = [f"{labels.get(index, ''):>{margin}} " for index in range(len(rows))]
        return [self._heading(), *(left + row for left, row in zip(margins, rows, strict=True))]

    def _heading(self) -> str:
        named = ((self.epochs, "epochs"), (self.values, "loss"))
        return " loss without penalty" + "".join(f", log {name}" for scale, name in named if scale.log)

    def _rows(self) -> list[str]:
        """Return the wall, the curves and the labels at their ends."""
        rows = [f"{self.strokes.wall}{line:{self.canvas.columns}}" for line in self.canvas.lines()]
        curves = list(reversed(self.curves))
        ends = [self.values.place(float(curve.values[-1])) for curve in curves]
        # Of two ends in one row, the higher one's label goes above.
        wanted = [self.canvas.row(end) - 1e-3 * end for end in ends]
        places = spread(wanted, 1, 0, self.canvas.rows - 1)
        for curve, place in zip(curves, places, strict=True):
            rows[round(place)] += f" {_end_label(curve)}"
        return [row.rstrip() for row in rows]


def _bars(curves: Sequence[Curve], width: int, strokes: Strokes) -> list[str]:
    """Return a heading and a bar for each split."""
    losses = [float(curve.values[0]) for curve in curves]
    longest, top = width - 21, max(losses) or 1.0
    bars = [strokes.bar * round(longest * loss / top) for loss in losses]
    rows = zip(curves, bars, losses, strict=True)
    return [" loss without penalty"] + [
        f" {curve.role:10} {strokes.wall}{bar} {number(loss)}" for curve, bar, loss in rows
    ]
