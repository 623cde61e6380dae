"""Printing for people: results on stdout, progress and messages on stderr."""

import sys
from collections.abc import Iterable

from regexp.errors import printable


def say(sentence: str) -> None:
    """Print a message on stderr."""
    print(printable(sentence), file=sys.stderr)


def show(lines: Iterable[str]) -> None:
    """Print a result on stdout, at once: a reader that leaves after a line of it has still got it all."""
    print("".join(f"{line}\n" for line in map(printable, lines)), end="", flush=True)


def draws_ascii_only() -> bool:
    """Tell whether stdout can't show braille characters."""
    try:
        "⣿".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return True
    return False
