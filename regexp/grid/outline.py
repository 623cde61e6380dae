"""A sweep read from its file and words: its directory and size are known, its cells not yet made."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from regexp.config.draft import read_draft, validated
from regexp.config.overrides import Overrides
from regexp.config.paths import KeyPath
from regexp.config.problems import raise_all
from regexp.config.schema import Config
from regexp.grid.cells import Cell, cell_of, checked
from regexp.grid.choices import Choice
from regexp.grid.grid import Grid, in_order, united
from regexp.grid.identity import directory_of
from regexp.grid.parts import ARM, Product, automatic_axes
from regexp.grid.reading import Reading
from regexp.grid.seeds import Seeds, count_of
from regexp.grid.settings import full_name
from regexp.grid.shell import read_shell

Automatic = Callable[[Config, str], Sequence[float]]
"""Gives the strengths that are worth trying for a config with a penalty of some kind: l1 or l2."""

MOST_CHECKED = 1000
"""How many cells are looked at for further problems once there is one."""


@dataclass(frozen=True)
class Outline:
    """What a sweep asks for, before any of its configs is made."""

    directory: str
    path: Path
    base: Overrides
    product: Product
    seeds: Seeds
    notes: tuple[str, ...]

    @property
    def runs(self) -> int:
        """How many runs there are, an automatic grid counted as one value."""
        return self.product.runs(count_of(self.seeds))

    @property
    def axes(self) -> tuple[str, ...]:
        """The full names of the fields that cells set, in the order of first mention, `arm` first."""
        return tuple(map(full_name, in_first_order(self.product)))

    def grid(self, automatic: Automatic | None = None) -> Grid:
        """Return all cells; raises ConfigError that lists every problem, DataError, FileError.

        A sweep.yaml has its strengths as numbers and needs no `automatic`.
        """
        strengths = self._strengths(automatic) if automatic else {}
        points = self.product.filled(strengths).points()
        paths = in_first_order(self.product)
        found = checked(self.base, points, paths)
        raise_all(found.problems)
        usual = tuple(self.seeds)
        cells = [cell_of(point, config, paths, usual) for point, config in found.configs]
        notes = dict.fromkeys([*self.notes, *found.notes, *_doubles(cells)])
        return Grid(
            self.directory,
            paths,
            in_order(united(cells), paths),
            tuple(notes),
            self.path,
            self.base.tree,
        )

    def _strengths(self, automatic: Automatic) -> dict[KeyPath, list[Choice]]:
        """Return the values of automatic axes; raises ConfigError where the base is no config."""
        found = {}
        for axis in automatic_axes(self.product):
            changes = self.base.copy()
            changes.set(axis.path, axis.choices[0])
            config, problems = validated(changes)
            raise_all(problems)
            assert config is not None
            values = sorted({float(value) for value in automatic(config, axis.path[-1])})
            found[axis.path] = [replace(axis.choices[0], content=value, setting=value) for value in values]
        return found


def outline(source: str, words: Sequence[str], options: Mapping[str, str], zipped: bool = False) -> Outline:
    """Return what a sweep asks for: a file, or the name of a shipped one, changed by the command line.

    `words` are settings such as `l2=0,1e-3` and files of points such as `@points.csv`; `options` are the
    texts given to --lambda, --dropout, --seeds and --name, under these names without dashes; `zipped` pairs
    the axes of the command line. Raises ConfigError that lists every problem, DataError, FileError.
    """
    draft = read_draft(source)
    request = Reading(draft, read_shell(words, options), zipped).request()
    problems = request.remarks.problems
    legible = Product(tuple(part for part in request.product.parts if part.count))
    paths = in_first_order(legible)
    if problems or checked(request.base, [legible.first_point()], paths).problems:
        points = islice(legible.points(), MOST_CHECKED)
        raise_all([*problems, *checked(request.base, points, paths).problems])
    return Outline(
        directory_of(request.base.tree, request.product.paths),
        draft.path.absolute(),
        request.base,
        request.product,
        request.seeds,
        tuple(request.remarks.notes),
    )


def in_first_order(product: Product) -> tuple[KeyPath, ...]:
    """Return the paths of a product in the order of first mention, the arm first."""
    return tuple(sorted(product.paths, key=lambda path: path != ARM))


def _doubles(cells: Sequence[Cell]) -> list[str]:
    """Return a note for each cell that several points make, such as a base's own value and an empty cell."""
    counts = Counter(cell.name for cell in cells)
    return [
        f"{name}: is given {count} times; it is one setting" for name, count in counts.items() if count > 1
    ]
