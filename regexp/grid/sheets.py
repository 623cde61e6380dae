"""Sheets of points from where they stand: a CSV file whose columns are keys, or mappings in YAML."""

import csv
import io
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from regexp.config.nodes import Node
from regexp.config.places import in_file
from regexp.config.problems import Place, Problem
from regexp.config.writer import write_flow
from regexp.grid.axes import Remarks
from regexp.grid.choices import Item, items_of_text, key_word
from regexp.grid.ranges import MOST_POINTS
from regexp.grid.tables import Sheet

_SEPARATOR = re.compile(r"[;\t|]")

Line = tuple[int, list[str]]
"""The number of a line, and its values."""


def sheet_of_file(file: str, folder: str, place: Place, about: str, remarks: Remarks) -> Sheet:
    """Return what a CSV file lists; what can't be read becomes a problem at the place that names the file."""
    path = Path(os.path.join(folder, os.path.expanduser(file)))
    sheet = Sheet(str(path.absolute().parent))
    try:
        lines = list(_lines(path))
    except OSError as error:
        remarks.problems.append(Problem(place, f"{about}{file} can't be read ({error.strerror})"))
    except ValueError:
        remarks.problems.append(Problem(place, f"{about}{file} is not UTF-8 text"))
    except csv.Error as error:
        remarks.problems.append(Problem(place, f"{about}{file} is not CSV ({error})"))
    else:
        if 2 <= len(lines) <= MOST_POINTS + 1:
            _fill(sheet, file, lines, remarks)
        else:
            text = f"{file} must have a line of keys and 1 to {MOST_POINTS:,} points"
            remarks.problems.append(Problem(place, f"{about}{text}"))
    return sheet


def sheet_of_list(node: Node, file: str, folder: str, about: str, remarks: Remarks) -> Sheet:
    """Return what a YAML list of mappings lists; null is an empty cell."""
    sheet = Sheet(folder, about)
    for row in node.children.values():
        if not isinstance(row.value, dict):
            problem = Problem(in_file(file, row.mark), f"{about}a point is a mapping of keys to values")
            remarks.problems.append(problem)
        sheet.rows.append({})
        for key, mark in row.keys.items():
            sheet.columns.setdefault(key, key_word(key, key, in_file(file, mark)))
            child = row.children[key]
            if child.value is not None:
                typed, place = f"{key}={write_flow(child.value)}", in_file(file, child.mark)
                sheet.rows[-1][key] = Item(child.value, typed, place, f"{about}{key}: ")
    return sheet


def _lines(path: Path) -> Iterator[Line]:
    """Yield the lines of a CSV file that aren't empty."""
    reader = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True)
    for values in reader:
        stripped = [value.strip() for value in values]
        if any(stripped):
            yield reader.line_num, stripped


def _fill(sheet: Sheet, file: str, lines: Sequence[Line], remarks: Remarks) -> None:
    """Add the columns that the first line names, and the rows that the others are."""
    (first, header), *rows = lines
    place = Place(False, first, 0, f"{file}:{first}")
    if len(header) == 1 and (separator := _SEPARATOR.search(header[0])):
        text = f"columns are separated by commas, not by {separator.group()!r} as in {header[0]}"
        remarks.problems.append(Problem(place, text))
        return
    for column, key in enumerate(header):
        if not key:
            remarks.problems.append(Problem(place, "a column has no key"))
        elif key in sheet.columns:
            remarks.problems.append(Problem(place, f"{key} is given twice"))
        else:
            sheet.columns[key] = key_word(key, key, place._replace(column=column))
    sheet.rows += [_row(header, values, Place(False, n, 0, f"{file}:{n}"), remarks) for n, values in rows]


def _row(header: list[str], values: list[str], place: Place, remarks: Remarks) -> dict[str, Item]:
    """Return the values of one line by key."""
    if len(values) != len(header):
        remarks.problems.append(Problem(place, f"has {len(values)} values for {len(header)} keys"))
        return {}
    found: dict[str, Item] = {}
    for key, text in zip(header, values, strict=True):
        items, problems = items_of_text(text, f"{key}=", place, f"{key}: ") if text else ([], [])
        if len(items) > 1:
            problems.append(items[0].problem("a point takes one value; write [1, 2] for a list"))
        remarks.problems += problems
        found |= {key: items[0]} if items else {}
    return found
