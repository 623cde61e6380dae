"""Every setting of a config as one flat mapping, in the words and types that axes of sweeps have."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from regexp.config.contents import content_hash
from regexp.config.schema import Config
from regexp.config.shapes import Slot, slots
from regexp.config.trees import ordered
from regexp.config.wording import dotted
from regexp.errors import DataError, FileError
from regexp.grid.values import Value
from regexp.spec import Section

NO_SETTINGS = ("name", "seed", "sweep", "regularization")


def settings_of(config: Config) -> dict[str, Value]:
    """Return the settings of a run by full field name: `regularization.l2.strength`, `optimizer.kind`.

    Regularizers that are off are left out, like any field that the kinds of the run don't have; None stands
    for a field that is not given. A file is its name and 6 digits of its hash, so that it can move; rows of
    data that stand in the config have no setting, as the data's hash tells them apart. Raises DataError and
    FileError for a file that can't be read.
    """
    found = dict(_settings(config, ()))
    for regularizer in config.active():
        found |= _settings(regularizer, ("regularization", regularizer.kind_name()))
    return {name: found[name] for name in found if not _is_kind_of_regularizer(name)}


def _settings(section: Section, path: tuple[str, ...]) -> Iterator[tuple[str, Value]]:
    """Yield the settings of a part of a config and of the parts in it."""
    for name in ordered(type(section)):
        value, slot = getattr(section, name), slots(type(section))[name]
        if not path and name in NO_SETTINGS:
            continue
        if isinstance(value, Section):
            yield from _settings(value, (*path, name))
        elif slot.family:
            yield dotted((*path, name, "kind")), value
        elif slot.is_input_file and value is not None:
            yield dotted((*path, name)), _file(Path(value), path)
        elif _is_plain(value):
            yield dotted((*path, name)), _plain(value, slot)


def _file(file: Path, path: tuple[str, ...]) -> str:
    """Return a file's name and the first digits of its hash, as cells are named after it."""
    error_class = DataError if path[:1] == ("dataset",) else FileError
    return f"{file.name}-{content_hash(file, error_class)[:6]}"


def _is_plain(value: Any) -> bool:
    """Tell whether a value is one number, word or switch, or a row of such."""
    entries = value if isinstance(value, list | tuple) else (value,)
    return all(entry is None or isinstance(entry, str | int | float | bool) for entry in entries)


def _plain(value: Any, slot: Slot) -> Value:
    """Return a value as axes have it: rows as tuples, numbers as floats where the field takes only these."""
    if isinstance(value, list | tuple):
        return tuple(value)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    result: Value = float(value) if is_number and slot.takes_floats and not slot.takes_integers else value
    return result


def _is_kind_of_regularizer(name: str) -> bool:
    return name.startswith("regularization.") and name.endswith(".kind")
