"""How messages about configs show keys, values and choices."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from regexp.config.nodes import Path
from regexp.config.scalars import is_plain, write_scalar

LONGEST = 40


@lru_cache(4096)
def dotted(path: Path) -> str:
    """Return `optimizer.learning_rate` for a path, with unusual keys shortened and in quotes."""
    return ".".join(shown(step) for step in path)


def shown(value: Any) -> str:
    """Return a value as YAML has it, cut to about 40 characters; collections by what they are."""
    if isinstance(value, list | tuple):
        return "a list" if value else "an empty list"
    if isinstance(value, dict):
        return "a mapping"
    if value is None:
        return "empty"
    text = write_scalar(value[: LONGEST + 1] if isinstance(value, str) else value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def contrasted(value: Any) -> str:
    """Return a value as `shown`, with a hint where only quotes make it text."""
    needless = isinstance(value, str) and not is_plain(value) and is_plain(f"x{value}")
    return f"{shown(value)} in quotes" if needless else shown(value)


def any_of(words: Iterable[str], joint: str = "or") -> str:
    """Return `a, b or c`."""
    *rest, last = words
    return f"{', '.join(rest)} {joint} {last}" if rest else last
