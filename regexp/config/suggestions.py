"""Which key or word was probably meant by one that is not known."""

from collections.abc import Iterable
from typing import Any

from regexp.config.paths import KeyPath, catalogue, deeper, resolve, shortest
from regexp.config.shapes import Slot
from regexp.config.synonyms import fields_for, keys_for, normal, setting_beside, value_for
from regexp.errors import nearest


def key_meant(word: str) -> KeyPath | None:
    """Return the path that a key on the command line probably stands for."""
    *owner, name = word.split(".")
    parent = resolve(".".join(owner))
    if parent is None:
        return key_called(name) or _nearest_path(name)
    return key_meant_in(parent, name, (path[-1] for path in catalogue() if path[:-1] == parent))


def key_called(word: str) -> KeyPath | None:
    """Return what a word means as a key of its own, here or in another tool."""
    tail = resolve(normal(word))
    return tail or next((path for key in keys_for(word) if (path := resolve(key))), None)


def key_meant_in(parent: KeyPath, word: str, known: Iterable[str]) -> KeyPath | None:
    """Return the path that a key in a mapping at `parent` probably stands for, preferably one in there."""
    names = list(known)
    if normal(word) in names:
        return (*parent, normal(word))
    targets = [path for key in keys_for(word) if (path := resolve(key))]
    inside = [path for path in targets if path[:-1] == parent and path[-1] in names]
    inside += [(*parent, name) for name in fields_for(word, names)]
    similar = nearest(normal(word), names)
    if inside or targets or not similar:
        return next(iter([*inside, *targets]), None) or key_called(word)
    return (*parent, similar)


def also_meant(word: str, joint: str) -> str:
    """Return ` with noise: gaussian` for a key of another tool that stands for a setting more.

    `joint` is what parts a key and its value: `: ` in a file, `=` on the command line, where keys are whole.
    """
    beside = setting_beside(word.split(".")[-1])
    if beside is None:
        return ""
    path = tuple(beside[0].split("."))
    return f" with {path[-1] if joint == ': ' else shortest(path)}{joint}{beside[1]}"


def inner_meant(key: str, path: KeyPath, value: object, tree: dict[str, Any]) -> list[KeyPath]:
    """Return the paths in a tree's components that a short key, read as `path`, could mean as well."""
    return [inner for inner in deeper(key, path) if _takes(inner, value, tree)]


def word_meant(value: object, accepted: Iterable[str]) -> str | None:
    """Return the accepted word that a value probably stands for."""
    words = list(accepted)
    if not isinstance(value, str):
        return None
    return normal(value) if normal(value) in words else value_for(value, words) or nearest(value, words)


def _takes(path: KeyPath, value: object, tree: dict[str, Any]) -> bool:
    """Tell whether what a tree has around a path has such a field, and this value is of its type."""
    around: Any = tree
    slot: Slot | None = None
    for step in path[:-1]:
        slot = slot.slots_of(around).get(step) if slot else catalogue()[(step,)]
        around = around.get(step) if isinstance(around, dict) else None
        if slot is None or around is None:
            return False
    field = slot.slots_of(around).get(path[-1]) if slot else None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return field is not None and (value in field.words or (is_number and field.takes_floats))


def _nearest_path(word: str) -> KeyPath | None:
    """Return the path whose shortest key is spelled most like a word."""
    spelled = {shortest(path): path for path in catalogue()}
    match = nearest(normal(word), spelled)
    return spelled[match] if match else None
