"""Tables for other programs; what is expected is written by hand from the formats' own rules."""

import csv
import json
from math import inf, nan
from pathlib import Path

import pytest

from regexp.errors import ConfigError
from regexp.formats import Format, format_of, formatted

COLUMNS = ["name", "loss", "seeds", "known"]
ROWS = [["a|b", 0.1 + 0.2, 10, True], ['say "x", y', nan, None, False]]


@pytest.mark.parametrize(
    ("flags", "file", "expected"),
    [
        ({}, None, None),
        ({"csv": False, "md": True}, None, "md"),
        ({}, "table.tex", "latex"),
        ({}, "TABLE.JSON", "json"),
        ({}, "table.txt", None),
        ({"latex": True}, "table.csv", "latex"),  # a flag says more than an ending
    ],
)
def test_the_format_that_is_asked_for(
    flags: dict[Format, bool], file: str | None, expected: Format | None
) -> None:
    assert format_of(flags, None if file is None else Path(file)) == expected


def test_only_one_format_may_be_asked_for() -> None:
    with pytest.raises(ConfigError) as caught:
        format_of({"csv": True, "json": False, "md": True})
    assert str(caught.value) == "--csv --md: give one of them"


def test_csv_has_every_digit() -> None:
    assert formatted("csv", COLUMNS, ROWS) == (
        'name,loss,seeds,known\na|b,0.30000000000000004,10,true\n"say ""x"", y",,,false\n'
    )


def test_json_is_a_list_of_objects() -> None:
    text = formatted("json", COLUMNS, ROWS)
    assert json.loads(text) == [
        {"name": "a|b", "loss": 0.30000000000000004, "seeds": 10, "known": True},
        {"name": 'say "x", y', "loss": None, "seeds": None, "known": False},
    ]
    assert text.endswith("]\n")


def test_markdown_escapes_pipes_and_aligns_numbers() -> None:
    assert formatted("md", COLUMNS, ROWS) == (
        "| name       | loss | seeds | known |\n"
        "| ---------- | ---: | ----: | ----- |\n"
        "| a\\|b       |  0.3 |    10 | true  |\n"
        '| say "x", y |      |       | false |\n'
    )


def test_latex_escapes_what_it_would_act_on() -> None:
    rows = [["50 % of x_1 & {y}", "<.001"], ["λ ± 2 × 3 ~ \\^ $ # | −1 …", "-0.041"]]
    assert formatted("latex", ["what", "p"], rows) == (
        "\\begin{tabular}{lr}\n"
        "\\toprule\n"
        "what & p \\\\\n"
        "\\midrule\n"
        "50 \\% of x\\_1 \\& \\{y\\} & $<$.001 \\\\\n"
        "$\\lambda$ $\\pm$ 2 $\\times$ 3 \\textasciitilde{} \\textbackslash{}\\textasciicircum{} \\$ \\# $|$ "
        "$-$1 \\ldots{} & -0.041 \\\\\n"
        "\\bottomrule\n"
        "\\end{tabular}\n"
    )


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("-0.041", True),
        ("+0.306", True),
        ("<.001", True),
        ("1,437", True),
        ("92.0%", True),
        ("1e-05", True),
        ("-", True),
        ("256x256", False),
        ("5 d", False),
        ("iris", False),
    ],
)
def test_text_that_reads_like_a_number_is_aligned_as_one(text: str, is_right: bool) -> None:
    rule = formatted("md", ["value"], [[text], [1.5]]).splitlines()[1]
    assert rule.endswith(": |") == is_right


def test_a_column_of_nothing_but_gaps_is_no_number() -> None:
    assert formatted("md", ["gap"], [[None]]).splitlines()[1] == "| --- |"


def test_line_breaks_and_backslashes_stay_in_their_cell() -> None:
    rows = [["a\nb\\|c"]]
    assert formatted("md", ["name"], rows).splitlines()[2] == "| a b\\\\\\|c |"
    assert list(csv.reader(formatted("csv", ["name"], rows).splitlines(True)))[1] == ["a\nb\\|c"]
    assert formatted("latex", ["name"], rows).splitlines()[4] == "a b\\textbackslash{}$|$c \\\\"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("csv", "a,b\n"),
        ("json", "[]\n"),
        ("md", "| a   | b   |\n| --- | --- |\n"),
        (
            "latex",
            "\\begin{tabular}{ll}\n\\toprule\na & b \\\\\n\\midrule\n\\bottomrule\n\\end{tabular}\n",
        ),
    ],
)
def test_no_rows(kind: Format, expected: str) -> None:
    assert formatted(kind, ["a", "b"], []) == expected


def test_numbers_that_are_not_finite_are_nothing() -> None:
    assert formatted("csv", ["a", "b"], [[inf, -inf]]) == "a,b\n,\n"


def test_six_digits_for_people() -> None:
    assert formatted("md", ["a"], [[1 / 3], [12345678.0]]).splitlines()[2:] == [
        "|    0.333333 |",
        "| 1.23457e+07 |",
    ]
