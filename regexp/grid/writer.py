"""sweep.yaml: a base config with a `sweep:` block that describes cells and seeds compactly."""

from collections.abc import Mapping, Sequence
from math import prod
from pathlib import Path
from typing import Any

from regexp.config.overrides import Tree
from regexp.config.paths import KeyPath, catalogue
from regexp.config.wording import dotted
from regexp.config.writer import write_flow, write_yaml
from regexp.grid.files import relative_to, with_files, with_files_in
from regexp.grid.parts import ARM
from regexp.grid.seeds import seed_of, write_seeds

Given = Mapping[str, Any]
"""What a cell is given by dotted path."""

WrittenSeeds = int | str | list[int]
"""A number of seeds, FIRST:STOP or a list."""


def sweep_yaml(
    base: Tree, paths: Sequence[KeyPath], cells: Sequence[tuple[Given, Sequence[int]]], folder: Path
) -> str:
    """Return a config whose `sweep:` block asks for cells and their seeds, files relative to a folder."""
    change = relative_to(folder)
    tree = with_files(base, lambda _, file: change(file))
    tree.pop("sweep", None)
    slots = {dotted(path): catalogue()[path] for path in paths if path != ARM}
    written = [
        {key: with_files_in(cell[key], slots[key], change) if key in slots else cell[key] for key in cell}
        for cell, _ in cells
    ]
    seeds = [write_seeds(seeds, seed_of(base)) for _, seeds in cells]
    block = _repeated(written, [dotted(path) for path in paths], seeds)
    return write_yaml({**tree, "sweep": block})


def _repeated(cells: Sequence[Given], names: Sequence[str], seeds: Sequence[WrittenSeeds]) -> Tree:
    """Return a block for cells that all have the same seeds, or in each arm; else points with theirs."""
    if all(own == seeds[0] for own in seeds):
        return {**_described(cells, names), "seeds": seeds[0]}
    of_arm = {cell.get("arm"): own for cell, own in zip(cells, seeds, strict=True)}
    is_even = all(own == of_arm[cell.get("arm")] for cell, own in zip(cells, seeds, strict=True))
    if is_even and (tree := _arms(cells, names)):
        return tree | {"arms": {arm: {**axes, "seeds": of_arm[arm]} for arm, axes in tree["arms"].items()}}
    points = _points(cells, names)["points"]
    return {"points": [{**point, "seeds": own} for point, own in zip(points, seeds, strict=True)]}


def _described(cells: Sequence[Given], names: Sequence[str]) -> Tree:
    """Return the axes of cells that are every combination of them, arms that each are that, else points."""
    if "arm" in names:
        return _arms(cells, names) or _points(cells, names)
    axes = _axes(cells, names)
    return axes if axes is not None else _points(cells, names)


def _axes(cells: Sequence[Given], names: Sequence[str]) -> Tree | None:
    """Return lists of values whose combinations are the cells, None if there are none."""
    if any(name not in cell for cell in cells for name in names):
        return None
    levels = {name: {write_flow(cell[name]): cell[name] for cell in cells} for name in names}
    found = {tuple(write_flow(cell[name]) for name in names) for cell in cells}
    if len(found) < prod(map(len, levels.values())):
        return None
    return {name: list(values.values()) for name, values in levels.items()}


def _arms(cells: Sequence[Given], names: Sequence[str]) -> Tree | None:
    """Return arms that are every combination of their axes, and the axes that all arms have in common."""
    everywhere = [name for name in names if name != "arm" and all(name in cell for cell in cells)]
    for common in (everywhere, []):
        tree = _arms_beside(cells, names, common)
        if tree is not None and _order(tree) == [name for name in names if name != "arm"]:
            return tree
    return None


def _arms_beside(cells: Sequence[Given], names: Sequence[str], common: Sequence[str]) -> Tree | None:
    """Return arms beside axes that all of them are combined with, None if the cells aren't that."""
    own = [name for name in names if name not in (*common, "arm")]
    outside = _axes([{name: cell[name] for name in common} for cell in cells], common)
    arms: Tree = {}
    for arm in dict.fromkeys(cell["arm"] for cell in cells):
        members = [cell for cell in cells if cell["arm"] == arm]
        keys = [name for name in own if name in members[0]]
        axes = _axes(members, [*keys, *common])
        uniform = all(len(cell) == 1 + len(keys) + len(common) for cell in members)
        if axes is None or outside is None or not uniform:
            return None
        if not all(_same(axes[name], outside[name]) for name in common):
            return None
        arms[arm] = {name: axes[name] for name in keys}
    first = next((name for name in names if name in own), None)
    tree: Tree = {} if first else {"arms": arms}
    for name in names:
        if name == first:
            tree["arms"] = arms
        if name in common:
            tree[name] = (outside or {})[name]
    return tree


def _order(tree: Tree) -> list[str]:
    """Return the order in which a block mentions its axes."""
    mentioned = [
        inner for key, values in tree.items() for inner in (_inner(values) if key == "arms" else [key])
    ]
    return list(dict.fromkeys(mentioned))


def _inner(arms: Tree) -> list[str]:
    return [name for axes in arms.values() for name in axes]


def _same(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Tell whether two axes have the same values in any order."""
    return set(map(write_flow, one)) == set(map(write_flow, other))


def _points(cells: Sequence[Given], names: Sequence[str]) -> Tree:
    """Return cells one by one; null stands for what a cell is not given."""
    return {"points": [{name: cell.get(name) for name in names} for cell in cells]}
