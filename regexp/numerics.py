"""Numerically careful functions on stacks of runs, whose bits don't depend on the other runs."""

import numpy as np

from regexp.spec import Array


def logistic(z: Array) -> None:
    """Turn z into 1/(1 + exp(−z)) in place, as (1 + tanh(z/2))/2, which never overflows."""
    z *= 0.5
    np.tanh(z, out=z)
    z += 1
    z *= 0.5


def softmax(z: Array) -> None:
    """Turn z into exp(z)/Σ exp(z) over the last axis in place, shifted by the maximum."""
    z -= z.max(axis=-1, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(axis=-1, keepdims=True)


def sum_per_run(values: Array) -> Array:
    """Return the sum over all but the first axis, shape (R, 1, 1)."""
    total: Array = values.reshape(len(values), 1, -1).sum(axis=-1, keepdims=True)
    return total
