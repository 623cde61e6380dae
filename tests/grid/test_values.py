import re
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regexp.grid.values import LONGEST_NAME, Value, cell_name, rank, text_of

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = PLAIN | st.text() | st.lists(st.integers(0, 999), max_size=3).map(tuple)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.0, "0"),
        (-0.0, "0"),
        (3.0, "3"),
        (0.001, "0.001"),
        (1e-5, "1e-05"),
        (1e20, "1e+20"),
        (12345678901234567890, "12345678901234567890"),
        (True, "true"),
        (None, "none"),
        ((256, 128), "256x128"),
        ((0.5,), "0.5"),
        ("adam", "adam"),
    ],
)
def test_the_shortest_text(value: Value, text: str) -> None:
    assert text_of(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_text_of_a_number_is_that_number(number: float) -> None:
    assert float(text_of(number)) == number


@given(st.dictionaries(st.from_regex(r"[a-z0-9_.]{1,20}", fullmatch=True), VALUES, max_size=6))
def test_names_are_legal_and_short(settings: dict[str, Value]) -> None:
    assert re.fullmatch(r"[A-Za-z0-9._=,+-]+", cell_name(settings))
    assert len(cell_name(settings)) <= LONGEST_NAME


@given(VALUES, VALUES)
def test_other_texts_give_other_names(one: Value, other: Value) -> None:
    same = cell_name({"x": one}) == cell_name({"x": other})
    assert same == (text_of(one) == text_of(other))


def hashed(text: str, digits: int) -> str:
    return sha256(text.encode()).hexdigest()[:digits]


def test_names() -> None:
    assert cell_name({}) == "base"
    assert cell_name({"l2": 1e-3, "dropout": 0.5}) == "l2=0.001,dropout=0.5"
    assert cell_name({"target": "a b/c"}) == f"target=a-b-c-{hashed('a b/c', 6)}"
    assert cell_name({"target": "a,b=c"}) == f"target=a-b-c-{hashed('a,b=c', 6)}"
    mapping = "{l2: 0.001}"
    assert cell_name({"regularization": mapping}) == f"regularization=l2-0.001-{hashed(mapping, 6)}"
    assert cell_name({"regularization": None}) == "regularization=none"
    assert cell_name({"target": ""}) == f"target=-{hashed('', 6)}"


def test_long_names_end_at_a_key_and_in_a_hash() -> None:
    settings = {f"learning_rate{i}": 0.123456 for i in range(9)}
    full = ",".join(f"learning_rate{i}=0.123456" for i in range(9))
    cut = "learning_rate0=0.123456,learning_rate1=0.123456"
    assert cell_name(settings) == f"{cut}-{hashed(full, 8)}"
    text = "x" * 100
    assert cell_name({"target": text}) == f"target={'x' * 59}-{hashed(f'target={text}', 8)}"
    fitting = {"target": "x" * (LONGEST_NAME - len("target="))}
    assert cell_name(fitting) == f"target={fitting['target']}"


def test_order() -> None:
    ordered = [None, False, True, -1, 0.5, 3, (64,), (64, 64), (256,), "Z", "a", "b"]
    shuffled = ordered[6:] + ordered[:6]
    assert sorted(shuffled, key=rank) == ordered
