"""metrics.csv: one row for each evaluated epoch, with every digit."""

from pathlib import Path

import numpy as np

from regexp.history import History
from regexp.record.files import DamagedFile, write_text


def write_history(path: Path, history: History, durable: bool = True) -> None:
    """Write a history: shortest text that reads back as the same number, empty where nothing was measured."""
    rows = (map(_text, history.columns, row) for row in history.values.tolist())
    write_text(path, "".join(f"{','.join(row)}\n" for row in (history.columns, *rows)), durable)


def read_history(path: Path) -> History:
    """Return the history in a metrics.csv; raises DamagedFile."""
    try:
        header, *lines = path.read_text(encoding="utf-8").splitlines()
        rows = [[float(cell) if cell else np.nan for cell in line.split(",")] for line in lines]
        columns = tuple(header.split(","))
        values = np.array(rows, dtype=np.float64).reshape(len(rows), len(columns))
    except (OSError, ValueError) as error:
        raise DamagedFile(f"{path}: cannot be read as metrics: {error}") from error
    if len(values) == 0 or columns[0] != "epoch":
        raise DamagedFile(f"{path}: holds no epochs")
    if not (np.diff(values[:, 0], prepend=0) > 0).all():
        raise DamagedFile(f"{path}: its epochs don't go up from 1")
    return History(columns, values)


def _text(name: str, value: float) -> str:
    """Return a number as text; epochs are whole."""
    if np.isnan(value):
        return ""
    return str(int(value)) if name == "epoch" else repr(value)
