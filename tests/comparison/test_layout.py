"""Columns side by side, whole."""

import pytest

from regexp.comparison.columns import Column
from regexp.comparison.layout import Layout, below_names, fitting

SIGNS = Column("", ["*", "", "b"], left=True)
NAMES = Column("l2", ["0.01", "0.1", "0"])
BEST = Column("best", ["0.3", "-", "0.4"], "loss at")
LAST = Column("last", ["0.35", "-", "0.5"], "loss at")
CURVE = Column("curve", ["█▁", "", "▁█"], left=True, spare=1)


def test_two_lines_of_headings_and_one_line_a_row() -> None:
    assert Layout([SIGNS, NAMES], [BEST, LAST, CURVE]).lines(["", "1 of 2 diverged", ""]) == [
        "            loss at",
        "      l2  best last  curve",
        " *  0.01   0.3 0.35  █▁",
        "     0.1  1 of 2 diverged",
        " b     0   0.4  0.5  ▁█",
    ]


def test_tight_columns_have_one_blank_between_groups_of_one() -> None:
    assert Layout([SIGNS, NAMES], [BEST, LAST, CURVE], tight=True).lines(["", "", ""])[1:3] == [
        "     l2  best last curve",
        " * 0.01   0.3 0.35 █▁",
    ]


def test_without_groups_there_is_one_line_of_headings() -> None:
    assert Layout([SIGNS], [CURVE]).lines(["", "", ""])[0] == "    curve"


def test_a_group_has_room_for_its_name() -> None:
    seeds = Column("n", ["1", "2", "3"], "of so many seeds")
    assert Layout([NAMES], [BEST, LAST, seeds]).lines(["", "", ""])[:3] == [
        "         loss at  of so many seeds",
        "   l2  best last                 n",
        " 0.01   0.3 0.35                 1",
    ]


@pytest.mark.parametrize(
    ("name", "tight", "headings"),
    [
        (40, False, ["best", "last", "curve"]),
        (62, True, ["best", "last", "curve"]),  # 1 + 62, 2 + 4 + 1 + 4, 1 + 5 characters
        (64, False, ["best", "last"]),
    ],
)
def test_what_can_be_spared_is_left_out_where_there_is_no_room(
    name: int, tight: bool, headings: list[str]
) -> None:
    fitted = fitting([Column("x" * name, ["", "", ""])], [BEST, LAST, CURVE])
    assert (fitted.tight, [column.heading for column in fitted.numbers]) == (tight, headings)
    assert fitted.width <= 80


def test_nothing_fits_beside_a_very_long_name() -> None:
    assert fitting([Column("x" * 70, ["", "", ""])], [BEST, LAST, CURVE]) is None


def test_long_names_stand_above_their_numbers() -> None:
    names = ["a=1 " * 30, "a=2", "a=3"]
    assert below_names(Layout([SIGNS], [BEST, LAST]), names, ["", "1 of 2 diverged", ""]) == [
        "      loss at",
        "    best last",
        f" * {('a=1 ' * 19).strip()}",
        f"     {('a=1 ' * 11).strip()}",
        "     0.3 0.35",
        "   a=2",
        "    1 of 2 diverged",
        " b a=3",
        "     0.4  0.5",
    ]
