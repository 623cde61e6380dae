"""Whether targets are classes or numbers: the one rule for inline, CSV and NPZ data.

Text is classes. Numbers are classes where all of them are whole, at most 20 differ, and on average each comes
at least twice; else they are regression targets. Several columns of targets are regression targets.
`task: classification` or `task: regression` overrules this.
"""

from typing import Literal

import numpy as np

from regexp.errors import DataError
from regexp.spec import Array

Task = Literal["auto", "classification", "regression"]
TASK = "whether targets are classes; auto: text, and few whole numbers that repeat, are"
MOST_CLASSES = 20


def class_numbers(values: Array) -> tuple[Array, tuple[str, ...]]:
    """Return the position (N,) int64 of each value among the sorted classes, and the classes' names."""
    distinct, positions = np.unique(values, return_inverse=True)
    return positions.astype(np.int64), tuple(_class_name(value) for value in distinct.tolist())


def _class_name(value: str | float) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _repeats(numbers: Array) -> bool:
    distinct = len(np.unique(numbers))
    whole = bool((numbers == np.floor(numbers)).all())
    return whole and distinct <= min(MOST_CLASSES, len(numbers) / 2)


def targets(values: Array, task: Task, title: str) -> tuple[Array, tuple[str, ...]]:
    """Return (N,) int64 classes and their names, or (N, K) float64 targets and no names.

    values: (N,) text or numbers, or (N, K) numbers. Numbers that aren't finite are never classes.
    Raises DataError where `task` asks for what the values can't be.
    """
    text = values.dtype.kind == "U"
    if values.ndim == 2 and (text or task == "classification"):
        raise DataError(f"{title}: classes must stand in one column, but there are {values.shape[1]}")
    if text:
        if task == "regression":
            raise DataError(f"{title}: the targets are text, not numbers; use task: classification")
        return class_numbers(values)
    numbers = values.astype(np.float64)
    finite = bool(np.isfinite(numbers).all())
    if finite and (task == "classification" or (task == "auto" and numbers.ndim == 1 and _repeats(numbers))):
        return class_numbers(numbers)
    return numbers if numbers.ndim == 2 else numbers[:, np.newaxis], ()
