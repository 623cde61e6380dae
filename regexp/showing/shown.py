"""What a command has to show, and what it has to say of files that can't be understood."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """Lines for people, a sentence for each damaged file, and whether what was asked for is all there."""

    lines: tuple[str, ...]
    problems: tuple[str, ...]
    is_whole: bool


def joined(parts: Iterable[list[str]]) -> tuple[str, ...]:
    """Return the lines of parts that are not empty, a blank line between two of them."""
    return tuple(line for part in parts if part for line in ("", *part))[1:]
