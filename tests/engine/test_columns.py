"""Sums over a few outputs, taken as sums of columns, are NumPy's sums of rows to the last bit."""

import numpy as np
import pytest

from regexp.losses import SoftmaxCrossEntropy
from regexp.numerics import NARROW, columns_of, softmax, sum_of_columns
from regexp.spec import Array

COUNTS = range(1, NARROW + 1)


def outputs(count: int, dtype: str, *shape: int) -> Array:
    return (np.random.default_rng(count).standard_normal((*shape, count)) * 3).astype(dtype)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("count", COUNTS)
def test_the_sum_of_columns_is_the_sum_of_rows(count: int, dtype: str) -> None:
    z = outputs(count, dtype, 3, 50)
    assert (sum_of_columns(columns_of(z).copy()) == z.sum(axis=-1)).all()


@pytest.mark.parametrize("shape", [(50,), (3, 50)])
@pytest.mark.parametrize("count", [*COUNTS, NARROW + 1])
def test_softmax_by_columns_is_softmax_by_rows(count: int, shape: tuple[int, ...]) -> None:
    z = outputs(count, "float32", *shape)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    softmax(z)
    assert (z == e / e.sum(axis=-1, keepdims=True)).all()


@pytest.mark.parametrize("runs", [1, 3])
@pytest.mark.parametrize("count", [2, 3, 10, 16, 17])
def test_cross_entropy_with_soft_targets_of_all_runs_or_of_each(count: int, runs: int) -> None:
    z, y = outputs(count, "float32", runs, 40), np.exp(outputs(count, "float32", 40))
    y /= y.sum(axis=-1, keepdims=True)
    shifted = z - z.max(axis=-1, keepdims=True)
    expected = np.log(np.exp(shifted).sum(axis=-1)) - (shifted * y).sum(axis=-1)
    loss = SoftmaxCrossEntropy()
    assert (loss.rows(z, y) == expected).all()
    assert (loss.rows(z, np.broadcast_to(y, z.shape)) == expected).all()
