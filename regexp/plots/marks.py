"""What is marked on curves: the best epoch, the onset of overfitting, the end of a run that diverged."""

from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING

from regexp.plots.labels import measure
from regexp.plots.picture import Picture
from regexp.plots.scales import Scale
from regexp.plots.series import Curve, role_of
from regexp.plots.style import GREY, INK, OVERFITTING, OVERFITTING_INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BEST_WIDTH, ONSET_WIDTH = 0.5, 0.38
"""The widths of the words, as fractions of the frame's."""


def mark_best(axes: "Axes", curves: Sequence[Curve], picture: Picture, epochs: Scale) -> None:
    """Mark the best epoch by a line, a dot on the monitored split's curve, and words above the frame.

    Nothing is marked where that split has no value: a run that diverged before it had a best epoch.
    """
    watched = next((curve for curve in curves if curve.role == role_of(picture.monitor)), curves[-1])
    epoch, value = picture.best_epoch, watched.at(picture.best_epoch)
    if not isfinite(value):
        return
    axes.axvline(epoch, color=INK, lw=1, ls=(0, (4, 2)), gid="best")
    axes.plot([epoch], [value], "o", ms=7, mfc="white", mec=INK, mew=1.5, zorder=4, gid="best_value")
    text, place = f"best epoch {epoch}: {measure(watched.metric, value)}", epochs.place(epoch)
    side = "left" if place < BEST_WIDTH / 2 else "right" if place > 1 - BEST_WIDTH / 2 else "center"
    anchor = {"left": 0.0, "right": 1.0, "center": place}[side]
    axes.annotate(text, (anchor, 1), (0, 5), "axes fraction", "offset points", ha=side, va="bottom")


def mark_onset(axes: "Axes", onset: int | None, epochs: Scale) -> None:
    """Shade the epochs in which the run overfits."""
    if onset is None:
        return
    from matplotlib.patheffects import withStroke

    axes.axvspan(onset, axes.get_xlim()[1], color=OVERFITTING, alpha=0.35, lw=0, zorder=0, gid="overfitting")
    start = epochs.place(onset)
    anchor, side = ((1 + start) / 2, "center") if start < 1 - ONSET_WIDTH else (0.99, "right")
    words = axes.text(anchor, 0.985, f"overfitting\nfrom epoch {onset}", transform=axes.transAxes, zorder=5)
    words.set(color=OVERFITTING_INK, ha=side, va="top", linespacing=1.05)
    words.set_path_effects([withStroke(linewidth=2.5, foreground="white")])


def mark_diverged(axes: "Axes", curves: Sequence[Curve]) -> None:
    """Draw a cross at the last value of each curve that diverged."""
    for curve in curves:
        if curve.diverged is not None:
            end = curve.epochs[-1:], curve.values[-1:]
            axes.plot(*end, "X", ms=9, mfc=INK, mec="white", zorder=5, gid="diverged")


def note(axes: "Axes", text: str) -> None:
    """Write what is missing in the upper right corner of a panel."""
    axes.text(0.96, 0.95, text, color=GREY, style="italic", transform=axes.transAxes, ha="right", va="top")
