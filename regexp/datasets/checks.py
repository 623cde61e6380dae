"""What every table must satisfy before it is split, and the messages where one doesn't."""

import numpy as np

from regexp.datasets.data import Table
from regexp.datasets.wording import counted, listed, named
from regexp.errors import DataError
from regexp.spec import Array

LARGEST = 1e100  # squares and sums of larger inputs leave the range of float64


def refuse_missing(counts: dict[str, int], title: str) -> None:
    """Raise DataError where values are missing: {`column age`: how many}."""
    problems = [f"{place}: {counted(count, 'missing value')}" for place, count in counts.items() if count]
    if problems:
        more = f" and {len(problems) - 10} more columns" if len(problems) > 10 else ""
        raise DataError(f"{title}: {', '.join(problems[:10])}{more}; fill them in or leave out these rows")


def _check_numbers(values: Array, places: list[str], title: str) -> None:
    """Raise DataError where values (N, columns) aren't finite; `places` names the columns."""
    if values.dtype.kind != "f":
        return
    values = values.astype(np.float64, copy=False)
    missing, huge = np.isnan(values).sum(axis=0), (np.abs(values) > LARGEST).sum(axis=0)
    refuse_missing(dict(zip(places, missing.tolist(), strict=True)), title)
    for place, count in zip(places, huge.tolist(), strict=True):
        if count:
            raise DataError(f"{title}: {place}: {counted(count, 'value')} infinite or beyond 1e100")


def _check_classes(y: Array, classes: tuple[str, ...], title: str) -> None:
    if len(classes) == 1:
        raise DataError(
            f"{title}: all {len(y)} rows are of one class, {named(classes[0])}; at least two are needed"
        )
    counts = np.bincount(y, minlength=len(classes))
    rare = [name for name, count in zip(classes, counts, strict=True) if count < 2]
    if rare:
        raise DataError(
            f"{title}: only one row each of {len(rare)} of {len(classes)} classes ({listed(rare, 5)}); "
            "every class needs at least 2, and targets that are numbers need task: regression"
        )


def checked(table: Table, title: str) -> Table:
    """Return the table if it has rows, only finite numbers, and at least 2 rows in each of 2 classes.

    Raises DataError, which starts with `title`, where it hasn't.
    """
    if not len(table.x):
        raise DataError(f"{title}: there are no rows")
    if not table.x.shape[1]:
        raise DataError(f"{title}: there are no inputs besides the target")
    _check_numbers(table.x, [f"column {named(name)}" for name in table.features], title)
    if table.classes:
        _check_classes(table.y, table.classes, title)
        return table
    outputs = table.y.shape[1]
    if not outputs:
        raise DataError(f"{title}: there are no targets")
    _check_numbers(
        table.y, ["target"] if outputs == 1 else [f"target {k}" for k in range(1, outputs + 1)], title
    )
    return table
