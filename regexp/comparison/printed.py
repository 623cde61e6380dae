"""A comparison from its request to the lines that are printed."""

from collections.abc import Callable
from dataclasses import dataclass

from regexp.collection import Collection
from regexp.comparison.across import across
from regexp.comparison.compare import compare
from regexp.comparison.export import exported
from regexp.comparison.report import report
from regexp.comparison.request import Request
from regexp.comparison.sealed import sealed
from regexp.comparison.selection import collected
from regexp.errors import ConfigError
from regexp.formats import Format, formatted


@dataclass(frozen=True)
class Outcome:
    """What is printed, and whether files were damaged."""

    lines: list[str]
    is_troubled: bool


def compared(request: Request, kind: Format | None, say: Callable[[str], None], ascii: bool) -> Outcome:
    """Return a comparison for people, or as a table of some kind; damaged files are named by `say`.

    Raises ConfigError for a request that the runs don't fit, FileError for a look at the sealed test set
    that can't be counted.
    """
    if request.show_test and (kind or request.over):
        other = f"--{kind}" if kind else f"--over {request.over}"
        raise ConfigError(
            f"--show-test {other}: sealed test rows are shown as text and for one data set only"
        )
    problems: list[str] = []

    def note(problem: str) -> None:
        """Say once what is damaged."""
        if problem not in problems:
            problems.append(problem)
            say(problem)

    collection, request = collected(request)
    for problem in collection.problems:
        note(problem)
    lines = _lines(collection, request, kind, note, ascii)
    return Outcome(lines, bool(problems))


def _lines(
    collection: Collection, request: Request, kind: Format | None, note: Callable[[str], None], ascii: bool
) -> list[str]:
    """Return what is printed of some runs."""
    if request.over is not None:
        found = across(collection, request)
        return formatted(kind, found.columns(), found.rows()).splitlines() if kind else found.lines()
    comparison = compare(collection, request)
    if kind is not None:
        return exported(comparison, kind).splitlines()
    tested = sealed(comparison, note) if request.show_test else []
    return report(comparison, note, ascii, tested)
