"""What the runs of a sweep say about each setting: means over seeds and how sure they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from regexp.analysis.overlaps import overlap_in
from regexp.history import number_at
from regexp.record import Setting, SweepRow
from regexp.statistics import mean_interval, standard_error


@dataclass(frozen=True)
class CellSummary:
    """The runs of one setting, measured at the best epoch of each.

    `seeds` counts the runs that did not fail, `diverged` those of them that diverged, `failed` the others;
    `values` are the monitored metric of the runs that did neither. `mean` ± `half_width` is their mean with
    its 95 % interval over seeds, which allows for the `overlap` of their splits; `standard_error`, by which
    settings are chosen, does not. `train` and `validation` are the means of that metric on both splits,
    `epoch` the median best epoch. A number that is not known is NaN: all but `values` where a run diverged,
    which counts as the worst there is, and `standard_error` and `half_width` of one seed.
    """

    cell: str
    settings: Mapping[str, Setting]
    seeds: int
    values: tuple[float, ...]
    mean: float
    standard_error: float
    half_width: float
    train: float
    validation: float
    epoch: float
    diverged: int
    failed: int
    overlap: float


def summarize(rows: Iterable[SweepRow], monitor: str) -> list[CellSummary]:
    """Return one summary a setting, in the order in which the rows first name them."""
    cells: dict[str, list[SweepRow]] = {}
    for row in rows:
        cells.setdefault(row.cell, []).append(row)
    return [_summary(runs, monitor) for runs in cells.values()]


def _summary(runs: Sequence[SweepRow], monitor: str) -> CellSummary:
    """Return the summary of the runs of one setting."""
    metric = monitor.partition("_")[2]
    diverged = sum(run.status == "diverged" for run in runs)
    failed = sum(run.status == "failed" for run in runs)
    sound = [run for run in runs if run.status not in ("diverged", "failed")]
    counted = sound if not diverged else []
    values = _measured(counted, monitor)
    overlap = overlap_in((run.redrawn, run.rows) for run in sound if run.rows is not None)
    return CellSummary(
        cell=runs[0].cell,
        settings=runs[0].settings,
        seeds=len(runs) - failed,
        values=tuple(_measured(sound, monitor)),
        mean=_mean(values),
        standard_error=standard_error(values),
        half_width=mean_interval(values, overlap=overlap).half_width,
        train=_mean(_measured(counted, f"train_{metric}")),
        validation=_mean(_measured(counted, f"validation_{metric}")),
        epoch=float(np.median(_measured(counted, "epoch"))) if counted else nan,
        diverged=diverged,
        failed=failed,
        overlap=overlap,
    )


def _measured(runs: Iterable[SweepRow], name: str) -> list[float]:
    """Return a number of each run's best epoch, NaN where it is not finite."""
    return [number_at(run.best, name) for run in runs]


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else nan
