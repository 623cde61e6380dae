"""Which key or word was probably meant by one that is not known."""

from collections.abc import Iterable

from regexp.config.paths import KeyPath, catalogue, resolve, shortest
from regexp.config.synonyms import keys_for, normal, value_for
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
    similar = nearest(normal(word), names)
    if inside or not similar:
        return next(iter(inside), None) or key_called(word)
    return (*parent, similar)


def word_meant(value: object, accepted: Iterable[str]) -> str | None:
    """Return the accepted word that a value probably stands for."""
    words = list(accepted)
    if not isinstance(value, str):
        return None
    return normal(value) if normal(value) in words else value_for(value, words) or nearest(value, words)


def _nearest_path(word: str) -> KeyPath | None:
    """Return the path whose shortest key is spelled most like a word."""
    spelled = {shortest(path): path for path in catalogue()}
    match = nearest(normal(word), spelled)
    return spelled[match] if match else None
