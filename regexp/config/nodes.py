"""A parsed YAML document: its values, and where each of them stands."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

Path = tuple[str | int, ...]
"""The keys and list positions that lead to a value."""


class Mark(NamedTuple):
    """A position in a text, line and column counted from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Node:
    """A value with its position: `value` is plain Python, `children` and `keys` say where its parts stand."""

    value: Any
    mark: Mark
    height: int = 0
    """How many levels of collections stand below it."""
    children: "dict[str | int, Node]" = field(default_factory=dict)
    keys: dict[str, Mark] = field(default_factory=dict)

    def depth_of(self, path: Path) -> int:
        """Return how many steps of a path exist in this document."""
        node = self
        for depth, step in enumerate(path):
            if step not in node.children:
                return depth
            node = node.children[step]
        return len(path)

    def at(self, path: Path) -> "Node":
        """Return the node at a path that exists."""
        node = self
        for step in path:
            node = node.children[step]
        return node


class YamlError(Exception):
    """Text that can't be read as YAML: `mark` says where, `problem` what is wrong."""

    def __init__(self, mark: Mark, problem: str) -> None:
        """Say where it is and what is wrong, as a sentence without its subject's place."""
        super().__init__(problem)
        self.mark = mark
        self.problem = problem
