"""Every key that a config can have, and which of them a key on the command line means."""

from collections.abc import Iterator
from functools import cache

from regexp.config.schema import Config
from regexp.config.shapes import Slot, components, slots

KeyPath = tuple[str, ...]


@cache
def catalogue() -> dict[KeyPath, Slot]:
    """Return every legal path, whatever the kinds, with a slot that may be there; outer ones come first.

    Regularizers' kinds are their keys, so they have no `kind`.
    """
    found: dict[KeyPath, Slot] = {}
    for path, slot in _inside(slots(Config)):
        if not (path[-1] == "kind" and path[0] == "regularization"):
            found.setdefault(path, slot)
    return found


def _inside(known: dict[str, Slot]) -> Iterator[tuple[KeyPath, Slot]]:
    """Yield the paths of some slots and of all that may be in them."""
    for name, slot in known.items():
        yield (name,), slot
        parts = [slots(section) for section in slot.sections()]
        for part in [components(slot.by_kind)] if slot.by_kind else parts:
            yield from (((name, *path), inner) for path, inner in _inside(part))


def meanings(key: str) -> list[KeyPath]:
    """Return the paths that a key may mean: itself if it is one, else those that end with it.

    One that is less deep than all others is meant alone, so that `noise` stays the data set's, whatever
    regularizers have a field of that name.
    """
    steps = tuple(key.split("."))
    found = [path for path in catalogue() if path[-len(steps) :] == steps]
    least = min(map(len, found), default=0)
    outermost = [path for path in found if len(path) == least]
    return outermost if len(outermost) == 1 else found


def deeper(key: str, path: KeyPath) -> list[KeyPath]:
    """Return the longer paths that a key would mean as well if `path` weren't less deep."""
    steps = tuple(key.split("."))
    return [one for one in catalogue() if one[-len(steps) :] == steps and len(one) > len(path)]


def resolve(key: str) -> KeyPath | None:
    """Return the one path that a key means, None if there is none or more than one."""
    found = meanings(key)
    return found[0] if len(found) == 1 else None


def shortest(path: KeyPath) -> str:
    """Return the shortest key that means a path and nothing else."""
    tails = (".".join(path[-length:]) for length in range(1, len(path) + 1))
    return next(tail for tail in tails if meanings(tail) == [path])
