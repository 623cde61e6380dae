"""In which order entries stand."""

from collections.abc import Sequence

from regexp.collection import fact_name
from regexp.errors import ConfigError
from regexp.grid.values import rank
from regexp.history import higher_is_better
from regexp.listing.columns import COLUMNS, value_of
from regexp.listing.entry import Entry


def in_order(entries: Sequence[Entry], word: str | None) -> list[Entry]:
    """Return entries newest first, or by a column or fact; `-` before the word turns that round.

    Metrics are sorted from the best on, other numbers and text upwards; those without a value come last.
    Raises ConfigError for a word that means nothing.
    """
    newest = sorted(entries, key=lambda entry: -entry.written)
    if word is None:
        return newest
    name, is_reversed = named(word.removeprefix("-"), "--sort"), word.startswith("-")
    values = [(value_of(entry, name), entry) for entry in newest]
    there = [(value, entry) for value, entry in values if value is not None]
    there.sort(key=lambda pair: rank(pair[0]), reverse=is_reversed ^ _is_downwards(name, newest))
    return [entry for _, entry in there] + [entry for value, entry in values if value is None]


def named(word: str, option: str) -> str:
    """Return the full name of a column or fact that an option is given; raises ConfigError."""
    try:
        return fact_name(word, COLUMNS)
    except ConfigError as error:
        raise ConfigError(f"{option}: {error}") from error


def _is_downwards(name: str, entries: Sequence[Entry]) -> bool:
    """Tell whether the largest value is the best."""
    if name == "best":
        return any(entry.monitor is not None and higher_is_better(entry.monitor) for entry in entries)
    return higher_is_better(name.removeprefix("best.").removeprefix("last."))
