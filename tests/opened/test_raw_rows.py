"""Rows that are predicted: arrays, tables by name, and the whole message where they don't fit."""

from typing import Any

import numpy as np
import pandas
import pytest

from regexp.errors import ConfigError, DataError
from regexp.opened.raw_rows import raw_rows

INPUTS = ("age", "height")


def message(x: Any, inputs: tuple[str, ...] = INPUTS) -> str:
    """Return what is said of rows that don't fit."""
    with pytest.raises(DataError) as caught:
        raw_rows(x, inputs)
    return str(caught.value)


def test_an_array_is_taken_as_it_is() -> None:
    np.testing.assert_array_equal(raw_rows([[1, 2], [3, 4]], INPUTS), [[1.0, 2.0], [3.0, 4.0]])


def test_rows_of_any_shape_are_flattened() -> None:
    images = np.arange(12, dtype=np.uint8).reshape(2, 2, 3)
    np.testing.assert_array_equal(raw_rows(images, tuple("abcdef")), np.arange(12.0).reshape(2, 6))


def test_columns_are_found_by_name() -> None:
    table = {"height": [2, 4], "name": ["Ann", "Bob"], "age": [1, 3]}
    np.testing.assert_array_equal(raw_rows(table, INPUTS), [[1.0, 2.0], [3.0, 4.0]])


def test_columns_of_a_data_frame() -> None:
    table = pandas.DataFrame({"height": [2, 4], "name": ["Ann", "Bob"], "age": [1, 3]})
    np.testing.assert_array_equal(raw_rows(table, INPUTS), [[1.0, 2.0], [3.0, 4.0]])
    assert message(table.rename(columns={"age": "Age"})) == (
        "x: there is no column age (did you mean Age?); the columns are height, name, Age"
    )
    assert message(pandas.DataFrame(np.zeros((3, 2)))) == (
        "x: there are no columns age, height; the columns are 0, 1"
    )


@pytest.mark.parametrize("shape", [(2,), (2, 3), (2, 0), (3, 2, 2)])
def test_another_shape(shape: tuple[int, ...]) -> None:
    assert message(np.zeros(shape)) == (
        f"x: has shape {shape}; this model needs rows with 2 columns: age, height"
    )


@pytest.mark.parametrize("x", [[["old", 1.0]], [[1, 2], [3]], [[None, {}]], {"age": ["old"], "height": [1]}])
def test_something_else_than_numbers(x: Any) -> None:
    place = "x: column age" if isinstance(x, dict) else "x"
    assert message(x) == f"{place}: holds something else than rows of numbers"


def test_columns_of_different_lengths() -> None:
    assert message({"age": [1, 2], "height": [1]}) == ("x: column height has shape (1,); all need one length")


def test_values_that_are_missing_or_huge() -> None:
    assert message([[np.nan, 1.0], [np.nan, np.nan]]) == (
        "x: column age: 2 missing values, column height: 1 missing value; "
        "fill them in or leave out these rows"
    )
    assert message([[1.0, 2.0], [1.0, -np.inf]]) == "x: column height: 1 value infinite or beyond 1e100"


def test_no_rows() -> None:
    assert message(np.zeros((0, 2))) == "x: there are no rows"


IRIS = """
dataset: {kind: iris, train_size: 60}
model: linear
optimizer: {kind: gd, learning_rate: 0.1, epochs: 2}
"""


def test_rows_so_far_away_that_float32_overflows(train) -> None:
    with pytest.raises(DataError) as caught:
        train(IRIS).predict([[5, 3, 1, 0], [1e60, 3, 1, 0]])
    assert str(caught.value) == "row 2 lies so far from the training rows that its prediction overflows"


def test_another_word_than_best_or_last(train) -> None:
    with pytest.raises(ConfigError) as caught:
        train(IRIS).predict([[5, 3, 1, 0]], at="first")
    assert str(caught.value) == "at: 'first' is neither best nor last"


def test_no_probabilities(train) -> None:
    with pytest.raises(ConfigError) as caught:
        train(f"{IRIS}loss: squared_error\n").predict_proba([[5, 3, 1, 0]])
    assert str(caught.value) == "a model trained with squared_error predicts no probabilities"
