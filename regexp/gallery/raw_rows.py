"""The rows of a run as its data set has them, before preprocessing."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from regexp.datasets import Table, load
from regexp.datasets.noise import noisy_inputs
from regexp.errors import RegexpError
from regexp.gallery.cells import Cell
from regexp.retraining import Trained
from regexp.spec import Array


def check_data(cells: Sequence[Cell], check: Callable[[Table, str], None]) -> None:
    """Give the raw rows of the first run whose files can be read, and its data set's title, to a check.

    So runs that don't fit are not trained again in vain.
    """
    for run in (run for cell in cells for run in cell.runs):
        try:
            dataset = run.config.dataset
            table = load(dataset)
        except RegexpError:  # named when it comes to training
            continue
        check(table, dataset.title())
        return


class RawRows(NamedTuple):
    """Raw inputs (N, I) of the training rows, feature noise included, and of the validation rows."""

    train: Array
    validation: Array

    @property
    def both(self) -> Array:
        """All of these rows."""
        return np.concatenate(self)


def raw_rows(model: Trained) -> RawRows:
    """Return the raw inputs of the rows that a model was trained on and measured on."""
    dataset, data = model.config.dataset, model.data
    table = load(dataset)
    x = table.x[data.train.rows].astype(np.float64)
    train = noisy_inputs(x, dataset.feature_noise, model.config.seed)
    return RawRows(train, table.x[data.validation.rows].astype(np.float64))
