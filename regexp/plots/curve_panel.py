"""A panel with the train and validation curves of one metric."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regexp.history import History
from regexp.plots.axes import frame_epochs, frame_values
from regexp.plots.ends import label_ends
from regexp.plots.marks import mark_best, mark_diverged, mark_onset, note
from regexp.plots.picture import Picture
from regexp.plots.ranges import COLUMNS, resampled, value_scale
from regexp.plots.scales import Scale, epoch_scale
from regexp.plots.series import Curve, curves_of
from regexp.plots.style import FAINT, FEW_POINTS, GAP, LOOKS, MANY_POINTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CONSTANT_NEAR = 1.3


def draw_curve_panel(axes: "Axes", history: History, metric: str, picture: Picture) -> None:
    """Draw the curves of a metric up to where they diverged, with all that shows how far they are apart."""
    splits = curves_of(history, metric)
    curves = [curve for curve in splits if curve.values.size]
    epochs = epoch_scale(history.epochs)
    frame_epochs(axes, epochs)
    if not curves:
        axes.set_yticks([])
        note(axes, f"diverged by epoch {history.epochs[0]}")
        return
    constant = picture.constant_loss if metric == "loss" else None
    shown = frame_values(axes, _reaching(value_scale(curves, epochs), constant), metric)
    _draw_lines(axes, curves, epochs)
    mark_onset(axes, picture.onset, epochs)
    mark_best(axes, curves, picture, epochs)
    mark_diverged(axes, curves)
    label_ends(axes, curves, shown, constant)
    if splits[-1].role == "train":
        note(axes, "no validation rows")


def _reaching(values: Scale, constant: float | None) -> Scale:
    """Return a range that reaches up to the loss of a constant predictor if that is near."""
    if constant is None or not 1 < values.place(constant) < CONSTANT_NEAR:
        return values
    return Scale(values.low, constant, values.log)


def _draw_lines(axes: "Axes", curves: Sequence[Curve], epochs: Scale) -> None:
    """Draw the curves and shade what lies between them; of many points, draw the mean over faint lines."""
    places = epochs.places(COLUMNS)
    means = [resampled(curve, epochs, COLUMNS) for curve in curves]
    axes.fill_between(places, means[0], means[-1], color=GAP, lw=0, gid="between")
    for curve, mean in zip(curves, means, strict=True):
        look, name = LOOKS[curve.role], f"{curve.role}_{curve.metric}"
        marker = look.marker if len(curve.values) <= FEW_POINTS else ""
        if len(curve.values) <= MANY_POINTS:
            axes.plot(curve.epochs, curve.values, look.line, c=look.colour, marker=marker, gid=name)
        else:
            axes.plot(curve.epochs, curve.values, c=look.colour, **FAINT, gid=name)
            axes.plot(places, mean, look.line, c=look.colour, gid=f"{name}_mean")
