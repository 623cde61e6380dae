"""results.csv: one row a run of a sweep, for spreadsheets, pandas and R."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from regexp.grid import text_of
from regexp.record.files import write_text
from regexp.record.sweep_row import Setting, SweepRow


def write_results(path: Path, axes: Sequence[str], rows: Sequence[SweepRow]) -> None:
    """Write the rows of a sweep: axes, seed, status, best_* and last_* metrics, and what else there is.

    Cells without a value are empty: what an arm doesn't set, a component that is left out, a metric that was
    not finite.
    """
    metrics = list(dict.fromkeys(name for row in rows for name in row.best))
    measured = [f"{which}_{name}" for which in ("best", "last") for name in metrics]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*axes, "seed", "status", *measured, "epochs", "redrawn", "reason", "path"])
    for row in rows:
        numbers = [found.get(name) for found in (row.best, row.last) for name in metrics]
        settings = [setting_in_words(row.settings.get(axis)) for axis in axes]
        about = [row.epochs, "+".join(row.redrawn), row.reason, row.path]
        writer.writerow([*settings, row.seed, row.status, *map(_number, numbers), *about])
    write_text(path, text.getvalue())


def setting_in_words(value: Setting) -> str:
    """Return an axis's value as cells are named after it, and nothing for None."""
    return "" if value is None else text_of(value)


def _number(value: float | None) -> str:
    """Return a metric with every digit."""
    return "" if value is None else repr(value)
