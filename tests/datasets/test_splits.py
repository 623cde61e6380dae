"""Splits are nested, stratified and sealed (expected values follow from the definitions of those words)."""

from itertools import pairwise

import numpy as np
import pytest

from regexp.datasets import Table, prepare
from regexp.datasets.cache import load
from regexp.datasets.splits import row_counts, shuffled, split
from regexp.errors import DataError
from regexp.streams import Stream


@pytest.mark.parametrize("kind", ["digits", "breast_cancer", "iris", "diabetes"])
def test_every_row_is_in_one_split_or_left_out(build, kind):
    dataset = build(kind, train_size=50)
    table = load(dataset)
    rows = split(dataset, table, seed=3)
    used = np.concatenate([rows.train, rows.validation, rows.test])
    assert len(set(used.tolist())) == len(used)
    assert len(used) + rows.left_out == len(table.x)
    assert len(rows.train) == 50
    assert len(rows.validation) == len(rows.test) == round(0.2 * len(table.x))


@pytest.mark.parametrize("kind", ["digits", "breast_cancer", "wine"])
def test_every_prefix_holds_each_class_in_proportion(build, kind):
    """Each class is off its place in line by less than 1 row, so its share p of a prefix by less than
    (1 - p) + p (C - 1): 1 for two classes, 1.8 for ten equal ones."""
    table = load(build(kind))
    order = shuffled(np.arange(len(table.y)), table, Stream(0, "test"))
    size = np.arange(1, len(order) + 1)
    shares = np.bincount(table.y) / len(table.y)
    for label, share in enumerate(shares):
        held = np.cumsum(table.y[order] == label)
        assert np.abs(held - share * size).max() < (1 - share) + share * (len(shares) - 1) + 1e-9


def test_splits_hold_classes_in_proportion(build):
    data = prepare(build("breast_cancer", train_size=100), seed=1)
    for part in (data.train, data.validation, data.test):
        assert abs((part.y == 1).sum() - 357 / 569 * len(part)) < 2  # 357 of 569 are benign


def test_test_rows_are_the_same_for_every_seed_and_never_trained_on(build):
    dataset = build("iris")
    table = load(dataset)
    splits = [split(dataset, table, seed) for seed in range(6)]
    for rows in splits:
        assert np.array_equal(rows.test, splits[0].test)
        assert not set(rows.test) & (set(rows.train) | set(rows.validation))
    assert len({tuple(rows.train) for rows in splits}) == 6


def test_dataset_seed_draws_other_test_rows(build):
    drawn = [prepare(build("iris", seed=seed), seed=0).test.rows for seed in range(2)]
    assert set(drawn[0]) != set(drawn[1])


@pytest.mark.parametrize("kind", ["iris", "diabetes"])
def test_smaller_train_size_is_a_prefix_of_a_larger(build, kind):
    sizes = [10, 20, 41, None]
    trained = [prepare(build(kind, train_size=size), seed=5).train.rows for size in sizes]
    for smaller, larger in pairwise(trained):
        assert np.array_equal(smaller, larger[: len(smaller)])


def test_without_validation_the_training_rows_still_nest(build):
    dataset = {"validation_size": 0, "test_size": 0}
    whole = prepare(build("iris", **dataset), seed=5)
    part = prepare(build("iris", train_size=30, **dataset), seed=5)
    assert np.array_equal(part.train.rows, whole.train.rows[:30])
    assert len(whole.train) == 150
    assert len(whole.validation) == len(whole.test) == 0
    assert whole.validation.x.shape == (0, 4)


def test_split_seed_pins_the_split_while_the_seed_varies(build):
    pinned = [prepare(build("iris", split_seed=7, label_noise=0.2), seed) for seed in range(2)]
    assert np.array_equal(pinned[0].train.rows, pinned[1].train.rows)
    assert np.array_equal(pinned[0].validation.rows, pinned[1].validation.rows)
    assert not np.array_equal(pinned[0].train.y, pinned[1].train.y)
    assert np.array_equal(pinned[0].train.rows, prepare(build("iris"), seed=7).train.rows)


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({}, (None, 30, 30)),
        ({"train_size": 0.1, "validation_size": 12, "test_size": 0.0}, (15, 12, 0)),
        ({"train_size": 1, "validation_size": 0}, (1, 0, 30)),
    ],
)
def test_whole_numbers_are_rows_and_others_fractions_of_all_rows(build, sizes, expected):
    dataset = build("iris", **sizes)
    assert row_counts(dataset, load(dataset)) == expected


