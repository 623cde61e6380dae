"""What a picture of a sweep shows: its axes, its settings as spots on them, and which of them stand out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from regexp.history import cost
from regexp.plots.ranges import LIMITS
from regexp.spec import Array

EPOCH = "epoch"
"""The name of the axis of epochs."""


@dataclass(frozen=True)
class Axis:
    """What is varied: its name (`l2`), what that is in words, and the words for each of its levels.

    `numbers` are the levels of a numeric axis, ascending; None for an axis of names.
    """

    name: str
    label: str
    levels: tuple[str, ...]
    numbers: tuple[float, ...] | None


@dataclass(frozen=True)
class Spot:
    """One setting: the index of its level on each axis, and what was measured there.

    `values` are the monitored metric of each seed, `mean` ± `half_width` its mean with the 95 % interval,
    `other` the mean of that metric on the other split. Where there is no mean, `flaw` says why.
    """

    name: str
    place: tuple[int, ...]
    values: tuple[float, ...]
    mean: float
    half_width: float = nan
    other: float = nan
    flaw: str = ""


@dataclass(frozen=True)
class Overview:
    """The words, axes and settings of a picture.

    `subtitle` has one line for what is shown and one for the result. `best`, `baseline` and `choice`, the
    most regularized within one standard error of the best, are among `spots`; None leaves them out.
    `monitor` is a metric of a split, or the `gap` of a metric: `gap_loss`. `thresholds` are values of the
    first axis where something changes, with words for it; `note` stands at the foot of the page. Where not
    `is_comparable`, a better value says nothing of the setting.
    """

    title: str
    subtitle: str
    monitor: str
    axes: tuple[Axis, ...]
    spots: tuple[Spot, ...]
    best: Spot | None = None
    baseline: Spot | None = None
    choice: Spot | None = None
    thresholds: tuple[tuple[float, str], ...] = ()
    note: str = ""
    is_comparable: bool = True

    @property
    def role(self) -> str:
        """The split that the monitored metric is measured on, or `gap`."""
        return self.monitor.partition("_")[0]

    @property
    def other_role(self) -> str:
        """The other split."""
        return "train" if self.role == "validation" else "validation"

    @property
    def is_by_epoch(self) -> bool:
        """Whether lines are drawn by epoch."""
        return bool(self.axes) and self.axes[0].name == EPOCH

    @property
    def metric(self) -> str:
        """How the metric is drawn: as an accuracy, an R², or, as any error, a loss; or as a gap of these."""
        if self.role == "gap":
            return "points" if self.metric_name == "accuracy" else "gap"
        return self.metric_name if self.metric_name in LIMITS else "loss"

    @property
    def metric_name(self) -> str:
        """The metric without its split: `loss`."""
        return self.monitor.partition("_")[2]

    @property
    def monitored(self) -> str:
        """The monitored metric in words: `validation loss`, `gap of accuracy, in points`."""
        if self.role == "gap":
            unit = ", in points" if self.metric == "points" else ""
            return f"gap of {self.metric_name}{unit}"
        return self.monitor.replace("_", " ")

    def from_best_to_worst(self) -> list[Spot]:
        """Return the settings by their mean, those without one last."""
        costs = self.costs(self.spots)
        return [self.spots[index] for index in np.argsort(costs, kind="stable")]

    def costs(self, spots: Iterable[Spot]) -> list[float]:
        """Return the means signed so that lower is better, infinite where there is none."""
        return [cost(self.monitor, spot.mean) for spot in spots]


def column(spots: Sequence[Spot], name: str) -> Array:
    """Return one number of every setting, shape (settings,)."""
    return np.array([getattr(spot, name) for spot in spots], dtype=float)
