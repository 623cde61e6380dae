"""Rows written in the config itself."""

from math import isfinite
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import BeforeValidator, Field

from regexp.datasets.base import Dataset, Facts, numbered
from regexp.datasets.data import Table
from regexp.datasets.targets import TASK, Task, targets
from regexp.datasets.wording import counted, quoted
from regexp.errors import DataError
from regexp.spec import Array


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _is_row(value: object) -> bool:
    return all(map(_is_number, value)) if isinstance(value, list) else _is_number(value)


def _numbers(value: object) -> object:
    if not isinstance(value, list):
        raise ValueError(f"{quoted(value)} is no list of rows such as [1, 2, 3] or [[1, 2], [2, 3]]")
    for number, row in enumerate(value, 1):
        if not _is_row(row):
            raise ValueError(f"row {number} is {quoted(row)}; a row is a number or a list of numbers")
    return value


def _targets(value: object) -> object:
    if isinstance(value, list) and any(isinstance(target, str) for target in value):
        for number, target in enumerate(value, 1):
            if not isinstance(target, str) and not _is_number(target):
                raise ValueError(f"row {number} is {quoted(target)}; a class is a text or a number")
        return value
    return _numbers(value)


class Inline(Dataset):
    """Your own rows, written in the config."""

    facts: ClassVar[Facts] = Facts("any", "any", "either")
    kind: Literal["inline"] = "inline"
    x: Annotated[list[float | list[float]], BeforeValidator(_numbers)] = Field(
        description="inputs: [1, 2, 3] or [[1, 2], [2, 3], [3, 4]]", examples=[[1, 2, 3]]
    )
    y: Annotated[list[float | str | list[float]], BeforeValidator(_targets)] = Field(
        description="targets, one a row: numbers, names of classes, or lists of numbers",
        examples=[[0.9, 2.1, 3.0]],
    )
    task: Task = Field("auto", description=TASK)

    def table(self) -> Table:
        """Return the rows of `x` and `y`; raises DataError where their lengths differ."""
        x = self._matrix(self.x, "x")
        text = any(isinstance(target, str) for target in self.y)
        values = np.array([str(target) for target in self.y]) if text else self._matrix(self.y, "y")
        if len(x) != len(values):
            raise DataError(f"inline: x has {counted(len(x), 'row')}, but y has {len(values)}")
        y, classes = targets(values[:, 0] if values.shape[1:] == (1,) else values, self.task, "inline")
        return Table(x, y, numbered(x.shape[1]), classes)

    @staticmethod
    def _matrix(values: list[float | list[float]] | list[float | str | list[float]], name: str) -> Array:
        rows = [row if isinstance(row, list) else [row] for row in values]
        for number, row in enumerate(rows, 1):
            if len(row) != len(rows[0]):
                count = counted(len(row), "number")
                raise DataError(f"inline: row {number} of {name} has {count}, but row 1 has {len(rows[0])}")
        return np.array(rows, dtype=np.float64).reshape(len(rows), len(rows[0]) if rows else 1)
