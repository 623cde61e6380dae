"""The functions on stacks: R rows at once give the bits that each row gives by itself.

Sums are what could differ: NumPy adds in another order where memory is laid out differently. 9,001 rows are
more than its buffer for conversions (8,192 elements); values that span 12 powers of ten let order show.
"""

from collections.abc import Callable

import numpy as np
import pytest
from support.components import example

from regexp import metrics
from regexp.activations import Activation
from regexp.losses import Loss
from regexp.numerics import logistic, softmax, sum_per_run
from regexp.spec import Array

SHAPES = [(rows, outputs) for rows in (1, 7, 64, 1000) for outputs in (1, 2, 3, 10)]
SHAPES += [(9001, 1), (9001, 3)]
DTYPES = ("float32", "float64")

shapes = pytest.mark.parametrize("shape", SHAPES, ids=str)
dtypes = pytest.mark.parametrize("dtype", DTYPES)
losses = pytest.mark.parametrize("loss", Loss.kinds().values(), ids=Loss.kinds())


def numbers(runs: int, shape: tuple[int, int], dtype: str, seed: int = 0) -> Array:
    generator = np.random.default_rng(seed)
    size = (runs, *shape)
    return (generator.standard_normal(size) * 10.0 ** generator.uniform(-6, 6, size)).astype(dtype)


def targets(shape: tuple[int, int], dtype: str) -> Array:
    return np.random.default_rng(9).dirichlet(np.ones(shape[1]), shape[0]).astype(dtype)


def assert_rows_are_independent(function: Callable[[Array], Array], values: Array) -> None:
    """Compare the bits of every stack of the first 1 … R runs with those of each run alone."""
    alone = [function(values[r : r + 1].copy()) for r in range(len(values))]
    for runs in range(1, len(values) + 1):
        stacked = function(values[:runs].copy())
        assert [row.tobytes() for row in stacked] == [row[0].tobytes() for row in alone[:runs]]


def in_place(function: Callable[[Array], None]) -> Callable[[Array], Array]:
    def returning(values: Array) -> Array:
        function(values)
        return values

    return returning


@dtypes
@shapes
@pytest.mark.parametrize("function", [in_place(softmax), in_place(logistic), sum_per_run])
def test_numerics(function: Callable[[Array], Array], shape: tuple[int, int], dtype: str) -> None:
    assert_rows_are_independent(function, numbers(9, shape, dtype))


@dtypes
@shapes
@losses
def test_losses(loss: type[Loss], shape: tuple[int, int], dtype: str) -> None:
    y = targets(shape, dtype)
    assert_rows_are_independent(lambda z: loss().rows(z, y), numbers(9, shape, dtype))
    assert_rows_are_independent(
        in_place(lambda z: loss().gradient(z, np.repeat(y[np.newaxis], len(z), axis=0))),
        numbers(9, shape, dtype),
    )


@dtypes
@shapes
def test_errors(shape: tuple[int, int], dtype: str) -> None:
    y = numbers(1, shape, dtype, seed=1)[0]

    def errors(z: Array) -> Array:
        return np.stack(list(metrics.errors(z, np.broadcast_to(y, z.shape)).values()), axis=1)

    assert_rows_are_independent(errors, numbers(9, shape, dtype))


@dtypes
@shapes
def test_accuracy(shape: tuple[int, int], dtype: str) -> None:
    y = targets(shape, dtype)
    assert_rows_are_independent(
        lambda z: metrics.accuracy(z, np.broadcast_to(y, z.shape), 0.0)["accuracy"], numbers(9, shape, dtype)
    )


@dtypes
@pytest.mark.parametrize("activation", Activation.kinds().values(), ids=Activation.kinds())
def test_activations(activation: type[Activation], dtype: str) -> None:
    def both(z: Array) -> Array:
        slope = np.empty_like(z)
        example(activation).forward(z, slope, np.empty_like(z))
        return np.stack([z, slope], axis=1)

    for shape in ((1, 1), (3, 7), (33, 17), (64, 128)):
        assert_rows_are_independent(both, numbers(9, shape, dtype))
