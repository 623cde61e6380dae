"""A panel for a run that was measured once, such as a closed-form solution: bars instead of curves."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regexp.history import History
from regexp.plots.axes import frame_values
from regexp.plots.ends import draw_constant, write_beside
from regexp.plots.labels import measure
from regexp.plots.marks import note
from regexp.plots.picture import Picture
from regexp.plots.ranges import LIMITS
from regexp.plots.scales import Scale
from regexp.plots.series import Curve, curves_of
from regexp.plots.style import INK, LOOKS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BAR_WIDTH = 0.6


def draw_value_panel(axes: "Axes", history: History, metric: str, picture: Picture) -> None:
    """Draw a metric of each split as a bar under its value; the bar of an R² below −1 leaves the frame."""
    splits = curves_of(history, metric)
    curves = [curve for curve in splits if curve.values.size]
    axes.set_xticks(range(len(curves)), [curve.role for curve in curves])
    if not curves:
        axes.set_yticks([])
        note(axes, f"diverged by epoch {history.epochs[0]}")
        return
    shown = frame_values(axes, _range([float(curve.values[0]) for curve in curves], metric), metric)
    _draw_bars(axes, curves)
    constant = picture.constant_loss if metric == "loss" else None
    if constant is not None and shown.place(constant) <= 1:
        write_beside(axes, draw_constant(axes, constant, shown))
    if splits[-1].role == "train":
        note(axes, "no validation rows")


def _range(values: Sequence[float], metric: str) -> Scale:
    """Return the range of a metric from zero, or from what is less, to its best value or the largest loss."""
    low, high = LIMITS[metric]
    return Scale(max(low, min(*values, 0.0)), (max(values) or 1.0) if metric == "loss" else high, False)


def _draw_bars(axes: "Axes", curves: Sequence[Curve]) -> None:
    for place, curve in enumerate(curves):
        look, value = LOOKS[curve.role], float(curve.values[0])
        name = f"{curve.role}_{curve.metric}"
        axes.bar(place, value, BAR_WIDTH, color=look.colour, hatch=look.hatch, gid=name)
        top = (place, max(value, 0.0))
        words = axes.annotate(measure(curve.metric, value), top, (0, 3), textcoords="offset points")
        words.set(color=look.colour, weight="bold", ha="center", va="bottom")
    axes.axhline(0, color=INK, lw=0.8)
    axes.set_xlim(-BAR_WIDTH, len(curves) - 1 + BAR_WIDTH)
