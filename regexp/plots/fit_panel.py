"""A panel with the rows of a data set of one input and the function that was learned from them."""

from typing import TYPE_CHECKING

import numpy as np

from regexp.plots.picture import Fit
from regexp.plots.style import INK, LOOKS
from regexp.spec import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROOM = 0.15
MANY_ROWS = 200
LARGE, SMALL = 22, 6


def draw_fit_panel(axes: "Axes", fit: Fit) -> None:
    """Draw training rows, validation rows and the learned function, which may leave the frame."""
    low, high = _range(np.concatenate([fit.y_train, fit.y_validation]))
    axes.set_ylim(low, high)
    axes.locator_params(nbins=6)
    _draw_rows(axes, "train", fit.x_train, fit.y_train)
    _draw_rows(axes, "validation", fit.x_validation, fit.y_validation)
    # Far outside the frame a line is as good as at its edge, and its drawing can't overflow.
    near = np.clip(fit.y_grid, 2 * low - high, 2 * high - low)
    axes.plot(fit.x_grid, near, color=INK, lw=1.8, zorder=4, label="learned function", gid="learned")
    axes.set_xlabel(fit.feature)
    axes.set_ylabel(fit.target)
    spaces = {"columnspacing": 1.2, "handlelength": 1.2, "handletextpad": 0.4, "borderpad": 0.2}
    axes.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99), ncols=3, **spaces)


def _range(values: Array) -> tuple[float, float]:
    """Return the range of the rows with some room on both sides."""
    low, high = float(values.min()), float(values.max())
    room = ROOM * (high - low) or 1.0
    return low - room, high + room


def _draw_rows(axes: "Axes", role: str, x: Array, y: Array) -> None:
    if not x.size:
        return
    look = LOOKS[role]
    size = LARGE if len(x) <= MANY_ROWS else SMALL
    points = axes.scatter(x, y, size, c=look.colour, marker=look.marker)
    points.set(edgecolor="white", linewidth=0.4, zorder=3, label=f"{role} rows", gid=f"{role}_rows")
