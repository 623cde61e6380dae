"""Rows of a CSV file."""

from hashlib import sha256
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.datasets.base import Dataset, Facts
from regexp.datasets.checks import refuse_missing
from regexp.datasets.data import Table
from regexp.datasets.delimited import Delimited, read_delimited
from regexp.datasets.files import read_bytes
from regexp.datasets.targets import TASK, Task, targets
from regexp.datasets.wording import listed, quoted
from regexp.errors import DataError, did_you_mean
from regexp.spec import Array, InputFile


class Csv(Dataset):
    """Your own CSV file, with a header.

    Inputs are numbers, the target is numbers or text. White space around values is left out, empty lines
    too.
    """

    main: ClassVar[str] = "path"
    facts: ClassVar[Facts] = Facts("any", "any", "either")
    kind: Literal["csv"] = "csv"
    path: Annotated[str, InputFile] = Field(
        description="the file: UTF-8 text whose first line names the columns", examples=["points.csv"]
    )
    target: str = Field("target", description="the column to predict; all others are inputs")
    drop: list[str] = Field([], description="columns to leave out")
    delimiter: Literal[",", ";", "\t", "|"] = Field(",", description="what stands between two values")
    task: Task = Field("auto", description=TASK)

    def title(self) -> str:
        """Return the file's path."""
        return self.path

    def identity(self) -> dict[str, object]:
        """Return the fields, with the content of the file instead of its path."""
        return {**self.own_fields(), "path": sha256(read_bytes(self.path)).hexdigest()}

    def table(self) -> Table:
        """Return the file's rows; raises DataError, with the line where there is one."""
        text = read_delimited(self.path, self.delimiter)
        for name in (*self.drop, self.target):
            self._check_column(name, text.header)
        inputs = tuple(name for name in text.header if name not in (*self.drop, self.target))
        refuse_missing(text.missing((*inputs, self.target)), self.path)
        x = np.array([text.numbers(name) for name in inputs]).reshape(len(inputs), len(text.rows)).T
        y, classes = targets(self._target_values(text), self.task, self.path)
        return Table(np.ascontiguousarray(x), y, inputs, classes)

    def _check_column(self, name: str, header: list[str]) -> None:
        if name in header:
            return
        other = next((mark for mark in ";\t|," if len(header) == 1 and mark in header[0]), None)
        hint = f" (is the delimiter {other!r}?)" if other else did_you_mean(name, header)
        raise DataError(
            f"{self.path}: there is no column {quoted(name)}{hint}; the columns are {listed(header, 20)}"
        )

    def _target_values(self, text: Delimited) -> Array:
        """Return numbers (N,) where most cells are numbers, else text (N,)."""
        count, rows = text.numeric(self.target), len(text.rows)
        mostly = count > rows / 2 and self.task != "classification"
        if count == rows or mostly or self.task == "regression":
            return text.numbers(self.target)
        return np.array(text.columns[self.target])
