"""The list as text, and what is wrong in the runs directory."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from regexp.formats import Format
from regexp.listing.export import exported
from regexp.listing.reading import listed
from regexp.listing.request import Request
from regexp.listing.table import lines


def report(request: Request, kind: Format | None) -> tuple[list[str], list[str]]:
    """Return the list for people in lines, or for programs in a format, and a sentence for each problem.

    Raises ConfigError for a filter, a key or a directory that there isn't.
    """
    with _without_garbage_collection():
        return _reported(request, kind)


def _reported(request: Request, kind: Format | None) -> tuple[list[str], list[str]]:
    """Return the list and the problems; all else that was read is freed."""
    listing = listed(request)
    text = exported(listing, request, kind).removesuffix("\n").split("\n") if kind else None
    return text or lines(listing, request), listing.problems


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Keep all that is read: looking for garbage among thousands of runs takes a third longer."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
