"""Configs as plain values again, with every default written out."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from regexp.config.nodes import Path
from regexp.config.schema import Config
from regexp.config.shapes import slots
from regexp.config.wording import dotted
from regexp.spec import Section, Spec


def to_tree(config: Config) -> dict[str, Any]:
    """Return a config as plain values in a readable order: kinds first, then a component's own fields.

    Defaults are written out, except None, which means not given; so are kinds, except those of regularizers,
    which are their keys.
    """
    tree: dict[str, Any] = _tree(config)
    for entry in tree["regularization"].values():
        del entry["kind"]
    return tree


@cache
def ordered(section: type[Section]) -> tuple[str, ...]:
    """Return a section's field names: kind, its own, then those it inherits."""
    declared = (name for owner in section.__mro__ for name in vars(owner).get("__annotations__", ()))
    return tuple(name for name in dict.fromkeys(("kind", *declared)) if name in section.model_fields)


def _tree(value: Any) -> Any:
    """Return a value with sections as mappings and tuples as lists."""
    if isinstance(value, Section):
        entries = {name: getattr(value, name) for name in ordered(type(value))}
        absent = (name for name, slot in slots(type(value)).items() if slot.info.default is None)
        left_out = {name for name in absent if entries[name] is None}
        return {name: _tree(entry) for name, entry in entries.items() if name not in left_out}
    if isinstance(value, dict):
        return {key: _tree(entry) for key, entry in value.items()}
    return [_tree(entry) for entry in value] if isinstance(value, list | tuple) else value


def input_files(config: Config) -> dict[Path, str]:
    """Return the files and folders that a config reads, by the path of the field that names them."""
    return dict(_input_files(config, ()))


def _input_files(section: Section, path: Path) -> Iterator[tuple[Path, str]]:
    for name, slot in slots(type(section)).items():
        value = getattr(section, name)
        if isinstance(value, Section):
            yield from _input_files(value, (*path, name))
        elif slot.is_input_file and value is not None:
            yield (*path, name), value


def changed(config: Config) -> dict[str, Any]:
    """Return the settings that differ from their defaults by dotted key, without name and sweep."""
    tree = dict(_changed(config, None, ()))
    return {key: value for key, value in tree.items() if key not in ("name", "sweep")}


def _changed(section: Section, default: Any, path: Path) -> Iterator[tuple[str, Any]]:
    """Yield what differs from a default section, or from the class's own where that is of another class."""
    same_class = type(default) is type(section)
    for name in ordered(type(section)):
        value = getattr(section, name)
        usual = getattr(default, name) if same_class else slots(type(section))[name].info.default
        yield from _difference(value, usual, (*path, name))


def _difference(value: Any, usual: Any, path: Path) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Section):
        if isinstance(value, Spec) and type(value) is not type(usual):
            yield dotted((*path, "kind")), value.kind_name()
        yield from _changed(value, usual, path)
    elif path == ("regularization",):
        for kind, entry in value.items():
            yield dotted((*path, kind, entry.main)), getattr(entry, entry.main)
            others = _changed(entry, None, (*path, kind))
            yield from (pair for pair in others if pair[0] != dotted((*path, kind, entry.main)))
    elif value != usual:
        yield dotted(path), _tree(value)
