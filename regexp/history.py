"""What was measured during a run: one row for each evaluated epoch, one column for each metric."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf, isfinite, nan
from typing import Literal

import numpy as np

from regexp.spec import Array

HIGHER_IS_BETTER = ("accuracy", "r2")

Moment = Literal["best", "last"]
"""The epoch at which the monitored metric is best, or the one where training ended."""

MOMENTS: tuple[Moment, ...] = ("best", "last")


def higher_is_better(metric: str) -> bool:
    """Tell whether a metric such as `validation_accuracy` is better when larger."""
    return metric.removeprefix("train_").removeprefix("validation_") in HIGHER_IS_BETTER


def oriented(metric: str, values: Array) -> Array:
    """Return a metric's values signed so that lower is better."""
    return -values if higher_is_better(metric) else values


def cost(metric: str, value: float) -> float:
    """Return a metric's value signed so that lower is better, infinite where it is not finite."""
    if not isfinite(value):
        return inf
    return -value if higher_is_better(metric) else value


def number_at(row: Mapping[str, float | None], name: str) -> float:
    """Return a number of a row of result.json, NaN where it is null or not there."""
    value = row.get(name)
    return nan if value is None else float(value)


@dataclass(frozen=True)
class History:
    """The measurements of one run: `values` has shape (evaluated epochs, columns); NaN where empty."""

    columns: tuple[str, ...]
    values: Array

    def __len__(self) -> int:
        """Return how many epochs were evaluated."""
        return len(self.values)

    def __contains__(self, name: str) -> bool:
        """Tell whether a metric was measured."""
        return name in self.columns

    def __getitem__(self, name: str) -> Array:
        """Return one column, shape (evaluated epochs,)."""
        return self.values[:, self.columns.index(name)]

    @property
    def epochs(self) -> Array:
        """The evaluated epochs, counted from 1, shape (evaluated epochs,)."""
        return self["epoch"].astype(int)

    def best_row(self, monitor: str) -> int:
        """Return the row of the first best value of `monitor`; the last row where it was never finite."""
        values = oriented(monitor, self[monitor])
        finite = np.isfinite(values)
        return int(np.argmin(np.where(finite, values, np.inf))) if finite.any() else len(self) - 1

    def row(self, index: int) -> dict[str, float]:
        """Return one evaluated epoch as a mapping from column to value."""
        return dict(zip(self.columns, self.values[index].tolist(), strict=True))


def history_of(rows: Iterable[dict[str, float]]) -> History:
    """Return the history of rows that all have the same columns."""
    listed = list(rows)
    columns = tuple(listed[0])
    return History(columns, np.array([[row[name] for name in columns] for row in listed]))
