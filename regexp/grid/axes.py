"""Axes made of what was written: each value once, automatic grids, and axes whose values are paired."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from regexp.config.paths import KeyPath, shortest
from regexp.config.problems import Place, Problem
from regexp.config.wording import any_of
from regexp.grid.choices import Item, choice, choices
from regexp.grid.parts import Axis, Part, Point, Table, unique

AUTOMATIC = ("l1", "l2")
"""The regularizers whose strength has an automatic grid."""

_NO_AXIS: dict[KeyPath, str] = {
    ("seed",): "is no axis; give --seeds 5, in a file seeds: 5",
    ("name",): "is no axis; it is what the sweep's folder starts with",
    ("sweep",): "is no axis; give the keys in it",
    ("monitor",): "is no axis; it is what settings are compared by",
}


@dataclass
class Remarks:
    """What the user should know about how a sweep was read, and what is wrong with it."""

    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def no_axis(path: KeyPath) -> str | None:
    """Return why a key can't be an axis, if it can't."""
    return _NO_AXIS.get(path)


def is_automatic(path: KeyPath, content: object) -> bool:
    """Tell whether a value asks for an automatic grid of a weight penalty's strength."""
    return content == "auto" and path[0] == "regularization" and path[1:] in [(kind,) for kind in AUTOMATIC]


def axis_of(path: KeyPath, items: Sequence[Item], folder: str, remarks: Remarks) -> Axis:
    """Return the axis of some values; wrong ones become problems."""
    if len(items) == 1 and is_automatic(path, items[0].content):
        return Axis(path, (choice(items[0], path, 0.0),), is_automatic=True)
    alone = [item.problem("auto stands alone; 0 is among its values") for item in items if _asks(path, item)]
    found, problems = choices([item for item in items if not _asks(path, item)], path, folder)
    remarks.problems += [*alone, *problems]
    return Axis(path, tuple(found))


def _asks(path: KeyPath, item: Item) -> bool:
    return is_automatic(path, item.content)


def without_doubles(axis: Axis, remarks: Remarks) -> Axis:
    """Return an axis with each value once, and note what was given twice."""
    points, again = unique(list(axis.points()))
    remarks.notes += [f"{point[axis.path].typed}: is given twice; it is one setting" for point in again]
    return Axis(axis.path, tuple(point[axis.path] for point in points), axis.is_automatic)


def paired(axes: Sequence[Axis], place: Place, about: str, remarks: Remarks) -> list[Part]:
    """Return the one part whose points take the first values of all axes, then the second ones, …"""
    counts = [f"{shortest(axis.path)} has {axis.count}" for axis in axes]
    if any(axis.is_automatic for axis in axes):
        text = "can't pair auto, whose number of values isn't known"
        remarks.problems.append(Problem(place, f"{about}{text}"))
    elif len({axis.count for axis in axes}) > 1:
        text = f"pairs axes that have equally many values, but {any_of(counts, 'and')}"
        remarks.problems.append(Problem(place, f"{about}{text}"))
    else:
        paths = [axis.path for axis in axes]
        rows = zip(*(axis.choices for axis in axes), strict=True)
        return [table_of(paths, [dict(zip(paths, row, strict=True)) for row in rows], remarks)]
    return []


def table_of(paths: Iterable[KeyPath], rows: Sequence[Point], remarks: Remarks) -> Table:
    """Return a table with each row once, and note what was given twice."""
    found, again = unique(rows)
    for row in again:
        words = " ".join(choice.typed for choice in row.values())
        remarks.notes.append(f"{words or 'an empty point'}: is given twice; it is one setting")
    return Table(tuple(paths), tuple(found))
