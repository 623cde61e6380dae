"""What a sweep's directory is named after: its base config and the keys of its axes, not their values."""

import json
from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from regexp.config.contents import content_hash
from regexp.config.dump import HASH_VERSION
from regexp.config.overrides import Tree
from regexp.config.paths import KeyPath, catalogue
from regexp.config.schema import Config
from regexp.config.shapes import Slot, slots
from regexp.errors import DataError, FileError
from regexp.grid.files import with_files
from regexp.grid.parts import ARM
from regexp.grid.settings import full_name, setting
from regexp.spec import Section

_NOT_COUNTED = ("name", "seed", "sweep")
_NOTHING = object()


def directory_of(tree: Tree, paths: Collection[KeyPath]) -> str:
    """Return the directory of a sweep over some paths of a base: `digits-sweep-9b01d4`.

    The base counts as far as it differs from the defaults, without name, seed and what the axes set; files
    count by content. With arms the base's own values of their keys count, since an arm that leaves a key out
    is run with them. Raises DataError, FileError for a file that can't be read.
    """
    counted = {key: value for key, value in tree.items() if key not in _NOT_COUNTED}
    if ARM not in paths:
        for path in paths:
            counted = _without(counted, path, _fields(catalogue()[path]))
    base = _differing(with_files(counted, _content), slots(Config), None)
    for path in paths:
        _drop_empty(base, path)
    axes = sorted(map(full_name, set(paths)))
    text = json.dumps([HASH_VERSION, base, axes], sort_keys=True, separators=(",", ":"))
    return f"{tree['name']}-sweep-{sha256(text.encode()).hexdigest()[:6]}"


def _drop_empty(base: Tree, path: KeyPath) -> None:
    """Leave out a regularizer of which only the axis differs from the defaults."""
    entries = base.get(path[0], {})
    if path[0] == "regularization" and len(path) == 2 and entries.get(path[1]) == {}:
        del entries[path[1]]
        if not entries:
            del base[path[0]]


def _content(key: str, file: str) -> str:
    return content_hash(Path(file), DataError if key == "dataset" else FileError)


def _fields(slot: Slot) -> set[str]:
    """Return the fields of a component that a bare value sets: its kind or file, or a main field."""
    if slot.family:
        return {"kind", *(member.main for member in slot.kinds().values())}
    return {slot.main} if slot.main else set()


def _without(tree: Tree, path: KeyPath, fields: set[str]) -> Tree:
    """Return a tree without some fields of what is at a path, or without it where nothing else is left."""
    step, *rest = path
    inner, others = tree.get(step), {key: value for key, value in tree.items() if key != step}
    if rest:
        return others | ({step: _without(inner, tuple(rest), fields)} if isinstance(inner, dict) else {})
    kept = (
        {key: value for key, value in inner.items() if key not in fields} if isinstance(inner, dict) else {}
    )
    return others | ({step: kept} if fields and kept else {})


def _differing(tree: Tree, known: Mapping[str, Slot], usual: Section | None) -> Tree:
    """Return what differs from a usual section, or from each field's default, in one form."""
    found = {}
    for key, value in tree.items():
        slot = known.get(key)
        default = getattr(usual, key) if usual and slot else slot.info.default if slot else _NOTHING
        kept = _kept(value, slot, default)
        if kept is not _NOTHING:
            found[key] = kept
    return found


def _kept(value: Any, slot: Slot | None, usual: Any) -> Any:
    """Return a value in one form, or nothing where it is the usual one."""
    if slot is None:
        return value
    if isinstance(value, dict) and slot.by_kind:
        return {
            kind: _component(entry, slot.slots_of({}).get(kind)) for kind, entry in value.items()
        } or _NOTHING
    if isinstance(value, dict):
        own = (
            usual
            if isinstance(usual, Section) and getattr(usual, "kind", None) == value.get("kind")
            else None
        )
        kept = _differing(value, slot.slots_of(value), own)
        return kept if kept or not own else _NOTHING
    if not slot.info.is_required() and not isinstance(usual, Section):
        default = list(usual) if isinstance(usual, tuple) else usual
        if setting(value, slot) == setting(default, slot):
            return _NOTHING
    return setting(value, slot)


def _component(entry: Any, slot: Slot | None) -> Any:
    """Return what a regularizer is given, which counts even if it is nothing."""
    return _differing(entry, slot.slots_of({}), None) if slot and isinstance(entry, dict) else entry
