"""From a data set's config and a run's seed to what the run trains on."""

import numpy as np

from regexp.datasets.base import Dataset
from regexp.datasets.cache import load
from regexp.datasets.data import Data, Split, Table
from regexp.datasets.noise import noisy_inputs, noisy_labels
from regexp.datasets.preprocessing import Preprocessing
from regexp.datasets.splits import split


def prepare(dataset: Dataset, seed: int, table: Table | None = None) -> Data:
    """Load, split, disturb and preprocess a data set for one seed; `table` is what `load` returned before.

    Preprocessing is fitted on the training rows as the model gets them, feature noise included, and on
    nothing else. Raises DataError where the data can't be used.
    """
    table = load(dataset) if table is None else table
    rows = split(dataset, table, seed)
    y, flipped = noisy_labels(table.y[rows.train], table.classes, dataset, seed)
    x = noisy_inputs(table.x[rows.train].astype(np.float64), dataset.feature_noise, seed)
    scale = dataset.scale or ("standard" if table.ready is None or dataset.features else "none")
    fitted = Preprocessing.fit(x, table.features, table.classes, scale, dataset.features)
    validation, test = (
        Split(fitted.transform(table.x[part]), table.y[part], part) for part in (rows.validation, rows.test)
    )
    return Data(
        train=Split(fitted.transform(x), y, rows.train),
        validation=validation,
        test=test,
        flipped=flipped,
        classes=table.classes,
        features=fitted.names(),
        preprocessing=fitted,
        left_out=rows.left_out,
        sha256=table.sha256,
        redrawn=_redrawn(dataset, table),
    )


def _redrawn(dataset: Dataset, table: Table) -> tuple[str, ...]:
    """Return what a run's seed draws of its data."""
    asks = dataset.train_size is not None or dataset.validation_size is not None
    drawn = {
        "split": dataset.split_seed is None and (table.ready is None or asks),
        "label_noise": dataset.label_noise > 0,
        "feature_noise": dataset.feature_noise > 0,
    }
    return tuple(name for name, is_drawn in drawn.items() if is_drawn)
