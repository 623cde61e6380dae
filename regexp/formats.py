"""Tables for other programs and for papers: CSV, JSON, Markdown and LaTeX."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Literal

from regexp.errors import ConfigError

Format = Literal["csv", "json", "md", "latex"]
"""How a table may be written."""

ENDINGS: Mapping[str, Format] = {".csv": "csv", ".json": "json", ".md": "md", ".tex": "latex"}
"""What the ending of a file's name asks for."""

TableValue = str | int | float | bool | None
"""What a table may hold; None is nothing, as are numbers that are not finite."""

Rows = Sequence[Sequence[TableValue]]

_NUMBER = re.compile(r"[-+−±<>]*(\d[\d,]*)?\.?\d*(e[-+]?\d+)?%?")
"""Text that is aligned as a number: `-0.041`, `<.001`, `1,437`, `92.0%`."""

_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "&%$#_{}"},
    **{mark: f"${mark}$" for mark in "<>|"},
    "λ": r"$\lambda$",
    "Δ": r"$\Delta$",
    "±": r"$\pm$",
    "−": "$-$",
    "×": r"$\times$",
    "…": r"\ldots{}",
}


def format_of(flags: Mapping[Format, bool], file: Path | None = None) -> Format | None:
    """Return the format that a flag asks for, else that of a file's ending, None for text.

    Raises ConfigError for more than one flag.
    """
    asked = [kind for kind, is_asked in flags.items() if is_asked]
    if len(asked) > 1:
        raise ConfigError(f"{' '.join(f'--{kind}' for kind in asked)}: give one of them")
    if asked:
        return asked[0]
    return None if file is None else ENDINGS.get(file.suffix.lower())


def formatted(kind: Format, columns: Sequence[str], rows: Rows) -> str:
    """Return a table as text that ends with a line break.

    CSV and JSON (a list of objects, nothing is null) have every digit; Markdown and LaTeX (a `tabular` for
    the package booktabs) show six of a number that is not text already, and align numbers to the right.
    """
    writers: Mapping[Format, Callable[[Sequence[str], Rows], str]] = {
        "csv": _csv,
        "json": _json,
        "md": _markdown,
        "latex": _latex,
    }
    return writers[kind](columns, [[_known(value) for value in row] for row in rows])


def _known(value: TableValue) -> TableValue:
    """Return a value, None for a number that is not finite."""
    return None if isinstance(value, float) and not isfinite(value) else value


def _csv(columns: Sequence[str], rows: Rows) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_exact(value) for value in row] for row in rows)
    return text.getvalue()


def _exact(value: TableValue) -> str:
    """Return a value with every digit."""
    if value is None or isinstance(value, bool):
        return {None: "", True: "true", False: "false"}[value]
    return value if isinstance(value, str) else repr(value)


def _json(columns: Sequence[str], rows: Rows) -> str:
    objects = [dict(zip(columns, row, strict=True)) for row in rows]
    return json.dumps(objects, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _markdown(columns: Sequence[str], rows: Rows) -> str:
    """Return a table of GitHub's Markdown whose columns stand below each other as plain text, too."""
    cells = [[_in_markdown(_shown(value)) for value in row] for row in (columns, *rows)]
    numeric = _numeric(columns, rows)
    widths = [max(3, *map(len, column)) for column in zip(*cells, strict=True)]
    rule = ["-" * (width - 1) + (":" if right else "-") for width, right in zip(widths, numeric, strict=True)]
    lines = [cells[0], rule, *cells[1:]]
    return "".join(f"| {' | '.join(_aligned(line, widths, numeric))} |\n" for line in lines)


def _in_markdown(text: str) -> str:
    return " ".join(text.splitlines()).replace("\\", "\\\\").replace("|", "\\|")


def _aligned(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> list[str]:
    """Return the cells of a line, each as wide as its column."""
    found = zip(cells, widths, numeric, strict=True)
    return [cell.rjust(width) if right else cell.ljust(width) for cell, width, right in found]


def _latex(columns: Sequence[str], rows: Rows) -> str:
    alignment = "".join("r" if right else "l" for right in _numeric(columns, rows))
    head, *body = [" & ".join(_in_latex(_shown(value)) for value in row) for row in (columns, *rows)]
    lines = [rf"\begin{{tabular}}{{{alignment}}}", r"\toprule", rf"{head} \\", r"\midrule"]
    lines += [*(rf"{line} \\" for line in body), r"\bottomrule", r"\end{tabular}"]
    return "\n".join(lines) + "\n"


def _in_latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in " ".join(text.splitlines()))


def _shown(value: TableValue) -> str:
    """Return a value for people: six digits of a number."""
    return f"{value:.6g}" if isinstance(value, float) else _exact(value)


def _numeric(columns: Sequence[str], rows: Rows) -> list[bool]:
    """Tell which columns hold nothing but numbers, or text that reads like them."""
    return [_is_numeric([row[k] for row in rows]) for k in range(len(columns))]


def _is_numeric(values: Sequence[TableValue]) -> bool:
    there = [value for value in values if value is not None]
    return bool(there) and not any(isinstance(value, bool) for value in there) and all(map(_reads, there))


def _reads(value: TableValue) -> bool:
    """Tell whether a value reads like a number, or like one that is missing."""
    return _NUMBER.fullmatch(_shown(value)) is not None
