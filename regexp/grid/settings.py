"""What a value means to the key that it is given to, before any config is made of it."""

import re
from typing import Any

from regexp.config.expand import is_nothing, kind_of_file
from regexp.config.paths import KeyPath, catalogue
from regexp.config.shapes import Slot
from regexp.config.wording import dotted
from regexp.config.writer import write_flow
from regexp.grid.values import Value

_WIDTHS = re.compile(r"\d{1,9}(x\d{1,9})*")


def full_name(path: KeyPath) -> str:
    """Return the dotted name of the field that a bare value at a path sets: `regularization.l2.strength`."""
    slot = catalogue().get(path)
    field = slot and ("kind" if slot.family else slot.main)
    return dotted((*path, field) if field else path)


def scalar_slot(slot: Slot) -> Slot:
    """Return the slot that a bare number goes to: of a regularizer, that of its main field."""
    return slot.slots_of({})[slot.main] if slot.main else slot


def without_nothing(content: Any, slot: Slot) -> Any:
    """Return 0 for `none` of a regularizer that is off at 0, since both mean the same run; else the value."""
    return 0 if slot.is_off_at_zero and is_nothing(content, slot) else content


def names_file(content: Any, slot: Slot) -> bool:
    """Tell whether a value is the path of a file."""
    if not isinstance(content, str) or is_nothing(content, slot):
        return False
    return slot.is_input_file or kind_of_file(content, slot) is not None


def setting(content: Any, slot: Slot) -> Value:
    """Return the one form of all ways to write a value: numbers as the field has them, 256x256 as (256, 256).

    A mapping is its text with sorted keys and shorthand for what is in it, a file its path; what is wrong
    stays as it is.
    """
    if is_nothing(content, slot):
        return slot.default_kind
    if isinstance(content, dict):
        return write_flow(_sorted(content, slot))
    if slot.is_list:
        return _row(content)
    if isinstance(content, list):
        return write_flow(content)
    if isinstance(content, int | float) and not isinstance(content, bool):
        return _number(content, scalar_slot(slot))
    plain: Value = content
    return plain


def plain_form(content: Any, slot: Slot) -> Any:
    """Return the one form in which a value is given: `none` for nothing, numbers as the field has them."""
    if is_nothing(content, slot):
        return "none"
    value = setting(content, slot)
    if isinstance(content, dict) or isinstance(value, str):
        return content
    if isinstance(value, float) and isinstance(content, int | float) and value.is_integer():
        takes_both = scalar_slot(slot).takes_integers
        return value if takes_both or abs(value) > 1e15 else int(value)
    return list(value) if isinstance(value, tuple) else value


def _number(number: int | float, slot: Slot) -> Value:
    """Return a number as the type that a slot takes."""
    only_floats = slot.takes_floats and not slot.takes_integers
    return float(number) if only_floats and abs(number) < 1e300 else number


def _row(content: Any) -> Value:
    """Return a list of numbers as a tuple, also from `256x256` or a bare number; another list as text.

    Whole numbers lose their fraction, so that 1 and 1.0 are the same.
    """
    if isinstance(content, str) and _WIDTHS.fullmatch(content):
        return tuple(int(width) for width in content.split("x"))
    row = content if isinstance(content, list) else [content]
    if all(isinstance(entry, int | float) for entry in row):
        return tuple(_plain(entry) for entry in row)
    return content if isinstance(content, str) else write_flow(_plain(content))


def _sorted(mapping: dict[str, Any], slot: Slot) -> dict[str, Any]:
    """Return a mapping with sorted keys, and a bare value for a component that is given nothing else."""
    known = slot.slots_of(mapping)
    return {key: _short(mapping[key], known.get(key)) for key in sorted(mapping)}


def _short(value: Any, slot: Slot | None) -> Any:
    if slot is None or not isinstance(value, dict):
        return _plain(value)
    bare = "kind" if slot.family else slot.main
    return _plain(value[bare]) if list(value) == [bare] else _sorted(value, slot)


def _plain(value: Any) -> Any:
    """Return a value with sorted keys and whole numbers without a fraction."""
    if isinstance(value, dict):
        return {key: _plain(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
