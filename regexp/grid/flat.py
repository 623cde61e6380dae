"""Settings field by field, where a sweep was given whole mappings such as `regularization: {l2: 0.01}`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from regexp.config.paths import KeyPath, catalogue
from regexp.config.yaml_loader import parse_yaml
from regexp.grid.settings import full_name, setting
from regexp.grid.values import Value

WHOLE = "regularization"
"""The axis whose values are all regularizers of a setting at once."""


def flat(settings: Mapping[str, Value]) -> dict[str, Value]:
    """Return settings with a mapping's fields in its place: `regularization.l2.strength` of `{l2: 0.01}`.

    A component that is given nothing has its main field's default.
    """
    found: dict[str, Value] = {}
    for axis, value in settings.items():
        content = _mapping(axis, value)
        found |= {axis: value} if content is None else dict(_fields(_owner(axis), content))
    return found


def flat_axes(axes: Sequence[str], cells: Iterable[Mapping[str, Value]]) -> tuple[str, ...]:
    """Return the names of all fields that the settings of some cells have, in the order of their axes."""
    given = dict.fromkeys(item for cell in cells for item in cell.items())
    fields: dict[str, list[str]] = {}
    for axis, value in given:
        fields.setdefault(axis, []).extend(flat({axis: value}))
    return tuple(dict.fromkeys(field for axis in axes for field in fields.get(axis) or [axis]))


def _mapping(axis: str, value: Value) -> dict[str, Any] | None:
    """Return the mapping that a value is the text of, None where it is another value."""
    if axis == WHOLE and value is None:
        return {}
    if not (isinstance(value, str) and value.startswith("{") and _owner(axis) in catalogue()):
        return None
    content = parse_yaml(value).value
    return content if isinstance(content, dict) else None


def _owner(axis: str) -> KeyPath:
    """Return the path of what an axis sets: of a component's kind or main field, the component."""
    path = tuple(axis.split("."))
    return path[:-1] if path[:-1] in catalogue() and full_name(path[:-1]) == axis else path


def _fields(path: KeyPath, content: Any) -> Iterator[tuple[str, Value]]:
    """Yield the fields of a value by their full names."""
    slot = catalogue()[path]
    if not isinstance(content, dict):
        yield full_name(path), setting(content, slot)
        return
    if slot.main and not content:
        yield full_name(path), slot.slots_of({})[slot.main].info.default
    for key in sorted(content, key=lambda key: key != slot.main):
        yield from _fields((*path, key), content[key])
