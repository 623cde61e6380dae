"""Predictions for the rows of a CSV file."""

from regexp.datasets import Csv
from regexp.datasets.checks import refuse_missing
from regexp.datasets.delimited import read_delimited
from regexp.formats import TableValue, formatted
from regexp.history import Moment
from regexp.opened.raw_rows import check_columns, raw_rows
from regexp.opened.run import Run
from regexp.spec import Array


def predicted(run: Run, path: str, at: Moment, with_probabilities: bool) -> str:
    """Return a CSV table with a line for each row of a file, in its order: what a run predicts there.

    Columns are found by name and the others left alone. Classes may have their probabilities beside them.
    Raises DataError that names the line where there is one.
    """
    x = _rows(run, path)
    found = run.predict(x, at)
    columns = _columns("prediction", found)
    if with_probabilities:
        names = [f"probability_{label}" for label in run.classes] or list(columns)
        columns |= dict(zip(names, run.predict_proba(x, at).T, strict=True))
    rows = zip(*map(_plain, columns.values()), strict=True)
    return formatted("csv", list(columns), list(rows))


def _rows(run: Run, path: str) -> Array:
    """Return the rows (N, I) of a file as far as a run's model needs them."""
    dataset = run.config.dataset
    text = read_delimited(path, dataset.delimiter if isinstance(dataset, Csv) else ",")
    check_columns(run.inputs, text.header, path)
    refuse_missing(text.missing(run.inputs), path)
    return raw_rows({name: text.numbers(name) for name in run.inputs}, run.inputs, path)


def _columns(name: str, values: Array) -> dict[str, Array]:
    """Return predictions (N,) or (N, K) as columns: `prediction`, or `prediction_1`, `prediction_2`, …"""
    if values.ndim == 1:
        return {name: values}
    return {f"{name}_{k}": column for k, column in enumerate(values.T, 1)}


def _plain(column: Array) -> list[TableValue]:
    """Return a column as text or numbers with the digits that they have in their own precision."""
    is_float = column.dtype.kind == "f"
    values: list[TableValue] = [float(str(value)) for value in column] if is_float else column.tolist()
    return values
