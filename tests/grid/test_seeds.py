import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regexp.grid.seeds import LIMIT, count_of, read_seeds, write_seeds

BELOW = "seeds are whole numbers of at least 0 and below 9223372036854775808, not"
FORMS = "must be a number of seeds, FIRST:STOP or a list such as 0,3,7, not"


@pytest.mark.parametrize(
    ("value", "base", "seeds"),
    [
        ("5", 0, [0, 1, 2, 3, 4]),
        (2, 7, [7, 8]),
        ("3:6", 9, [3, 4, 5]),
        ("0,7,3,7", 9, [0, 3, 7]),
        ([7, 0], 9, [0, 7]),
        ("lin:0:4:5", 9, [0, 1, 2, 3, 4]),
        ("9,lin:0:4:3", 0, [0, 2, 4, 9]),
        (f"{LIMIT - 1}:{LIMIT}", 0, [LIMIT - 1]),
        (1, LIMIT - 1, [LIMIT - 1]),
    ],
)
def test_forms(value: Any, base: int, seeds: list[int]) -> None:
    assert list(read_seeds(value, base)) == seeds


def test_a_number_too_large_for_len() -> None:
    assert count_of(read_seeds(f"0:{LIMIT}", 0)) == 2**63


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("0", "at least 1 seed is needed, not 0"),
        (-3, "at least 1 seed is needed, not -3"),
        ("5:5", "5:5 holds no seed: FIRST:STOP leaves STOP out, so it must be above FIRST"),
        ("6:5", "6:5 holds no seed: FIRST:STOP leaves STOP out, so it must be above FIRST"),
        ("-1:5", f"{BELOW} -1:5"),
        (str(LIMIT + 1), f"{BELOW} 9223372036854775809"),
        (f"{LIMIT}:{LIMIT + 5}", f"{BELOW} 9223372036854775808:9223372036854775813"),
        ("0,-1", f"{BELOW} -1"),
        ("0,x", f"{BELOW} x"),
        ("0,0.5", f"{BELOW} 0.5"),
        ("lin:0:1:3", f"{BELOW} 0.5"),
        (f"0,{'1' * 101}", f'{BELOW} "{"1" * 39}…'),
        ([True], f"{BELOW} true"),
        ([], "must be 1 to 100,000 seeds, not 0"),
        ("x", f"{FORMS} x"),
        ("1.5", f"{FORMS} 1.5"),
        (1.5, f"{FORMS} 1.5"),
        (True, f"{FORMS} true"),
        ("1:2:3", f"{FORMS} 1:2:3"),
        (":3", f"{FORMS} :3"),
        ("1" * 101, f"{FORMS} {'1' * 101}"),
    ],
)
def test_wrong_seeds(value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        read_seeds(value, 0)


@given(st.sets(st.integers(0, 20), min_size=1), st.integers(0, 20))
def test_what_is_written_is_read_back(seeds: set[int], base: int) -> None:
    assert list(read_seeds(write_seeds(sorted(seeds), base), base)) == sorted(seeds)


def test_written_forms() -> None:
    assert write_seeds([3, 4, 5], 3) == 3
    assert write_seeds([3, 4, 5], 0) == "3:6"
    assert write_seeds([3, 5], 3) == [3, 5]
