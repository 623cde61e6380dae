"""Values of axes in words: as cells are named after them, and in which order they stand."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import TypeGuard

Value = str | int | float | bool | None | tuple["Value", ...]
"""A setting: plain, a list of numbers such as widths, or None for what is left out."""

LONGEST_NAME = 80

_ILLEGAL = re.compile(r"[^A-Za-z0-9._+-]+")


def text_of(value: Value) -> str:
    """Return a value in its shortest form: `0`, `0.001`, `1e-05`, `true`, `256x256`, `none`."""
    if isinstance(value, tuple):
        return "x".join(map(text_of, value))
    if value is None or isinstance(value, bool):
        return {None: "none", True: "true", False: "false"}[value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e16:
        return str(int(value))
    return str(value)


def is_number(value: Value) -> TypeGuard[int | float]:
    """Tell whether a value is a number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def cell_name(settings: Mapping[str, Value]) -> str:
    """Return the name of a directory for settings by short key: `l2=0.001,dropout=0.5`, `base` for none.

    It has letters, digits and `._=,+-` only, and a hash in place of what is beyond 80 characters.
    """
    name = ",".join(f"{key}={_legal(text_of(value))}" for key, value in settings.items()) or "base"
    if len(name) <= LONGEST_NAME:
        return name
    start = name[: LONGEST_NAME - 14]
    return f"{start[: max(start.rfind(','), 0)] or start}-{_hash(name)[:8]}"


def rank(value: Value) -> tuple[int, tuple[Value, ...], str]:
    """Return by what values are sorted: none, false and true, numbers, lists of numbers, text."""
    if isinstance(value, str):
        return 4, (), value
    if isinstance(value, tuple):
        return 3, value, ""
    return (0, (), "") if value is None else (1 if isinstance(value, bool) else 2, (value,), "")


def _legal(text: str) -> str:
    """Return text that a shell and a file system take as it is, told apart by a hash where it was changed.

    A mapping such as `{l2: 0.001}` becomes `l2-0.001-` and the hash.
    """
    legal = _ILLEGAL.sub("-", text).strip("-" if text[:1] in ("{", "[") else "")
    return legal if legal == text and text else f"{legal}-{_hash(text)[:6]}"


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
