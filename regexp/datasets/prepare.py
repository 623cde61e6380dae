"""From a data set's config and a run's seed to what the run trains on."""

import numpy as np

from regexp.datasets.base import Dataset
from regexp.datasets.cache import load
from regexp.datasets.data import Data, Split
from regexp.datasets.noise import noisy_inputs, noisy_labels
from regexp.datasets.preprocessing import Preprocessing
from regexp.datasets.splits import split


def prepare(dataset: Dataset, seed: int) -> Data:
    """Load, split, disturb and preprocess a data set for one seed.

    Preprocessing is fitted on the training rows as the model gets them, feature noise included, and on
    nothing else. Raises DataError where the data can't be used.
    """
    table = load(dataset)
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
        sha256=table.sha256(),
    )
