"""Every file that a tree of plain values names, replaced by something else."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from regexp.config.overrides import Tree
from regexp.config.schema import Config
from regexp.config.shapes import Slot, slots
from regexp.grid.settings import names_file


def with_files(tree: Tree, change: Callable[[str, str], str]) -> Tree:
    """Return a config's tree in which `change` of a key at the top and a path stands for each path."""
    known = slots(Config)
    return {
        key: with_files_in(value, known[key], partial(change, key)) if key in known else value
        for key, value in tree.items()
    }


def with_files_in(value: Any, slot: Slot, change: Callable[[str], str]) -> Any:
    """Return what stands in a slot with each path changed."""
    if names_file(value, slot):
        return change(value)
    if not isinstance(value, dict):
        return value
    known = slot.slots_of(value)
    return {
        key: with_files_in(inner, known[key], change) if key in known else inner
        for key, inner in value.items()
    }


def relative_to(folder: Path) -> Callable[[str], str]:
    """Return what makes an absolute path relative to a folder."""
    return lambda file: os.path.relpath(file, folder)
