"""Raw rows for a model: a matrix, or a table whose columns are found by name."""

from collections.abc import Iterable, Sequence
from math import prod
from typing import Any

import numpy as np

from regexp.datasets import Table
from regexp.datasets.checks import checked
from regexp.datasets.wording import counted, listed, named
from regexp.errors import DataError, did_you_mean
from regexp.spec import Array


def raw_rows(x: Any, inputs: Sequence[str], title: str = "x") -> Array:
    """Return rows (N, I) float64 of a model's raw inputs, all of them finite.

    `x` is an array (N, I), or one whose rows have I numbers in any shape, or a table with a column for each
    input, such as a DataFrame or a dict; other columns are left alone. Raises DataError that starts with
    `title`.
    """
    columns = x.columns if hasattr(x, "columns") else x if isinstance(x, dict) else None
    matrix = _matrix(x, inputs, title) if columns is None else _chosen(x, columns, inputs, title)
    names = tuple(inputs)
    return checked(Table(matrix, np.zeros((len(matrix), 1)), names), title).x


def check_columns(inputs: Sequence[str], found: Iterable[Any], title: str) -> None:
    """Raise DataError naming the inputs that a table has no column for."""
    known = [str(name) for name in found]
    missing = [name for name in inputs if name not in known]
    if missing:
        hint = did_you_mean(missing[0], set(known) - set(inputs)) if len(missing) == 1 else ""
        there_is = "there is no column" if len(missing) == 1 else "there are no columns"
        raise DataError(f"{title}: {there_is} {listed(missing)}{hint}; the columns are {listed(known, 20)}")


def _chosen(x: Any, columns: Iterable[Any], inputs: Sequence[str], title: str) -> Array:
    """Return the columns of a table that are inputs, in the model's order."""
    check_columns(inputs, columns, title)
    found = [_numbers(x[name], f"{title}: column {named(name)}") for name in inputs]
    for name, values in zip(inputs, found, strict=True):
        if values.shape != found[0].shape or values.ndim != 1:
            raise DataError(f"{title}: column {named(name)} has shape {values.shape}; all need one length")
    return np.column_stack(found)


def _matrix(x: Any, inputs: Sequence[str], title: str) -> Array:
    """Return an array as a matrix (N, I)."""
    found = _numbers(x, title)
    if found.ndim < 2 or prod(found.shape[1:]) != len(inputs):
        wanted = counted(len(inputs), "column")
        names = listed(inputs, 5)
        raise DataError(f"{title}: has shape {found.shape}; this model needs rows with {wanted}: {names}")
    return found.reshape(len(found), len(inputs))


def _numbers(values: Any, title: str) -> Array:
    """Return values as float64."""
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise DataError(f"{title}: holds something else than rows of numbers") from error
