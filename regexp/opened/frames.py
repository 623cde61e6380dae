"""Results as arrays and tables for Python."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

import numpy as np

from regexp.history import History
from regexp.spec import Array


def structured(history: History) -> Array:
    """Return a history as a structured array, one field a column: `epoch` int64, the others float64."""
    kinds = [(name, np.int64 if name == "epoch" else np.float64) for name in history.columns]
    found = np.empty(len(history), dtype=kinds)
    for name in history.columns:
        found[name] = history[name]
    return found


def data_frame(content: Array | Iterable[Mapping[str, Any]]) -> Any:
    """Return a pandas DataFrame of a structured array or of rows; ImportError where there is no pandas."""
    try:
        pandas = import_module("pandas")
    except ImportError as error:
        raise ImportError("to_dataframe needs pandas, which is not installed: pip install pandas") from error
    return pandas.DataFrame(content if isinstance(content, np.ndarray) else list(content))
