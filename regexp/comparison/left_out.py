"""What a comparison leaves out: runs that diverged, failed, are unfinished, or don't pass the filter."""

from collections.abc import Iterator
from textwrap import shorten

from regexp.comparison.comparison import Comparison
from regexp.describe import counted
from regexp.record import CellDirectory

LONGEST_REASON = 100
MOST_NAMES = 3


def left_out(comparison: Comparison) -> list[str]:
    """Return in sentences which runs have no say."""
    parts = (_diverged, _failed, _damaged, _missing, _filtered)
    return [sentence for part in parts for sentence in part(comparison)]


def _diverged(comparison: Comparison) -> Iterator[str]:
    """Say how many runs diverged, so that their settings have no mean."""
    runs = sum(line.summary.diverged for line in comparison.lines)
    settings = sum(line.summary.diverged > 0 for line in comparison.lines)
    if runs:
        have = "setting has" if settings == 1 else "settings have"
        yield f"{counted(runs, 'run')} diverged, so that {settings:,} {have} no mean."


def _failed(comparison: Comparison) -> Iterator[str]:
    """Say how many runs could not be trained, and why the first could not."""
    failed = comparison.collection.failed
    if failed:
        reason = shorten(failed[0].reason, LONGEST_REASON, placeholder=" …")
        yield f"{counted(len(failed), 'run')} failed, the first one with: {reason}."
        yield from _failed_settings(comparison)


def _failed_settings(comparison: Comparison) -> Iterator[str]:
    """Name the settings of which no run is compared since they failed, the first few."""
    done = {run.directory.path.parent for run in comparison.collection.runs}
    cells = dict.fromkeys(one.directory.path.parent for one in comparison.collection.failed)
    names = [cell.name for cell in cells if CellDirectory(cell).is_cell and cell not in done]
    if names:
        more = f" and {len(names) - MOST_NAMES:,} more" if len(names) > MOST_NAMES else ""
        yield f"Not in the table, as every run that ended failed: {', '.join(names[:MOST_NAMES])}{more}."


def _damaged(comparison: Comparison) -> Iterator[str]:
    """Say how many runs can't be read."""
    count = comparison.collection.damaged
    if count:
        are = "is" if count == 1 else "are"
        yield f"{counted(count, 'run')} {are} damaged and can't be read."


def _missing(comparison: Comparison) -> Iterator[str]:
    """Say how many runs are yet to come."""
    found = comparison.collection
    count = found.planned - len(found.runs) - len(found.failed) - found.damaged
    if count > 0:
        are = "is" if count == 1 else "are"
        yield f"{counted(count, 'run')} of {found.planned:,} {are} not finished; the others are compared."


def _filtered(comparison: Comparison) -> Iterator[str]:
    """Say how many runs pass the filter."""
    if comparison.request.filter is not None:
        kept, of = len(comparison.runs), len(comparison.collection.runs)
        yield f"--filter keeps {kept:,} of {counted(of, 'run')}."
