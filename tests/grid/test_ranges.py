import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regexp.grid.ranges import is_range, spread

NUMBERS = st.floats(-1e9, 1e9, allow_nan=False)
POSITIVE = st.floats(1e-12, 1e12)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("log:1e-5:1:6", [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0]),
        ("log:1:1e-3:4", [1.0, 0.1, 0.01, 0.001]),
        ("log:16:256:5", [16, 32, 64, 128, 256]),
        ("lin:0:0.8:5", [0, 0.2, 0.4, 0.6, 0.8]),
        ("lin:-1:1:2", [-1, 1]),
        ("lin:0:1:4", [0, 0.333333, 0.666667, 1]),
        ("log:1e-5:1:5", [1e-5, 0.000177828, 0.00316228, 0.0562341, 1]),
        ("lin:1:1.00005:4", [1, 1.00001666667, 1.00003333333, 1.00005]),
        ("lin:1:1e7:3", [1, 5000000.5, 1e7]),
        ("lin:1:10000001:3", [1, 5000001, 10000001]),
        ("lin:0.12345678901234567:1:2", [0.12345678901234567, 1]),
        ("lin:3:3:3", [3, 3, 3]),
    ],
)
def test_values(text: str, values: list[float]) -> None:
    """By hand: equal differences or factors, the ends as typed, the rest to 6 or 12 digits."""
    assert is_range(text)
    assert spread(text) == values


def spread_to_12_digits(first: float, last: float, points: int) -> list[float]:
    """Return a log grid by its definition, first·(last/first)^(i/(points-1)), in 12 digits."""
    inner = [first * (last / first) ** (i / (points - 1)) for i in range(1, points - 1)]
    return [first, *(float(f"{value:.12g}") for value in inner), last]


@given(NUMBERS, NUMBERS, st.integers(2, 50))
def test_linear_steps_are_equal(first: float, last: float, points: int) -> None:
    values = spread(f"lin:{first!r}:{last!r}:{points}")
    assert (values[0], values[-1], len(values)) == (first, last, points)
    step, size = (last - first) / (points - 1), max(abs(first), abs(last))
    assert all(abs(b - a - step) <= 0.021 * abs(step) + 1e-11 * size for a, b in pairwise(values))


@given(POSITIVE, POSITIVE, st.integers(2, 50))
def test_logarithmic_factors_are_equal(first: float, last: float, points: int) -> None:
    values = spread(f"log:{first!r}:{last!r}:{points}")
    assert (values[0], values[-1], len(values)) == (first, last, points)
    factor = (last / first) ** (1 / (points - 1))
    assert all(b / a == pytest.approx(factor, rel=1.1e-5) for a, b in pairwise(values))
    assert len(set(values)) == len(set(spread_to_12_digits(first, last, points)))


def test_no_range() -> None:
    assert not any(map(is_range, ["logistic", "lin", 3, None, "1:2:3", "exp:1:2:3"]))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("log:1:2", "a range is written log:FIRST:LAST:POINTS, such as log:1e-5:1:11"),
        ("lin:0:1:2:3", "a range is written lin:FIRST:LAST:POINTS, such as lin:0:0.8:5"),
        ("lin:0:x:3", "a range is written lin:FIRST:LAST:POINTS, such as lin:0:0.8:5"),
        ("lin:0:1:3.5", "a range is written lin:FIRST:LAST:POINTS, such as lin:0:0.8:5"),
        ("lin:0:.inf:3", "a range is written lin:FIRST:LAST:POINTS, such as lin:0:0.8:5"),
        ("lin:true:1:3", "a range is written lin:FIRST:LAST:POINTS, such as lin:0:0.8:5"),
        (f"lin:0:{'1' * 101}:3", "a range is written lin:FIRST:LAST:POINTS, such as lin:0:0.8:5"),
        ("lin:0:1:1", "a range has at least 2 points, its ends"),
        ("lin:0:1:-3", "a range has at least 2 points, its ends"),
        ("lin:0:1:100001", "a range has at most 100,000 points"),
        ("log:0:1:3", "the ends of log: must be above 0; 0 can stand beside it, as in 0,log:1e-5:1:11"),
        ("log:-1:-2:3", "the ends of log: must be above 0; 0 can stand beside it, as in 0,log:1e-5:1:11"),
    ],
)
def test_wrong_ranges(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        spread(text)
