"""Means over the seeds of a setting by epoch."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from regexp.analysis.overlaps import overlap_over
from regexp.collection import FinishedRun
from regexp.history import History
from regexp.spec import Array
from regexp.statistics import mean_interval

MOST_EPOCHS = 300
"""Of more epochs some are left out: more places can't be told apart."""

Measure = Callable[[History], Array]
"""Returns a number for each evaluated epoch of a run, shape (evaluated epochs,)."""


@dataclass(frozen=True)
class Measures:
    """What is drawn by epoch: the name of a metric or gap, its numbers, those of the other split."""

    monitor: str
    drawn: Measure
    other: Measure


@dataclass(frozen=True)
class Trace:
    """A setting by epoch, shapes (epochs,): mean over seeds ± half of its 95 % interval, the other split's.

    `values` are those of each seed, shape (epochs, seeds).
    """

    epochs: Array
    means: Array
    half_widths: Array
    others: Array
    values: Array


def trace_of(runs: Sequence[FinishedRun], measures: Measures) -> Trace:
    """Return the means over runs at the epochs that all of them reached with a finite number."""
    epochs = _shared([run.history.epochs for run in runs])
    rows = [np.isin(run.history.epochs, epochs) for run in runs]
    drawn, others = (
        np.stack([measure(run.history)[row] for run, row in zip(runs, rows, strict=True)], axis=1)
        for measure in (measures.drawn, measures.other)
    )
    kept = np.flatnonzero(np.isfinite(drawn).all(axis=1))
    kept = kept[_spaced(epochs[kept])]
    values, overlap = drawn[kept], overlap_over(runs)
    halves = np.array([mean_interval(own, overlap=overlap).half_width for own in values.tolist()])
    return Trace(epochs[kept], values.mean(axis=1), halves, others[kept].mean(axis=1), values)


def _shared(epochs: Sequence[Array]) -> Array:
    """Return the epochs at which all runs were evaluated: until the first of them ended."""
    shared = set.intersection(*(set(of.tolist()) for of in epochs))
    return np.array(sorted(shared), dtype=int)


def _spaced(epochs: Array) -> Array:
    """Return the indices of at most about 300 epochs, evenly by their logarithms, both ends among them."""
    if len(epochs) <= MOST_EPOCHS:
        return np.arange(len(epochs))
    wanted = np.geomspace(epochs[0], epochs[-1], MOST_EPOCHS)
    return np.unique(np.searchsorted(epochs, wanted).clip(max=len(epochs) - 1))
