"""Problems of a config, each in one line with its place, reported all at once."""

from collections.abc import Iterable
from typing import NamedTuple

from regexp.errors import ConfigError

MOST_SHOWN = 20


class Place(NamedTuple):
    """Where a value was given; places sort as they are read, the file first, then the command line."""

    on_command_line: bool
    line: int
    """The line of a file, or the position of a word on the command line."""
    column: int
    text: str


class Problem(NamedTuple):
    """What is wrong at a place; the text starts with the key it is about, if there is one."""

    place: Place
    text: str


def raise_all(problems: Iterable[Problem]) -> None:
    """Raise one ConfigError that lists problems by place, one a line, each once, if there are any."""
    lines = list(dict.fromkeys(f"{place.text}: {text}" for place, text in sorted(problems)))
    if len(lines) > MOST_SHOWN:
        lines[MOST_SHOWN:] = [f"and {len(lines) - MOST_SHOWN} more problems"]
    if lines:
        raise ConfigError("\n".join(lines))
