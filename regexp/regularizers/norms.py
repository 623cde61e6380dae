"""Lengths of groups of weights: those that go into a unit, and those that go out of one.

A layer's weights (R, I, O) are a view with gaps between the runs. NumPy copies such an array when it changes
it in place, unless it is written as rows of I·O numbers or taken apart along one axis.
"""

import numpy as np

from regexp.context import Context
from regexp.spec import Array

INCOMING, OUTGOING = 1, 2
"""Axes of weights (R, I, O): along 1 the weights into each unit, along 2 those out of each input."""


def norms(w: Array, axis: int, ctx: Context) -> Array:
    """Return the Euclidean norms of weights (R, I, O) along an axis, shape (R, 1, O) or (R, I, 1).

    Sums of columns are products with a row of ones, which are several times as fast as `sum`.
    """
    squares: Array
    if axis == OUTGOING:
        squares = np.vecdot(w, w)[..., np.newaxis]
    else:
        scratch = ctx.buffer("scratch", w.shape, w.dtype)
        np.square(w, out=scratch)
        squares = np.matmul(np.ones((1, w.shape[1]), w.dtype), scratch)
    np.sqrt(squares, out=squares)
    return squares


def quotients(numerators: Array, lengths: Array) -> Array:
    """Return numerators divided by lengths, in the shape of the lengths, 0 where a length is 0."""
    return np.divide(numerators, lengths, out=np.zeros_like(lengths), where=lengths > 0)


def multiply(w: Array, factors: Array) -> None:
    """Multiply weights (R, I, O) in place by factors (R, 1, O) or (R, I, 1), run by run or input by input."""
    factors = np.broadcast_to(factors, w.shape)
    if w.shape[0] > w.shape[1]:
        w, factors = w.swapaxes(0, 1), factors.swapaxes(0, 1)
    for own, factor in zip(w, factors, strict=True):
        np.multiply(own, factor, out=own)


def add(values: Array, grad: Array) -> None:
    """Add contiguous values (R, I, O) to a layer's gradient of that shape in place."""
    slopes = grad.reshape(len(grad), -1)
    slopes += values.reshape(slopes.shape)
