"""Noise on purpose: in the labels and inputs that a model trains on, never in what it is measured on."""

import numpy as np

from regexp.datasets.base import Dataset
from regexp.errors import DataError
from regexp.spec import Array
from regexp.streams import Stream

PHASES = 1024


def flipped_rows(count: int, fraction: float, stream: Stream) -> Array:
    """Return (count,) bool: which training rows change class, evenly spread from a random start.

    Row i does where floor((i + 1)·fraction + u) > floor(i·fraction + u), u uniform on (0, 1): of n rows
    n·fraction, rounded up or down, and the same rows among the first however many follow.
    """
    start = (stream.generator.integers(PHASES) + 0.5) / PHASES
    steps = np.floor(np.arange(count + 1) * fraction + start)
    return np.greater(np.diff(steps), 0)


def noisy_labels(
    y: Array, classes: tuple[str, ...], dataset: Dataset, seed: int
) -> tuple[Array, Array | None]:
    """Return labels (n,) of which the fraction `label_noise` is changed, and (n,) bool saying which.

    The new class is uniform among the others. Raises DataError where targets are numbers.
    """
    if not dataset.label_noise:
        return y, None
    if not classes:
        raise DataError(
            f"{dataset.title()}: label_noise changes classes, but these targets are numbers; "
            "feature_noise disturbs the inputs of any data set"
        )
    stream = Stream(seed, "label_noise")
    flipped = flipped_rows(len(y), dataset.label_noise, stream)
    shift = stream.generator.integers(1, len(classes), size=len(y))
    return np.where(flipped, (y + shift) % len(classes), y), flipped


def noisy_inputs(x: Array, level: float, seed: int) -> Array:
    """Return raw training inputs x (n, I) plus Gaussian noise of `level` deviations of each column."""
    if not level:
        return x
    noise = Stream(seed, "feature_noise").generator.standard_normal(x.shape)
    deviation: Array = np.std(x, axis=0)
    noise *= level * deviation
    return x + noise
