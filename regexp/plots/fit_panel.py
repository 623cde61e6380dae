"""A panel with the rows of a data set of one input and the function that was learned from them."""

from functools import partial
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
    """Draw training rows, validation rows and what was learned from them, and say what is what."""
    draw_fit(axes, fit)
    axes.set_xlabel(fit.feature)
    axes.set_ylabel(fit.target)
    spaces = {"columnspacing": 1.0, "handlelength": 1.2, "handletextpad": 0.4, "borderpad": 0.2}
    axes.legend(loc="lower left", bbox_to_anchor=(-0.03, 0.99), ncols=4, **spaces)


def draw_fit(axes: "Axes", fit: Fit, many: int = MANY_ROWS) -> None:
    """Draw rows, smaller ones of so many, and the learned function, which may leave the frame."""
    low, high = _range(np.concatenate([fit.y_train, fit.y_validation]))
    axes.set_ylim(low, high)
    axes.locator_params(nbins=6)
    _draw_rows(axes, "train", fit.x_train, fit.y_train, many)
    _draw_rows(axes, "validation", fit.x_validation, fit.y_validation, many)
    # Far outside the frame a line is as good as at its edge, and its drawing can't overflow.
    near = partial(np.clip, min=2 * low - high, max=2 * high - low)
    if fit.y_best is not None:
        axes.plot(
            fit.x_grid, near(fit.y_best), ":", color=INK, lw=1.4, zorder=4, label="best epoch", gid="best"
        )
    last = "last epoch" if fit.y_best is not None else "learned function"
    axes.plot(fit.x_grid, near(fit.y_grid), color=INK, lw=1.8, zorder=4, label=last, gid="learned")


def _range(values: Array) -> tuple[float, float]:
    """Return the range of the rows with some room on both sides."""
    low, high = float(values.min()), float(values.max())
    room = ROOM * (high - low) or 1.0
    return low - room, high + room


def _draw_rows(axes: "Axes", role: str, x: Array, y: Array, many: int) -> None:
    if not x.size:
        return
    look = LOOKS[role]
    size = LARGE if len(x) < many else SMALL
    points = axes.scatter(x, y, size, c=look.colour, marker=look.marker)
    points.set(edgecolor="white", linewidth=0.4, zorder=3, label=f"{role} rows", gid=f"{role}_rows")
