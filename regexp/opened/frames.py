"""Results as arrays and tables for Python."""

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

import numpy as np

from regexp.grid.values import is_number, text_of
from regexp.history import History
from regexp.spec import Array


def structured(history: History) -> Array:
    """Return a history as a structured array, one field a column: `epoch` int64, the others float64."""
    kinds = [(name, np.int64 if name == "epoch" else np.float64) for name in history.columns]
    found = np.empty(len(history), dtype=kinds)
    for name in history.columns:
        found[name] = history[name]
    return found


def stacked(parts: Sequence[tuple[Mapping[str, Any], Array]]) -> Array:
    """Return the entries of structured arrays below each other, each with the values that all of a part have.

    A field is of numbers where all its values are, else of text, which is empty where there is none; numbers
    that a part has not got are NaN.
    """
    same = {name: _column([values[name] for values, _ in parts]) for name in (parts[0][0] if parts else ())}
    kinds = {name: kind for _, array in parts for name, (kind, *_) in (array.dtype.fields or {}).items()}
    dtype = [*((name, column.dtype) for name, column in same.items()), *kinds.items()]
    sizes = [len(array) for _, array in parts]
    found = np.empty(sum(sizes), dtype=dtype)
    for name, column in same.items():
        found[name] = np.repeat(column, sizes)
    for name in kinds:
        found[name] = np.concatenate([_field(array, name) for _, array in parts])
    return found


def _field(array: Array, name: str) -> Array:
    return array[name] if name in (array.dtype.names or ()) else np.full(len(array), np.nan)


def _column(values: Sequence[Any]) -> Array:
    """Return values in the type that suits them."""
    are_numbers = all(is_number(value) for value in values)
    return (
        np.array(values) if are_numbers else np.array([text_of(v) if v is not None else "" for v in values])
    )


def data_frame(content: Array | Iterable[Mapping[str, Any]]) -> Any:
    """Return a pandas DataFrame of a structured array or of rows; ImportError where there is no pandas."""
    try:
        pandas = import_module("pandas")
    except ImportError as error:
        raise ImportError("to_dataframe needs pandas, which is not installed: pip install pandas") from error
    return pandas.DataFrame(content if isinstance(content, np.ndarray) else list(content))
