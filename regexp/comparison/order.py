"""In which order rows stand when no winner is named, or when another order is asked for."""

from collections.abc import Callable, Sequence
from math import isfinite, nan

import numpy as np

from regexp.collection import value_at
from regexp.comparison.baseline import full_key
from regexp.comparison.comparison import Line
from regexp.errors import ConfigError
from regexp.grid.values import rank
from regexp.history import Moment, oriented

COLUMNS = ("best", "last", "change", "p", "gap", "learned", "epoch")
"""What rows may be sorted by besides the keys in which they differ; `change` is that from the baseline."""


def in_order(lines: Sequence[Line]) -> list[Line]:
    """Return lines by the values of their settings."""
    return sorted(lines, key=lambda line: [rank(value) for value in line.settings.values()])


def sorted_by(lines: Sequence[Line], word: str, keys: Sequence[str], at: Moment, metric: str) -> list[Line]:
    """Return lines by a column or key, the best or smallest first; `-` before the word turns that round.

    Those without a value come last. Raises ConfigError.
    """
    name, is_reversed = word.removeprefix("-"), word.startswith("-")
    if name not in COLUMNS:
        key = _key(name, keys)
        return sorted(lines, key=lambda line: rank(value_at(line.settings, key)), reverse=is_reversed)
    number = _numbers(at, metric)[name]
    sign = -1 if is_reversed else 1
    return sorted(lines, key=lambda line: (not isfinite(number(line)), sign * _finite(number(line))))


def _key(name: str, keys: Sequence[str]) -> str:
    """Return the key that is meant; raises ConfigError that names the columns too."""
    try:
        return full_key(name, keys, "--sort")
    except ConfigError as error:
        raise ConfigError(f"{error}; or sort by {', '.join(COLUMNS)}") from error


def _numbers(at: Moment, metric: str) -> dict[str, Callable[[Line], float]]:
    """Return how each column is read from a line, signed so that lower is better."""

    def better(value: float) -> float:
        return float(oriented(metric, np.array(value)))

    def change(line: Line) -> float:
        found = line.differences[at]
        return nan if found is None else better(found.mean)

    return {
        "best": lambda line: better(line.intervals["best"].mean),
        "last": lambda line: better(line.intervals["last"].mean),
        "change": change,
        "p": lambda line: line.adjusted_p,
        "gap": lambda line: abs(line.summary.validation - line.summary.train),
        "learned": lambda line: line.memorized,
        "epoch": lambda line: line.summary.epoch,
    }


def _finite(value: float) -> float:
    return value if isfinite(value) else 0.0
