"""Shorthand written out, so that validation sees one form only.

`optimizer: adam` becomes `{kind: adam}`, `dataset: FILE.csv` `{kind: csv, path: FILE.csv}`, `l2: 0.01`
`{strength: 0.01}`; a component without `kind` gets its field's default, `none` or null takes away what is
optional, and paths of files become absolute. What is wrong is left as it is, for validation to name.
"""

import os
from typing import Any

from regexp.config.schema import Config
from regexp.config.shapes import Field, fields
from regexp.regularizers import Regularizer
from regexp.schedules import Schedule

DISPENSABLE = (Regularizer, Schedule)
"""Families a run can do without: none or null in place of a component leaves it out."""


def expand(tree: dict[str, Any], folder: str) -> dict[str, Any]:
    """Return a config's tree with all shorthand written out, file paths taken relative to a folder."""
    return _expand_mapping(tree, fields(Config), folder)


def expand_value(value: Any, field: Field, folder: str) -> Any:
    """Return what stands at one field with all shorthand written out."""
    if is_nothing(value, field):
        return {} if field.by_kind else None
    if field.is_input_file and isinstance(value, str):
        return os.path.normpath(os.path.join(folder, os.path.expanduser(value)))
    if not field.is_part or value in field.words:
        return value
    mapping = _as_mapping(value, field)
    return _expand_mapping(mapping, field.fields_of(mapping), folder) if isinstance(mapping, dict) else value


def is_nothing(value: Any, field: Field) -> bool:
    """Tell whether a value says that a field, or a component that a run can do without, is not given."""
    written = value is None or (value == "none" and "none" not in field.words)
    return written and (field.is_optional or is_dispensable(field))


def is_dispensable(field: Field) -> bool:
    """Tell whether what stands at a field can be taken away altogether."""
    return field.by_kind is not None or (field.section is not None and issubclass(field.section, DISPENSABLE))


def _expand_mapping(tree: dict[str, Any], known: dict[str, Field], folder: str) -> dict[str, Any]:
    """Write out the shorthand of every known key; components taken away lose their key."""
    expanded = {}
    for key, value in tree.items():
        field = known.get(key)
        if field is None:
            expanded[key] = value
        elif not (is_nothing(value, field) and is_dispensable(field) and not field.by_kind):
            expanded[key] = expand_value(value, field, folder)
    return expanded


def _as_mapping(value: Any, field: Field) -> Any:
    """Return the mapping that a scalar stands for, or a mapping with its kind."""
    if isinstance(value, dict):
        kind = field.default_kind()
        return {"kind": kind, **value} if kind else value
    if field.is_family:
        return _component(value, field) if isinstance(value, str) else value
    return {field.main: value} if field.main and not isinstance(value, list) else value


def _component(word: str, field: Field) -> dict[str, Any]:
    """Return the component that a word names: its kind, or a file whose suffix is a kind."""
    suffix = os.path.splitext(word)[1].removeprefix(".").lower()
    member = field.kinds().get(suffix)
    if member and word not in field.kinds():
        return {"kind": suffix, member.main: word}
    return {"kind": word}
