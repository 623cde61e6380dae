"""What a config has at a path, in the form in which it could be given there."""

from typing import Any

from regexp.config.paths import KeyPath
from regexp.config.schema import Config
from regexp.config.shapes import Slot, slots
from regexp.config.trees import to_tree

NOWHERE = object()
"""Stands for what a config has no place for, such as the momentum of Adam."""


def given_at(config: Config, path: KeyPath) -> Any:
    """Return what would have to be given at a path for what a config has there, or NOWHERE.

    A component is its kind or file, a regularizer its main field's value, `none` what is left out.
    """
    value: Any = to_tree(config)
    slot, known = None, slots(Config)
    for step in path:
        if not isinstance(value, dict) or step not in known:
            return NOWHERE
        slot, value = known[step], value.get(step)
        known = slot.slots_of(value)
    assert slot is not None
    return _given(value, slot)


def _given(value: Any, slot: Slot) -> Any:
    """Return the short form of what stands in a slot."""
    if value is None:
        return NOWHERE if "none" in slot.words else "none"
    if isinstance(value, dict) and slot.family:
        return value[slot.kinds()[value["kind"]].main]
    return value[slot.main] if isinstance(value, dict) and slot.main else value
