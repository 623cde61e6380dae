"""What can go wrong, and the exit code that says so (one sentence each, never a traceback)."""

from collections.abc import Iterable
from difflib import get_close_matches


class RegexpError(Exception):
    """Something a user can mend: its text is one sentence, printed as it is."""

    exit_code: int = 1


class ConfigError(RegexpError):
    """A command line or a config that can't be run; several problems stand one a line."""

    exit_code = 2


class DataError(RegexpError):
    """A data set that can't be used."""

    exit_code = 3


class FileError(RegexpError):
    """A file or folder that can't be read or written."""

    exit_code = 4


def printable(text: str) -> str:
    """Return text that is safe for a terminal: control characters from names and files are escaped."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in text)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that a mistyped one is nearest to, if any is near."""
    matches = get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` (did you mean …?)` for the nearest known word, or nothing."""
    match = nearest(word, known)
    return f" (did you mean {match}?)" if match else ""
