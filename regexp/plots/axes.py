"""The frame of a panel: ranges, scales and ticks, with numbers written as people write them."""

from typing import TYPE_CHECKING

from regexp.plots.labels import tick
from regexp.plots.ranges import LIMITS
from regexp.plots.scales import Scale, epoch_ticks
from regexp.plots.style import GRID

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEADROOM = 0.16
"""Room for words above the curves, as a fraction of their range."""


def frame_epochs(axes: "Axes", epochs: Scale) -> None:
    """Set the axis of epochs."""
    shown = epochs.padded(0.02, 0.02)
    axes.set_xscale("log" if epochs.log else "linear")
    axes.set_xlim(shown.low, shown.high)
    ticks = epoch_ticks(epochs)
    axes.set_xticks(ticks, [str(epoch) for epoch in ticks])
    axes.set_xticks([], minor=True)
    axes.set_xlabel("epoch (log scale)" if epochs.log else "epoch")


def framed(values: Scale) -> Scale:
    """Return the range that a frame shows of a metric: with room for words above the curves."""
    return values.padded(0.03, HEADROOM)


def frame_values(axes: "Axes", values: Scale, metric: str) -> Scale:
    """Set the axis of a metric, with room for words above the curves, and return the range it shows."""
    shown = framed(values)
    axes.set_yscale("log" if values.log else "linear")
    axes.set_ylim(shown.low, shown.high)
    ticks = [value for value in shown.ticks() if value <= LIMITS[metric][1] + 1e-9]
    step = ticks[1] - ticks[0] if len(ticks) > 1 else shown.length
    texts = [tick(metric, value, value if values.log else step) for value in ticks]
    axes.set_yticks(ticks, texts)
    axes.set_yticks([], minor=True)
    axes.grid(axis="y", color=GRID, lw=0.6)
    axes.set_axisbelow(True)
    return shown
