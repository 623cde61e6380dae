"""What comparing and adding facts means where some are missing, or of different types."""

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

from regexp.grid.values import is_number, text_of
from regexp.record import Setting

Comparison = Callable[[Setting, Setting], bool]

_ARITHMETIC: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def is_arithmetic(kind: type[ast.operator]) -> bool:
    """Tell whether an operator is one of + - * /."""
    return kind in _ARITHMETIC


def arithmetic(kind: type[ast.operator], left: Setting, right: Setting) -> Setting:
    """Return the result for two numbers, None for anything else and where there is none, as for 1 / 0."""
    if not (is_number(left) and is_number(right)):
        return None
    try:
        return _ARITHMETIC[kind](left, right)
    except ArithmeticError:
        return None


def comparison(kind: type[ast.cmpop]) -> Comparison | None:
    """Return a comparison, which is false for values that can't be compared; None for `is`."""
    return _COMPARISONS.get(kind)


def equal(left: Setting, right: Setting) -> bool:
    """Tell whether two values are the same; widths also equal their text, and a single one its number."""
    if isinstance(left, tuple) != isinstance(right, tuple) and left is not None and right is not None:
        return text_of(left) == text_of(right)
    return _are_alike(left, right) and left == right


def present(left: Setting, right: Setting) -> bool:
    """Tell whether two values, of which one is None, differ."""
    return left is not right


def _unequal(left: Setting, right: Setting) -> bool:
    are_comparable = _are_alike(left, right) or isinstance(left, tuple) or isinstance(right, tuple)
    return left is not None and right is not None and are_comparable and not equal(left, right)


def _are_alike(left: Setting, right: Setting) -> bool:
    """Tell whether two values are of one type, integers and other numbers alike."""
    return type(left) is type(right) or (is_number(left) and is_number(right))


def _inside(left: Setting, right: Setting) -> bool:
    """Tell whether a list has a value, or a text another one."""
    if isinstance(right, tuple):
        return any(equal(left, value) for value in right)
    return isinstance(left, str) and isinstance(right, str) and left in right


def _outside(left: Setting, right: Setting) -> bool:
    is_container = isinstance(right, tuple) or (isinstance(left, str) and isinstance(right, str))
    return left is not None and is_container and not _inside(left, right)


def _ordered(compare: Callable[[Any, Any], bool]) -> Comparison:
    """Return an order of two numbers or two texts, which nothing else has."""

    def holds(left: Setting, right: Setting) -> bool:
        are_numbers = is_number(left) and is_number(right)
        are_texts = isinstance(left, str) and isinstance(right, str)
        return (are_numbers or are_texts) and compare(left, right)

    return holds


_COMPARISONS: Mapping[type[ast.cmpop], Comparison] = {
    ast.Eq: equal,
    ast.NotEq: _unequal,
    ast.Lt: _ordered(operator.lt),
    ast.LtE: _ordered(operator.le),
    ast.Gt: _ordered(operator.gt),
    ast.GtE: _ordered(operator.ge),
    ast.In: _inside,
    ast.NotIn: _outside,
}
