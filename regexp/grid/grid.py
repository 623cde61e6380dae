"""All cells and seeds of a sweep."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from regexp.config.overrides import Tree
from regexp.config.paths import KeyPath, shortest
from regexp.grid.cells import Cell
from regexp.grid.parts import ARM
from regexp.grid.settings import full_name
from regexp.grid.values import Value, cell_name, rank
from regexp.grid.writer import sweep_yaml


@dataclass(frozen=True)
class Grid:
    """Everything a sweep asks for: cells, each with its seeds.

    Cells are sorted by the axes' values: numbers ascending, text by the alphabet, arms by first mention.
    `path` is the config file, `base` its tree with the single values of the command line.
    """

    directory: str
    paths: tuple[KeyPath, ...]
    cells: tuple[Cell, ...]
    notes: tuple[str, ...]
    path: Path
    base: Tree

    @property
    def axes(self) -> tuple[str, ...]:
        """The full names of the fields that cells set, in the order of first mention, `arm` first."""
        return tuple(map(full_name, self.paths))

    @property
    def seeds(self) -> tuple[int, ...]:
        """All seeds that any cell has, ascending."""
        return tuple(sorted({seed for seeds in {cell.seeds for cell in self.cells} for seed in seeds}))

    @property
    def runs(self) -> int:
        """How many runs there are: each cell with each of its seeds."""
        return sum(len(cell.seeds) for cell in self.cells)

    def to_yaml(self, folder: Path) -> str:
        """Return a config with a `sweep:` block for all cells and seeds, files relative to a folder."""
        described = [(cell.given, cell.seeds) for cell in self.cells]
        return sweep_yaml(self.base, self.paths, described, folder)

    def named_like(self, earlier: "Grid") -> "Grid":
        """Return this grid with an earlier one's order of axes, so that cells have the names they had."""
        own = [_reordered(cell, earlier.paths) for cell in self.cells]
        return replace(self, paths=earlier.paths, cells=in_order(own, earlier.paths))

    def joined(self, earlier: "Grid") -> "Grid":
        """Return all cells of this grid and of an earlier one with the same directory.

        Each has all seeds that it has in one of them. The earlier one's order of axes and arms is kept.
        """
        own = self.named_like(earlier)
        return replace(own, cells=in_order(united([*earlier.cells, *own.cells]), own.paths))


def united(cells: Iterable[Cell]) -> list[Cell]:
    """Return each cell once, with all seeds that it is given anywhere."""
    found: dict[str, Cell] = {}
    for cell in cells:
        before = found.get(cell.name, cell).seeds
        seeds = cell.seeds if cell.seeds == before else tuple(sorted({*before, *cell.seeds}))
        found[cell.name] = replace(cell, seeds=seeds)
    return list(found.values())


def in_order(cells: Sequence[Cell], paths: Sequence[KeyPath]) -> tuple[Cell, ...]:
    """Return cells sorted by their settings; arms stay in the order in which they first come."""
    arms = {
        arm: number for number, arm in enumerate(dict.fromkeys(cell.settings.get("arm") for cell in cells))
    }
    others = [full_name(path) for path in paths if path != ARM]

    def key(cell: Cell) -> tuple[object, ...]:
        given = (rank(cell.settings[name]) if name in cell.settings else () for name in others)
        return (arms[cell.settings.get("arm")], *given)

    return tuple(sorted(cells, key=key))


def _reordered(cell: Cell, paths: Sequence[KeyPath]) -> Cell:
    """Return a cell with its settings in another order, and the name that goes with it."""
    names = {full_name(path): "arm" if path == ARM else shortest(path) for path in paths}
    settings: dict[str, Value] = {name: cell.settings[name] for name in names if name in cell.settings}
    name = cell_name({names[full]: value for full, value in settings.items()})
    return replace(cell, name=name, settings=settings)
