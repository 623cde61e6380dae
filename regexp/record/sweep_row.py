"""One run of a sweep, as a row of results.csv."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from regexp.grid import Value
from regexp.record.result import Numbers, RowCounts

Setting = Value
"""A value of an axis, as it stands in results.csv."""

RowStatus = Literal["completed", "early_stopped", "diverged", "failed"]


@dataclass(frozen=True)
class SweepRow:
    """What came of one run: `settings` by full field name, `best` and `last` with the epoch and every metric.

    `cell` is the name of the run's cell, `path` its directory relative to the sweep's, `redrawn` what its
    seed drew, `rows` how many rows each split has, `reason` why it failed. A failed run has no metrics, no
    rows and 0 epochs.
    """

    cell: str
    settings: Mapping[str, Setting]
    seed: int
    status: RowStatus
    path: str
    epochs: int = 0
    best: Numbers = field(default_factory=dict)
    last: Numbers = field(default_factory=dict)
    redrawn: tuple[str, ...] = ()
    rows: RowCounts | None = None
    reason: str = ""
