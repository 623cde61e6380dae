"""Reading delimited text: cells, and the line each of them stands on."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from io import StringIO

import numpy as np

from regexp.datasets.files import read_bytes
from regexp.datasets.wording import counted, listed, named, quoted
from regexp.errors import DataError
from regexp.spec import Array

MISSING = {"", "na", "n/a", "nan", "null", "?"}


def number(cell: str) -> float | None:
    """Return the number that a cell holds, or None."""
    try:
        return float(cell)
    except ValueError:
        return None


@dataclass(frozen=True)
class Delimited:
    """The cells of a file, all rows as long as the header; `lines` are the rows' line numbers."""

    path: str
    header: list[str]
    rows: list[list[str]]
    lines: list[int]

    @cached_property
    def columns(self) -> dict[str, list[str]]:
        """The cells of each column by its name."""
        return {name: [row[position] for row in self.rows] for position, name in enumerate(self.header)}

    def missing(self, names: Iterable[str]) -> dict[str, int]:
        """Return how many cells of each named column (as `column age`) are empty or say so."""
        return {
            f"column {named(name)}": sum(cell.lower() in MISSING for cell in self.columns[name])
            for name in names
        }

    def numeric(self, name: str) -> int:
        """Return how many cells of a column are numbers."""
        return sum(number(cell) is not None for cell in self.columns[name])

    def numbers(self, name: str) -> Array:
        """Return a column (N,) float64; raises DataError with the line where a cell is no number."""
        values = [number(cell) for cell in self.columns[name]]
        for value, line, cell in zip(values, self.lines, self.columns[name], strict=True):
            if value is None:
                raise DataError(
                    f"{self.path}: line {line}, column {named(name)}: {quoted(cell)} is not a number"
                )
        return np.array(values, dtype=np.float64)


def read_delimited(path: str, delimiter: str) -> Delimited:
    """Return a file's cells without the white space around them; empty lines are skipped.

    Raises DataError where it isn't UTF-8 text (with or without byte order mark) whose first line names every
    column once and whose other lines have as many values.
    """
    reader = csv.reader(
        StringIO(_text(path), newline=""), delimiter=delimiter, skipinitialspace=True, strict=True
    )
    try:
        found = [([cell.strip() for cell in row], reader.line_num) for row in reader if row]
    except csv.Error as error:
        raise DataError(f"{path}: line {reader.line_num} can't be read as CSV ({error})") from error
    if not found:
        raise DataError(f"{path}: the file is empty")
    (header, _), *rows = found
    _check_header(header, path)
    for row, line in rows:
        if len(row) != len(header):
            values = counted(len(row), "value")
            raise DataError(f"{path}: line {line} has {values}, but the header has {len(header)} columns")
    return Delimited(path, header, [row for row, _ in rows], [line for _, line in rows])


def _text(path: str) -> str:
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: is not UTF-8 text") from error
    if "\0" in text:
        raise DataError(f"{path}: is a binary file; CSV text is needed")
    return text


def _check_header(header: list[str], path: str) -> None:
    if all(number(name) is not None for name in header):
        raise DataError(f"{path}: the first line holds numbers; it must name the columns")
    if "" in header:
        position = header.index("") + 1
        raise DataError(
            f"{path}: column {position} has no name (pandas writes none for its index: use index=False)"
        )
    if repeated := sorted({name for name in header if header.count(name) > 1}):
        raise DataError(f"{path}: the header names {listed(repeated)} more than once")
