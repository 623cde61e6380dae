"""Shorthand written out, so that validation sees one form only.

`optimizer: adam` becomes `{kind: adam}`, `dataset: FILE.csv` `{kind: csv, path: FILE.csv}`, `l2: 0.01`
`{strength: 0.01}`; a component without `kind` gets its field's default, `none` or null takes away what is
optional, `false` what can only be on (`non_negative`), and paths of files become absolute. What is wrong is
left as it is, for validation to name.
"""

import os
from typing import Any

from regexp.config.schema import Config
from regexp.config.shapes import Slot, slots
from regexp.regularizers import Regularizer
from regexp.schedules import Schedule

DISPENSABLE = (Regularizer, Schedule)
"""Families a run can do without: none or null in place of a component leaves it out."""


def expand(tree: dict[str, Any], folder: str) -> dict[str, Any]:
    """Return a config's tree with all shorthand written out, file paths taken relative to a folder."""
    return _expand_mapping(tree, slots(Config), folder)


def expand_value(value: Any, slot: Slot, folder: str) -> Any:
    """Return what stands in one slot with all shorthand written out."""
    if is_nothing(value, slot):
        return {} if slot.by_kind else None
    if slot.is_input_file and isinstance(value, str):
        return os.path.normpath(os.path.join(folder, os.path.expanduser(value)))
    if not slot.is_part or value in slot.words:
        return value
    mapping = _as_mapping(value, slot)
    return _expand_mapping(mapping, slot.slots_of(mapping), folder) if isinstance(mapping, dict) else mapping


def is_nothing(value: Any, slot: Slot) -> bool:
    """Tell whether a value says that something optional is not given."""
    says_nothing = value is None or (value == "none" and "none" not in slot.words)
    says_nothing |= _is_switched_off(value, slot)
    return says_nothing and (slot.is_optional or slot.by_kind is not None or _is_dispensable(slot))


def is_left_out(value: Any, slot: Slot) -> bool:
    """Tell whether a value takes a component away, key and all."""
    return is_nothing(value, slot) and _is_dispensable(slot)


def _is_switched_off(value: Any, slot: Slot) -> bool:
    """Tell whether a component whose main field can only be true is given false instead."""
    if slot.main is None or slot.slots_of({})[slot.main].words != (True,):
        return False
    given = value.get(slot.main) if isinstance(value, dict) else value
    return given is False


def _is_dispensable(slot: Slot) -> bool:
    return any(issubclass(section, DISPENSABLE) for section in slot.sections())


def _expand_mapping(tree: dict[str, Any], known: dict[str, Slot], folder: str) -> dict[str, Any]:
    """Write out the shorthand of every known key, without components that are taken away."""
    return {
        key: expand_value(value, known[key], folder) if key in known else value
        for key, value in tree.items()
        if not (key in known and is_left_out(value, known[key]))
    }


def _as_mapping(value: Any, slot: Slot) -> Any:
    """Return the mapping that a scalar stands for, or a mapping with its kind; else the value."""
    if isinstance(value, dict):
        return {"kind": slot.default_kind, **value} if slot.default_kind else value
    if slot.family and isinstance(value, str):
        return _component(value, slot)
    return {slot.main: value} if slot.main and not isinstance(value, list) else value


def _component(word: str, slot: Slot) -> dict[str, Any]:
    """Return the component that a word names: its kind, or a file whose suffix is a kind."""
    kind = kind_of_file(word, slot)
    return {"kind": kind, slot.kinds()[kind].main: word} if kind else {"kind": word}


def kind_of_file(word: str, slot: Slot) -> str | None:
    """Return the kind of component whose file a word names, by its suffix, if it names one."""
    suffix = os.path.splitext(word)[1].removeprefix(".").lower()
    member = slot.kinds().get(suffix)
    return suffix if member and member.main != "kind" and word not in slot.kinds() else None
