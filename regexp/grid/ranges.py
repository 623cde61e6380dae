"""Evenly spaced values: `lin:0:0.8:5` and, by factors, `log:1e-5:1:6`; both ends are among them.

The ends are as they are written. What is between them has 6 significant digits, as in `0.0316228`, unless
that would move a value by over 1 % of its distance to the next one, or make it whole; then it has 12.
"""

import re
from math import log10

from regexp.config.scalars import read_scalar

MOST_POINTS = 100_000
LARGEST = 1e300
DIGITS, MOST_DIGITS = 6, 12
"""Significant digits of the values between the ends, so that log:1e-5:1:6 gives 0.0001, not 9.99…e-05."""

MOST_MOVED = 0.01
"""How far rounding may move a value, as a part of its distance to the next one."""

_RANGE = re.compile(r"(log|lin):.*", re.DOTALL)


def is_range(text: object) -> bool:
    """Tell whether a value is written as a range."""
    return isinstance(text, str) and bool(_RANGE.fullmatch(text))


def spread(text: str) -> list[float]:
    """Return the values of a range; raises ValueError with a sentence without its subject."""
    scale, *parts = text.split(":")
    numbers = [_number(part) for part in parts]
    if len(numbers) != 3 or None in numbers or not isinstance(numbers[2], int):
        raise ValueError(f"a range is written {scale}:FIRST:LAST:POINTS, such as {_example(scale)}")
    first, last, points = (float(number or 0) for number in numbers)
    if points < 2:
        raise ValueError("a range has at least 2 points, its ends")
    if points > MOST_POINTS:
        raise ValueError(f"a range has at most {MOST_POINTS:,} points")
    if scale == "log" and min(first, last) <= 0:
        raise ValueError("the ends of log: must be above 0; 0 can stand beside it, as in 0,log:1e-5:1:11")
    return _values(scale, first, last, int(points))


def _values(scale: str, first: float, last: float, points: int) -> list[float]:
    steps = [i / (points - 1) for i in range(1, points - 1)]
    if scale == "log":
        start, stop = log10(first), log10(last)
        inner = [10 ** (start * (1 - t) + stop * t) for t in steps]
    else:
        inner = [first * (1 - t) + last * t for t in steps]
    exact = [first, *(float(f"{value:.{MOST_DIGITS}g}") for value in inner), last]
    return [first, *map(_rounded, exact[:-2], exact[1:-1], exact[2:]), last]


def _rounded(before: float, value: float, after: float) -> float:
    """Return a value with few digits where it stays in its place between its neighbours."""
    short = float(f"{value:.{DIGITS}g}")
    distance = min(abs(value - before), abs(after - value))
    return value if short.is_integer() or abs(short - value) > MOST_MOVED * distance else short


def _number(text: str) -> int | float | None:
    """Return the finite number that a text is, if it is one."""
    try:
        value = read_scalar(text)
    except ValueError:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if abs(value) < LARGEST else None


def _example(scale: str) -> str:
    return "log:1e-5:1:11" if scale == "log" else "lin:0:0.8:5"
