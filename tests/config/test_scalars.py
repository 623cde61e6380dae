"""Expected values come from YAML 1.2.2, section 10.3.2 (core schema), unless they say otherwise."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regexp.config.scalars import is_plain, read_scalar, write_scalar
from regexp.config.yaml_loader import parse_yaml

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**90), 10**90)
    | st.floats(allow_nan=False)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"))
    | st.from_regex(r"[-+]?[0-9.eExob_:]{1,8}", fullmatch=True)
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e-3", 0.001),
        ("1E3", 1000.0),
        ("-.5", -0.5),
        ("5.", 5.0),
        ("+12", 12),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("", None),
        ("Null", None),
    ],
)
def test_scalars_of_the_core_schema(text: str, value: object) -> None:
    assert read_scalar(text) == value
    assert type(read_scalar(text)) is type(value)


def test_not_a_number() -> None:
    assert math.isnan(float(str(read_scalar(".nan"))))


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "no",
        "on",
        "Off",
        "1:30",
        "2024-01-01",
        "1_000",
        "0b11",
        "017o",
        "1e",
        "e3",
        "inf",
        "nan",
        "=",
        "y",
    ],
)
def test_what_only_yaml_1_1_reads_as_something_else_is_text(text: str) -> None:
    assert read_scalar(text) == text


def test_numbers_have_at_most_100_characters() -> None:
    assert read_scalar("9" * 100) == 10**100 - 1
    with pytest.raises(ValueError, match=r"^a number of 5000 characters; at most 100 are read$"):
        read_scalar("9" * 5000)


@given(SCALARS)
def test_written_scalars_are_read_back_with_their_type(value: object) -> None:
    written = write_scalar(value)  # type: ignore[arg-type]
    found = parse_yaml(f"[{written}, {{k: {written}}}]").value
    assert found == [value, {"k": value}]
    assert type(found[0]) is type(value)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_plain_text_needs_no_quotes(text: str) -> None:
    assert (write_scalar(text) == text) == is_plain(text)


def test_numbers_are_written_as_numbers() -> None:
    assert [write_scalar(value) for value in (1, 1.0, 0.001, 1e-05, -math.inf, math.nan)] == [
        "1", "1.0", "0.001", "1e-05", "-.inf", ".nan",
    ]  # fmt: skip
    assert write_scalar("1e-3") == '"1e-3"'
