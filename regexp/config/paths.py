"""Every key that a config can have, and which of them a key on the command line means."""

from collections.abc import Iterator
from functools import cache

from regexp.config.schema import Config
from regexp.config.shapes import Field, components, fields
from regexp.spec import Section

KeyPath = tuple[str, ...]


@cache
def catalogue() -> dict[KeyPath, Field]:
    """Return every legal path, whatever the kinds, with a field that may stand there."""
    found: dict[KeyPath, Field] = {}
    for path, field in _walk(Config):
        if path[0] != "sweep":
            found.setdefault(path, field)
    return found


def _walk(section: type[Section]) -> Iterator[tuple[KeyPath, Field]]:
    for name, field in fields(section).items():
        yield (name,), field
        entries = components(field.by_kind) if field.by_kind else {}
        for kind, entry in entries.items():
            yield (name, kind), entry
        for kind, entry in entries.items():
            yield from (((name, kind, *path), inner) for path, inner in _inside(entry) if path != ("kind",))
        yield from (((name, *path), inner) for path, inner in _inside(field))


def _inside(field: Field) -> Iterator[tuple[KeyPath, Field]]:
    for section in field.sections():
        yield from _walk(section)


def meanings(key: str) -> list[KeyPath]:
    """Return the paths that a key may mean: itself if it is one, else all that end with it."""
    steps = tuple(key.split("."))
    if steps in catalogue():
        return [steps]
    return [path for path in catalogue() if path[-len(steps) :] == steps]


def shortest(path: KeyPath) -> str:
    """Return the shortest key that means a path and nothing else."""
    tails = (".".join(path[-length:]) for length in range(1, len(path) + 1))
    return next(tail for tail in tails if meanings(tail) == [path])


def resolve(key: str) -> KeyPath | None:
    """Return the one path that a key means, None if there is none or more than one."""
    found = meanings(key)
    return found[0] if len(found) == 1 else None
