"""CSV files: what is read, and the whole message where a file can't be used."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regexp.datasets.cache import load
from regexp.errors import DataError

ROWS = "".join(f"{i},{i / 2},{'yes' if i % 3 else 'no'}\n" for i in range(12))


@pytest.fixture
def table(build, tmp_path):
    """Write a file and load it."""

    def loaded(content: str | bytes, **fields: object):
        path = tmp_path / "data.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load(build("csv", path=str(path), **fields))

    return loaded


@pytest.fixture
def message(table, tmp_path):
    """Return what is said of a file, without the path it starts with."""

    def said(content: str | bytes, **fields: object) -> str:
        with pytest.raises(DataError) as caught:
            table(content, **fields)
        assert caught.value.exit_code == 3
        path, text = str(caught.value).split(": ", 1)
        assert path == str(tmp_path / "data.csv")
        return text

    return said


def test_inputs_are_numbers_and_text_is_classes(table):
    read = table(f"age,dose,target\n{ROWS}")
    assert read.features == ("age", "dose")
    assert read.classes == ("no", "yes")
    assert read.x[3].tolist() == [3, 1.5]
    assert read.y[:4].tolist() == [0, 1, 1, 0]


@pytest.mark.parametrize(
    "content",
    [
        f"﻿age,dose,target\n{ROWS}".replace("\n", "\r\n").encode(),
        f"age, dose , target\n\n{ROWS}\n\n".replace(",", " , "),
        f'"age","dose","target"\n{ROWS}'.replace(",yes", ',"yes"'),
        f"age;dose;target\n{ROWS}".replace(",", ";"),
        f"age\tdose\ttarget\n{ROWS}".replace(",", "\t"),
        f"age,dose,target\n{ROWS}".removesuffix("\n"),
    ],
    ids=["byte order mark and CRLF", "white space", "quotes", "semicolons", "tabs", "no last newline"],
)
def test_dialects_read_the_same(table, content):
    text = content if isinstance(content, str) else content.decode()
    delimiter = next(mark for mark in (";", "\t", ",") if mark in text)
    plain, other = table(f"age,dose,target\n{ROWS}"), table(content, delimiter=delimiter)
    assert other.sha256 == plain.sha256
    assert other.features == plain.features


def test_target_can_stand_anywhere_and_columns_can_be_dropped(table):
    read = table("id,y,a\n" + "".join(f"row {i},{i / 7},{i}\n" for i in range(9)), target="y", drop=["id"])
    assert read.features == ("a",)
    assert read.classes == ()
    np.testing.assert_array_equal(read.y[:, 0], np.arange(9) / 7)


def test_a_task_overrules_the_guess(table):
    numbers = "a,target\n" + "".join(f"{i},{i % 2}\n" for i in range(10))
    assert table(numbers).classes == ("0", "1")
    assert table(numbers, task="regression").classes == ()
    assert table("a,target\n1,10\n2,2\n3,10\n4,2\n", task="classification").classes == ("2", "10")
    words = "a,target\n" + "".join(f"{i},{'1' if i % 3 else 'other'}\n" for i in range(12))
    assert table(words, task="classification").classes == ("1", "other")


def test_quoted_values_may_hold_delimiters_and_newlines(table):
    rows = 'a,target\n1,"x, y"\n2,"x, y"\n3,"u\nv"\n4,"u\nv"\n'
    assert table(rows).classes == ("u\nv", "x, y")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("", "the file is empty"),
        ("\n  \n", "column 1 has no name (pandas writes none for its index: use index=False)"),
        ("\n\n", "the file is empty"),
        (b"a,target\n1,\xff\n", "is not UTF-8 text"),
        ("a,target\n1,2\n".encode("utf-16"), "is not UTF-8 text"),
        (b"PK\x03\x04\x00\x00", "is a binary file; CSV text is needed"),
        ("a,target\n", "there are no rows"),
        ("target\n1\n2\n", "there are no inputs besides the target"),
        ("a,b\n1,2\n", "there is no column 'target'; the columns are a, b"),
        ("a,Targt\n1,2\n", "there is no column 'target' (did you mean Targt?); the columns are a, Targt"),
        (
            "a;target\n1;2\n",
            "there is no column 'target' (is the delimiter ';'?); the columns are a;target",
        ),
        ("1,2\n3,4\n", "the first line holds numbers; it must name the columns"),
        (
            ",a,target\n0,1,2\n",
            "column 1 has no name (pandas writes none for its index: use index=False)",
        ),
        ("a,b,a,target,b\n", "the header names a, b more than once"),
        ("a,b,target\n1,2,3\n\n1,2\n", "line 4 has 2 values, but the header has 3 columns"),
        ("a,target\n1,2,3\n", "line 2 has 3 values, but the header has 2 columns"),
        ('a,target\n1,"x\ny"\n5\n', "line 4 has 1 value, but the header has 2 columns"),
        (
            "age,b,x2,target\n,1,2,3\nNA,1,nan,3\n NaN ,1,2,3\n",
            "column age: 3 missing values, column x2: 1 missing value; fill them in or leave out these rows",
        ),
        ("a,target\n1,\n2,3\n", "column target: 1 missing value; fill them in or leave out these rows"),
        ("a,b,target\n1,2,3\n1,red,3\n", "line 3, column b: 'red' is not a number"),
        ("a,b,target\n1,2,3\n1,1 000,3\n", "line 3, column b: '1 000' is not a number"),
        ("a,target\n1,\x1b[31m\n\x1b[31m,2\n", "line 3, column a: '\\x1b[31m' is not a number"),
        (f"a,target\n{'z' * 99},2\n", f"line 2, column a: '{'z' * 40}' is not a number"),
        ("a,target\n1,2.5\n2,3.5\n3,4;5\n", "line 4, column target: '4;5' is not a number"),
        ("a,target\n1,2.5\ninf,3.5\n", "column a: 1 value infinite or beyond 1e100"),
        ("a,target\n1e999,2.5\n-1e101,3.5\n", "column a: 2 values infinite or beyond 1e100"),
        ("a,target\n1,2.5\n2,inf\n", "target: 1 value infinite or beyond 1e100"),
        ("a,target\n1,no\n2,no\n", "all 2 rows are of one class, no; at least two are needed"),
        (
            "a,target\n1,no\n2,no\n3,yes\n4,maybe\n",
            "only one row each of 2 of 3 classes (maybe, yes); "
            "every class needs at least 2, and targets that are numbers need task: regression",
        ),
        ('a,target\n1,"2\n', "line 2 can't be read as CSV (unexpected end of data)"),
        ('a,target\n1,"2"3\n', "line 2 can't be read as CSV (',' expected after '\"')"),
        (
            f"a,target\n1,{'9' * 200_000}\n",
            "line 2 can't be read as CSV (field larger than field limit (131072))",
        ),
    ],
)
def test_unusable_files(message, content, text):
    assert message(content) == text


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (
            {"target": "dos"},
            "there is no column 'dos' (did you mean dose?); the columns are age, dose, target",
        ),
        (
            {"drop": ["agee"]},
            "there is no column 'agee' (did you mean age?); the columns are age, dose, target",
        ),
        ({"task": "regression"}, "line 2, column target: 'no' is not a number"),
        (
            {"delimiter": ";"},
            "there is no column 'target' (is the delimiter ','?); the columns are age,dose,target",
        ),
    ],
)
def test_fields_that_do_not_fit(message, fields, text):
    assert message(f"age,dose,target\n{ROWS}", **fields) == text


def test_many_missing_columns_are_not_all_listed(message):
    header, row = ",".join(f"c{i}" for i in range(12)), "," * 12
    listed = ", ".join(f"column c{i}: 1 missing value" for i in range(10))
    text = message(f"{header},target\n{row}1\n")
    assert text == f"{listed} and 2 more columns; fill them in or leave out these rows"


def test_files_that_are_not_there(build, tmp_path):
    for path, text in [
        (tmp_path / "no.csv", "no such file"),
        (tmp_path, "is a folder or device; a file is needed"),
    ]:
        with pytest.raises(DataError) as caught:
            load(build("csv", path=str(path)))
        assert str(caught.value) == f"{path}: {text}"


def test_names_that_no_file_can_have(build):
    for path, shown in [("a\0b", "a\0b"), ("x" * 5000, "x" * 5000)]:
        with pytest.raises(DataError) as caught:
            load(build("csv", path=path))
        assert str(caught.value) == f"{shown}: no such file"


CELLS = st.sampled_from(
    ["1", "2.5", "a", "", "nan", "inf", '"', '"x"', "a,b", ",", "\n", "\r\n", "\0", "1e400", "target"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=60), st.lists(CELLS, max_size=25).map(lambda cells: ",".join(cells).encode())
    )
)
def test_any_file_is_read_or_refused(build, tmp_path: Path, content):
    path = tmp_path / "any.csv"
    for start in (b"", b"a,target\n"):
        path.write_bytes(start + content)
        try:
            read = load(build("csv", path=str(path)))
        except DataError:
            continue
        assert np.isfinite(read.x).all()
