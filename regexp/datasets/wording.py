"""How messages about data name values, columns and counts."""

from collections.abc import Iterable

LONGEST = 40


def quoted(value: object) -> str:
    """Return a value as Python writes it, cut to about 40 characters, control characters escaped."""
    text = repr(value[:LONGEST]) if isinstance(value, str) and len(value) > LONGEST else repr(value)
    return text if len(text) <= LONGEST + 2 else f"{text[:LONGEST]}…"


def named(name: str) -> str:
    """Return a column or class name as it is, or quoted where it is empty, long or unprintable."""
    plain = name.isprintable() and 0 < len(name) <= LONGEST
    return name if plain else quoted(name)


def listed(names: Iterable[str], most: int = 10) -> str:
    """Return `a, b, c`, of many names the first `most` and how many more there are."""
    every = [named(name) for name in names]
    rest = len(every) - most
    return ", ".join(every[:most]) + (f" and {rest} more" if rest > 0 else "")


def counted(count: int, noun: str) -> str:
    """Return `1 row` or `2 rows`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
