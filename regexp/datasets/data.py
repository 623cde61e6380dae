"""What a data set is before and after it is split: tables of raw rows, and what a run trains on."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np

from regexp.datasets.preprocessing import Preprocessing
from regexp.spec import Array

TRAIN, VALIDATION, TEST = range(3)


@dataclass(frozen=True)
class Table:
    """The raw rows of a data set.

    x: (N, I) numbers as the source holds them: float64, but bytes where a file of images holds bytes.
    y: (N,) int64 positions in `classes`, or (N, K) float64 targets where `classes` is empty.
    features: I names. ready: (N,) TRAIN, VALIDATION or TEST for each row, or None without ready-made splits.
    """

    x: Array
    y: Array
    features: tuple[str, ...]
    classes: tuple[str, ...] = ()
    ready: Array | None = None

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the arrays (type, shape and bytes) and of the class names, in hex."""
        digest = sha256(repr(self.classes).encode())
        for array in (self.x, self.y, self.ready):
            if array is not None:
                digest.update(f"{array.dtype.str}{array.shape}".encode())
                digest.update(np.ascontiguousarray(array).data)
        return digest.hexdigest()


@dataclass(frozen=True)
class Split:
    """Rows that a run trains on or is measured on.

    x: (N, I) float64 inputs of the model. y: (N,) int64 classes or (N, K) float64 targets.
    rows: (N,) int64 numbers of these rows in the table, counted from 0.
    """

    x: Array
    y: Array
    rows: Array

    def __len__(self) -> int:
        """Return the number of rows, N."""
        return len(self.rows)


@dataclass(frozen=True)
class Data:
    """A data set ready for a run: three splits, preprocessed by what the training rows showed.

    flipped: (n_train,) bool, True where label noise changed the class; None without label noise.
    features: names of the model's inputs. left_out: rows that no split uses. sha256: of the raw table.
    redrawn: what the run's seed drew of it: split, label_noise, feature_noise.
    """

    train: Split
    validation: Split
    test: Split
    flipped: Array | None
    classes: tuple[str, ...]
    features: tuple[str, ...]
    preprocessing: Preprocessing
    left_out: int
    sha256: str
    redrawn: tuple[str, ...] = ()

    @property
    def task(self) -> str:
        """`classification` where the targets are classes, else `regression`."""
        return "classification" if self.classes else "regression"
