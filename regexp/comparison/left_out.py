"""What a comparison leaves out: runs that diverged, failed, are unfinished, or don't pass the filter."""

from collections.abc import Iterator
from textwrap import shorten

from regexp.comparison.comparison import Comparison
from regexp.describe import counted

LONGEST_REASON = 100


def left_out(comparison: Comparison) -> list[str]:
    """Return in sentences which runs have no say."""
    parts = (_diverged, _failed, _missing, _filtered)
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
