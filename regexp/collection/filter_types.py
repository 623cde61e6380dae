"""Comparisons of a number with text in filters, which no run could ever fit."""

import ast
from collections.abc import Mapping

from regexp.config.paths import catalogue
from regexp.errors import ConfigError
from regexp.grid.settings import full_name

TEXT = ("name", "config_name", "path", "status", "loss", "monitor", "verdict")
NUMBERS = ("seed", "epochs", "seconds", "parameters")
MEASURED = ("best.", "last.", "rows.", "verdict.")


def check_types(pair: tuple[ast.expr, ast.expr], names: Mapping[ast.expr, str], column: int) -> None:
    """Raise ConfigError where a fact is compared with a constant of another type.

    `names` are the full names of the facts among the parts of a condition.
    """
    for fact, other in (pair, pair[::-1]):
        if fact not in names or not isinstance(other, ast.Constant):
            continue
        kind, word = _kind(names[fact]), ast.unparse(fact)
        if kind is str and type(other.value) in (int, float):
            raise ConfigError(f"--filter: column {column}: {word} is text, and {other.value!r} is a number")
        if kind is float and isinstance(other.value, str):
            raise ConfigError(f"--filter: column {column}: {word} is a number, and {other.value!r} is text")


def _kind(name: str) -> type | None:
    """Return whether a fact is text or a number, None for settings that may be either."""
    if name in TEXT or name.endswith(".kind"):
        return str
    is_strength = any(full_name(path) == name and slot.is_off_at_zero for path, slot in catalogue().items())
    return float if name in NUMBERS or name.startswith(MEASURED) or is_strength else None
