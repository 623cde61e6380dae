"""Conditions on named values, read with Python's own parser and never run by it."""

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from regexp.collection.filter_comparisons import (
    Comparison,
    arithmetic,
    comparison,
    equal,
    is_arithmetic,
    present,
)
from regexp.collection.filter_syntax import ACCEPTED, parsed
from regexp.collection.filter_types import check_types
from regexp.errors import ConfigError
from regexp.record import Setting

DEEPEST = 50
"""How many parts of a condition may stand in each other."""

LONGEST_SHOWN = 30

Values = Mapping[str, Setting]
Evaluate = Callable[[Values], Setting]

_WORDS: Mapping[str, Setting] = {"true": True, "false": False, "none": None, "null": None}
"""How YAML spells what Python writes with capitals."""


def compiled(text: str, name_of: Callable[[str], str]) -> Callable[[Values], bool]:
    """Return what tells whether values fit a condition; `name_of` gives the full name of one.

    Raises ConfigError that names the column.
    """
    condition = text.strip()
    reader = _Reader(condition, name_of, {})
    evaluate = reader.value(parsed(condition), DEEPEST)
    if not reader.names:
        raise ConfigError(f"--filter: {condition!r} names no setting or metric; {ACCEPTED}")
    return lambda values: bool(evaluate(values))


@dataclass(frozen=True)
class _Reader:
    """Turns the tree of a condition into functions of values; `names` are those of its parts."""

    condition: str
    name_of: Callable[[str], str]
    names: dict[ast.expr, str]

    def value(self, node: ast.expr, depth: int) -> Evaluate:
        """Return what gives the value of a part that may hold others in each other to a depth."""
        if depth == 0:
            raise self._refusal(node, f"stands in {DEEPEST} other parts, which are too many")
        match node:
            case ast.Constant(value=None | bool() | int() | float() | str() as constant):
                return lambda values: constant
            case ast.Name() | ast.Attribute():
                return self._named(node)
            case ast.UnaryOp() | ast.BinOp() | ast.BoolOp() | ast.Compare() | ast.Tuple() | ast.List():
                parts = [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)]
                joined = self._joined(node, [self.value(part, depth - 1) for part in parts])
                if joined:
                    return joined
        raise self._refusal(node, f"is no part of a filter; {ACCEPTED}")

    def _joined(self, node: ast.expr, parts: Sequence[Evaluate]) -> Evaluate | None:
        """Return what gives the value of parts that an operator joins, None for one that is not accepted."""
        match node:
            case ast.BoolOp(op=ast.And()):
                return lambda values: all(part(values) for part in parts)
            case ast.BoolOp():
                return lambda values: any(part(values) for part in parts)
            case ast.Tuple() | ast.List():
                return lambda values: tuple(part(values) for part in parts)
            case ast.UnaryOp(op=ast.Not()):
                return lambda values: not parts[0](values)
            case ast.UnaryOp(op=ast.USub()):
                return lambda values: arithmetic(ast.Sub, 0, parts[0](values))
            case ast.UnaryOp(op=ast.UAdd()):
                return lambda values: arithmetic(ast.Add, 0, parts[0](values))
            case ast.BinOp(op=operator) if is_arithmetic(type(operator)):
                kind = type(operator)
                return lambda values: arithmetic(kind, parts[0](values), parts[1](values))
            case ast.Compare():
                return self._chain(node, parts)
        return None

    def _chain(self, node: ast.Compare, parts: Sequence[Evaluate]) -> Evaluate | None:
        """Return what tells whether all comparisons of neighbours hold, as in `0 < l2 < 1`."""
        nodes = (node.left, *node.comparators)
        for pair in pairwise(nodes):
            check_types(pair, self.names, self._column(pair[1]))
        links = [_link(operator, pair) for operator, pair in zip(node.ops, pairwise(nodes), strict=True)]
        known = [link for link in links if link]

        def holds(values: Values) -> bool:
            found = [part(values) for part in parts]
            return all(link(*pair) for link, pair in zip(known, pairwise(found), strict=True))

        return holds if len(known) == len(links) else None

    def _named(self, node: ast.expr) -> Evaluate:
        """Return what gives the value of a name, dotted or not."""
        word = _dotted(node)
        if word is None:
            raise self._refusal(node, f"is no part of a filter; {ACCEPTED}")
        if word.lower() in _WORDS:
            return lambda values: _WORDS[word.lower()]
        try:
            name = self.name_of(word)
        except ConfigError as error:
            raise ConfigError(
                f"--filter: column {self._column(node)}: {error}; text stands in quotes"
            ) from error
        self.names[node] = name
        return lambda values: values.get(name)

    def _column(self, node: ast.expr) -> int:
        """Return the column of a part in characters, from 1; the parser counts bytes."""
        return len(self.condition.encode()[: node.col_offset].decode()) + 1

    def _refusal(self, node: ast.expr, reason: str) -> ConfigError:
        part = ast.get_source_segment(self.condition, node) or ""
        shown = part if len(part) <= LONGEST_SHOWN else f"{part[:LONGEST_SHOWN]}…"
        return ConfigError(f"--filter: column {self._column(node)}: {shown} {reason}")


def _link(operator: ast.cmpop, sides: Iterable[ast.expr]) -> Comparison | None:
    """Return a comparison; with None, written out, it asks whether there is a value."""
    if isinstance(operator, ast.Eq | ast.NotEq | ast.Is | ast.IsNot) and any(map(_is_nothing, sides)):
        return present if isinstance(operator, ast.NotEq | ast.IsNot) else equal
    return comparison(type(operator))


def _is_nothing(node: ast.expr) -> bool:
    """Tell whether a part is None, however it is spelled."""
    word = repr(node.value) if isinstance(node, ast.Constant) else _dotted(node)
    return word is not None and _WORDS.get(word.lower(), word) is None


def _dotted(node: ast.expr) -> str | None:
    """Return a name as it is typed, None for anything else that has a dot."""
    steps: list[str] = []
    while isinstance(node, ast.Attribute):
        steps.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(steps)]) if isinstance(node, ast.Name) else None
