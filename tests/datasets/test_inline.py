"""Rows in the config, and the one rule that tells classes from numbers."""

import numpy as np
import pytest

from regexp.datasets import prepare
from regexp.datasets.cache import load
from regexp.datasets.targets import targets
from regexp.errors import DataError


def test_rows_of_the_readme(build):
    table = load(build("inline", x=[[1, 2], [2, 3], [3, 4]], y=[1.5, 2.5, 3.5]))
    assert table.x.tolist() == [[1, 2], [2, 3], [3, 4]]
    assert table.y.tolist() == [[1.5], [2.5], [3.5]]
    assert table.features == ("x1", "x2")


def test_one_input_is_a_plain_list(build):
    data = prepare(build("inline", x=[1, 2, 3, 4, 5], y=[2, 4, 6, 8, 10], scale="none"), seed=0)
    assert data.train.x.shape == (3, 1)
    np.testing.assert_array_equal(data.train.y, 2 * data.train.x)
    assert data.features == ("x",)


def test_several_targets(build):
    table = load(build("inline", x=[1, 2, 3], y=[[1, 2], [3, 4], [5, 6]]))
    assert table.y.tolist() == [[1, 2], [3, 4], [5, 6]]


def test_names_of_classes(build):
    table = load(build("inline", x=[1, 2, 3, 4], y=["b", "a", "b", "a"]))
    assert table.classes == ("a", "b")
    assert table.y.tolist() == [1, 0, 1, 0]


@pytest.mark.parametrize(
    ("x", "y", "text"),
    [
        ([1, 2, 3], [1, 2], "inline: x has 3 rows, but y has 2"),
        ([1], [1.5, 2], "inline: x has 1 row, but y has 2"),
        ([[1, 2], [3]], [1, 2], "inline: row 2 of x has 1 number, but row 1 has 2"),
        ([1, [2, 3]], [1, 2], "inline: row 2 of x has 2 numbers, but row 1 has 1"),
        ([1, 2], [[1, 2], 3], "inline: row 2 of y has 1 number, but row 1 has 2"),
        ([], [], "inline: there are no rows"),
        ([[], []], [1.5, 2.5], "inline: there are no inputs besides the target"),
        ([1, 2], [[], []], "inline: there are no targets"),
        ([1, 2], ["a", "a"], "inline: all 2 rows are of one class, a; at least two are needed"),
    ],
)
def test_unusable_rows(build, x, y, text):
    with pytest.raises(DataError) as caught:
        load(build("inline", x=x, y=y))
    assert str(caught.value) == text


@pytest.mark.parametrize(
    ("values", "classes"),
    [
        (np.repeat(np.arange(20), 2), 20),
        (np.repeat(np.arange(21), 2), 0),
        (np.array([0, 0, 1]), 0),
        (np.array([0, 0, 1, 1]), 2),
        (np.array([0, 0, 0.5, 0.5]), 0),
        (np.array([-1.0, 1.0, -1.0, 1.0]), 2),
    ],
    ids=["20 differ", "21 differ", "too few rows", "twice each", "fractions", "minus one and one"],
)
def test_rule_of_classes(values, classes):
    assert len(targets(values, "auto", "data")[1]) == classes
    assert len(targets(values, "regression", "data")[1]) == 0
    assert len(targets(values, "classification", "data")[1]) == len(set(values.tolist()))


def test_classes_are_sorted_as_numbers_and_named_as_integers():
    y, classes = targets(np.array([10.0, 2.0, 10.0, -1.0, 2.0, -1.0]), "auto", "data")
    assert classes == ("-1", "2", "10")
    assert y.tolist() == [2, 1, 2, 0, 1, 0]


def test_classes_that_are_not_whole_keep_their_digits():
    assert targets(np.array([0.5, 1.0, 0.5, 1.0]), "classification", "data")[1] == ("0.5", "1")
