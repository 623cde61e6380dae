"""Cells: points made into checked configs, with names that depend on nothing but their settings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from regexp.config.contents import content_hash
from regexp.config.draft import validated
from regexp.config.overrides import Overrides
from regexp.config.paths import KeyPath, catalogue, shortest
from regexp.config.problems import Problem
from regexp.config.schema import Config
from regexp.config.wording import dotted
from regexp.errors import DataError, FileError
from regexp.grid.parts import ARM, SEEDS, Point
from regexp.grid.resolved import NOWHERE, given_at
from regexp.grid.settings import full_name, names_file, plain_form, setting
from regexp.grid.values import Value, cell_name


@dataclass(frozen=True)
class Cell:
    """One setting of a sweep's axes, the config it makes with the base's seed, and the seeds it is run with.

    `settings` are the values by full field name, in the order of the axes; an arm leaves out what it doesn't
    set. `given` is what has to be given to the base for this cell, by path, with absolute paths of files.
    """

    name: str
    settings: Mapping[str, Value]
    config: Config
    seeds: tuple[int, ...]
    given: Mapping[str, Any] = field(repr=False)


@dataclass
class Checked:
    """Configs of points, what the user should know about them, and what is wrong with them."""

    configs: list[tuple[Point, Config]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def checked(base: Overrides, points: Iterable[Point], paths: Sequence[KeyPath]) -> Checked:
    """Return the configs that points make of the base, where `paths` are what any point sets."""
    found = Checked()
    for point in points:
        changes = base.copy()
        for path in sorted(point, key=len):
            if path not in (ARM, SEEDS):
                changes.set(path, point[path])
        config, invalid = validated(changes)
        if config and (absent := _absent(config, point, paths)):
            for path in absent:
                changes.fill(path, 0)
            config, invalid = validated(changes)
        found.notes += changes.notes
        found.problems += [*changes.problems, *invalid]
        if config:
            found.configs.append((point, config))
    return found


def cell_of(point: Point, config: Config, paths: Sequence[KeyPath], usual: tuple[int, ...]) -> Cell:
    """Return the cell of a point that is checked; raises DataError, FileError for a file that can't be read.

    Without arms, what a point doesn't set is the base's, and counts as if it had been given. `usual` are the
    seeds of points without their own.
    """
    given = {path: choice.content for path, choice in point.items() if path != SEEDS}
    if ARM not in point:
        given |= {path: _of_the_base(config, path) for path in paths if path not in point}
    values = {path: _value(given[path], path) for path in paths if path in given}
    named = {"arm" if path == ARM else shortest(path): value for path, value in values.items()}
    return Cell(
        cell_name(named),
        {full_name(path): value for path, value in values.items()},
        config,
        tuple(point[SEEDS].content) if SEEDS in point else usual,
        {dotted(path): content for path, content in given.items() if content is not NOWHERE},
    )


def _absent(config: Config, point: Point, paths: Sequence[KeyPath]) -> list[KeyPath]:
    """Return the regularizers that a config has not got and a point of a table doesn't set: they are 0."""
    missing = [path for path in paths if ARM not in paths and path not in point]
    return [
        path for path in missing if catalogue()[path].is_off_at_zero and path[-1] not in config.regularization
    ]


def _of_the_base(config: Config, path: KeyPath) -> Any:
    """Return what a config has at a path in the form in which it would be given, or NOWHERE."""
    content = given_at(config, path)
    return content if content is NOWHERE else plain_form(content, catalogue()[path])


def _value(content: Any, path: KeyPath) -> Value:
    """Return a setting as cells are named after it: of a file, its name and the hash of its content."""
    if path == ARM:
        return str(content)
    slot = catalogue()[path]
    if content is NOWHERE:
        return "default" if "none" in slot.words else None
    if names_file(content, slot):
        error_class = DataError if path[0] == "dataset" else FileError
        file = Path(content)
        return f"{file.name}-{content_hash(file, error_class)[:6]}"
    return setting(content, slot)
