"""Words right of a panel's frame instead of a legend: how each curve ends, and the gap between them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regexp.plots.labels import difference, end_text, number, spread
from regexp.plots.paper import paper
from regexp.plots.scales import Scale
from regexp.plots.series import Curve
from regexp.plots.style import GREY, INK, LOOKS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Label = tuple[float, str, str]

HEIGHT = 0.15
"""The height of a label of two lines, as a fraction of a page's frame."""
WIDE = 2 * HEIGHT


def label_ends(axes: "Axes", curves: Sequence[Curve], shown: Scale, constant: float | None) -> None:
    """Write each curve's name and last value beside its end, and between them the gap if it is wide."""
    labels = [_curve_label(curve, shown) for curve in curves]
    ends = [place for place, _, _ in labels]
    if max(ends) - min(ends) > WIDE / paper().height and not any(curve.diverged for curve in curves):
        labels.append(_draw_gap(axes, curves, ends))
    if constant is not None and 0 <= shown.place(constant) <= 1:
        labels.append(draw_constant(axes, constant, shown))
    places = spread([place for place, _, _ in labels], HEIGHT / paper().height, 0.03, 0.97)
    for (_, text, colour), place in zip(labels, places, strict=True):
        write_beside(axes, (place, text, colour))


def draw_constant(axes: "Axes", loss: float, shown: Scale) -> Label:
    """Draw the loss of a constant predictor as a dotted line and return its label."""
    axes.axhline(loss, color=GREY, lw=1, ls=":", gid="constant")
    return shown.place(loss), f"constant\nguess {number(loss)}", GREY


def write_beside(axes: "Axes", label: Label) -> None:
    """Write a label right of the frame."""
    place, text, colour = label
    axes.text(1.03, place, text, color=colour, transform=axes.transAxes, va="center", linespacing=1.05)


def _curve_label(curve: Curve, shown: Scale) -> Label:
    text = f"{curve.role}\n{end_text(curve)}"
    return shown.place(float(curve.values[-1])), text, LOOKS[curve.role].colour


def _draw_gap(axes: "Axes", curves: Sequence[Curve], ends: Sequence[float]) -> Label:
    """Draw an arrow from one curve's end to the other's and return its label."""
    low, high = max(0.0, min(ends)), min(1.0, max(ends))
    style = {"arrowstyle": "<->", "color": INK, "lw": 1, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (1.01, low), (1.01, high), "axes fraction", "axes fraction", style, gid="gap")
    train, validation = (float(curve.values[-1]) for curve in curves)
    return (low + high) / 2, f"gap\n{difference(curves[0].metric, train, validation)}", INK
