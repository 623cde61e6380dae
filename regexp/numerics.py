"""Numerically careful functions on stacks of runs, whose bits don't depend on the other runs."""

import numpy as np

from regexp.spec import Array

NARROW = 16
"""Up to so many outputs, a sum over the outputs of each row is one sum of columns for all rows."""


def logistic(z: Array) -> None:
    """Turn z into 1/(1 + exp(−z)) in place, as (1 + tanh(z/2))/2, which never overflows."""
    z *= 0.5
    np.tanh(z, out=z)
    z += 1
    z *= 0.5


def softmax(z: Array) -> None:
    """Turn z (…, K) into exp(z)/Σ exp(z) over the last axis in place, shifted by the maximum."""
    if z.shape[-1] > NARROW:
        z -= z.max(axis=-1, keepdims=True)
        np.exp(z, out=z)
        z /= z.sum(axis=-1, keepdims=True)
        return
    columns = columns_of(z).copy()
    columns -= np.maximum.reduce(columns)
    np.exp(columns, out=columns)
    columns /= sum_of_columns(columns)
    columns_of(z)[...] = columns


def columns_of(z: Array) -> Array:
    """Return a view of z (…, K) as columns (K, …)."""
    return z.transpose(z.ndim - 1, *range(z.ndim - 1))


def sum_of_columns(columns: Array) -> Array:
    """Return the sum over the first axis, K of at most 16, in the order in which NumPy sums rows of K.

    That is eight sums, each of every eighth column, which are added in pairs, and the rest after them.
    """
    count = len(columns)
    paired = count - count % 8
    total = columns[0].copy() if paired == 0 else _sum_in_pairs(columns[:paired])
    for column in columns[max(paired, 1) :]:
        total += column
    return total


def _sum_in_pairs(columns: Array) -> Array:
    """Return the sum of 8 or 16 columns."""
    eight = columns if len(columns) == 8 else columns[:8] + columns[8:]
    four = eight[::2] + eight[1::2]
    two = four[::2] + four[1::2]
    total: Array = two[0] + two[1]
    return total


def sum_per_run(values: Array) -> Array:
    """Return the sum over all but the first axis, shape (R, 1, 1)."""
    total: Array = values.reshape(len(values), 1, -1).sum(axis=-1, keepdims=True)
    return total


def length_per_run(values: Array, scratch: Array) -> Array:
    """Return the Euclidean norm of values (R, 1, P), shape (R, 1, 1), also where its square overflows.

    `scratch` is memory of the values' shape, which is overwritten.
    """
    largest = np.abs(values, out=scratch).max(axis=2, keepdims=True)
    scratch /= np.where(largest > 0, largest, 1)
    np.square(scratch, out=scratch)
    found: Array = largest * np.sqrt(scratch.sum(axis=2, keepdims=True))
    return found
