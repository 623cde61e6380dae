"""The hash of a table changes with everything that a run could notice."""

import numpy as np

from regexp.datasets import Table

X, Y, READY = np.zeros((4, 2)), np.array([0, 1, 0, 1]), np.array([0, 0, 1, 2])
TABLE = Table(X, Y, ("a", "b"), ("no", "yes"), READY)


def test_hash_covers_arrays_types_shapes_and_class_names():
    others = [
        Table(X + 1, Y, ("a", "b"), ("no", "yes"), READY),
        Table(X.astype(np.float32), Y, ("a", "b"), ("no", "yes"), READY),
        Table(X.reshape(2, 4), Y, ("a", "b"), ("no", "yes"), READY),
        Table(X, 1 - Y, ("a", "b"), ("no", "yes"), READY),
        Table(X, Y, ("a", "b"), ("no", "perhaps"), READY),
        Table(X, Y, ("a", "b"), ("no", "yes"), READY[::-1]),
        Table(X, Y, ("a", "b"), ("no", "yes")),
    ]
    assert len({table.sha256 for table in (TABLE, *others)}) == 8


def test_hash_does_not_depend_on_the_layout_in_memory():
    assert Table(np.asfortranarray(X), Y, ("a", "b"), ("no", "yes"), READY).sha256 == TABLE.sha256
