"""The mean over seeds of what was measured at each epoch."""

from collections.abc import Sequence

import numpy as np

from regexp.history import History
from regexp.spec import Array


def mean_history(histories: Sequence[History]) -> History:
    """Return the mean of every column that all runs have, at the epochs that all of them were measured at.

    It ends with the run that ended first: a mean over those that went on would jump there.
    """
    shared = set.intersection(*(set(history.epochs.tolist()) for history in histories))
    columns = tuple(name for name in histories[0].columns if all(name in one for one in histories))
    values = [_rows(history, columns, np.array(sorted(shared))) for history in histories]
    return History(columns, np.mean(values, axis=0))


def _rows(history: History, columns: Sequence[str], epochs: Array) -> Array:
    """Return some columns of a history at some of its epochs, shape (epochs, columns)."""
    rows = np.isin(history.epochs, epochs)
    return np.column_stack([history[name][rows] for name in columns])