def test_digits_example_of_the_readme(build):
    """1797 rows: a quarter is 449.25, so 449 validation, 449 test, 400 train leave 499."""
    data = prepare(build("digits", train_size=400, validation_size=0.25, test_size=0.25), seed=0)
    assert (len(data.train), len(data.validation), len(data.test), data.left_out) == (400, 449, 449, 499)


def ready_table(train: int, validation: int, test: int) -> Table:
    count = train + validation + test
    ready = np.repeat([0, 1, 2], [train, validation, test])
    return Table(np.arange(count)[:, None] * 1.0, np.arange(count) % 2, ("x",), ("a", "b"), ready)


def test_ready_made_splits_stay_as_they_are(build):
    rows = split(build("iris"), ready_table(6, 3, 2), seed=1)
    assert rows.train.tolist() == [0, 1, 2, 3, 4, 5]
    assert rows.validation.tolist() == [6, 7, 8]
    assert rows.test.tolist() == [9, 10]
    assert rows.left_out == 0


def test_ready_made_splits_without_validation_have_none_unless_asked(build):
    table = ready_table(20, 0, 10)
    assert len(split(build("iris"), table, seed=1).validation) == 0
    unasked = split(build("iris", validation_size=0), table, seed=1)
    assert unasked.train.tolist() == list(range(20))
    rows = split(build("iris", validation_size=6), table, seed=1)
    assert len(rows.validation) == 6
    assert sorted([*rows.train, *rows.validation]) == list(range(20))
    assert rows.test.tolist() == list(range(20, 30))


def test_what_a_drawn_test_split_leaves_of_ready_made_rows_keeps_its_order(build):
    rows = split(build("iris", test_size=5), ready_table(20, 10, 0), seed=1)
    assert len(rows.test) == 5
    assert rows.train.tolist() == [row for row in range(20) if row not in rows.test]


def test_sizes_cut_ready_made_splits_down(build):
    table = ready_table(20, 10, 10)
    rows = split(build("iris", train_size=8, validation_size=4, test_size=0.05), table, seed=1)
    assert set(rows.train) < set(range(20))
    assert set(rows.validation) < set(range(20, 30))
    assert set(rows.test) < set(range(30, 40))
    assert (len(rows.train), len(rows.validation), len(rows.test), rows.left_out) == (8, 4, 2, 26)
    other = split(build("iris", train_size=8, validation_size=4, test_size=0.05), table, seed=2)
    assert np.array_equal(rows.test, other.test)
    assert not np.array_equal(rows.train, other.train)
    drawn = {tuple(split(build("iris", seed=seed, test_size=2), table, seed=1).test) for seed in range(9)}
    assert len(drawn) > 4


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        (
            {"train_size": 400},
            "iris: the splits need 460 rows (400 for train, 30 for validation, 30 for test), "
            "but there are 150 rows",
        ),
        (
            {"validation_size": 0.5, "test_size": 0.5},
            "iris: the splits need 151 rows (1 for train, 75 for validation, 75 for test), "
            "but there are 150 rows",
        ),
        ({"train_size": 0}, "iris: train_size leaves no row to train on; at least 1 is needed"),
        ({"train_size": 0.001}, "iris: train_size leaves no row to train on; at least 1 is needed"),
    ],
)
def test_too_few_rows(build, sizes, message):
    with pytest.raises(DataError) as caught:
        prepare(build("iris", **sizes), seed=0)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        (
            {"test_size": 11},
            "iris: the splits need 11 rows (11 for test), but there are 10 ready-made test rows",
        ),
        (
            {"validation_size": 20},
            "iris: the splits need 21 rows (1 for train, 20 for validation), "
            "but there are 20 ready-made train rows",
        ),
    ],
)
def test_too_few_ready_made_rows(build, sizes, message):
    with pytest.raises(DataError) as caught:
        split(build("iris", **sizes), ready_table(20, 0, 10), seed=0)
    assert str(caught.value) == message
