"""Which training rows a step looks at."""

from collections.abc import Iterator, Sequence

import numpy as np

from regexp.engine.problem import Problem, Rows
from regexp.engine.tape import Tape
from regexp.optimizers import Iterative
from regexp.spec import Array
from regexp.streams import Streams


def batch_rows(problem: Problem) -> int:
    """Return the number of rows of a full batch."""
    optimizer = problem.optimizer
    size = optimizer.rows_per_batch if isinstance(optimizer, Iterative) else "full"
    return len(problem.train) if size == "full" else min(size, len(problem.train))


def batch_slices(rows: int, batch: int) -> Iterator[slice]:
    """Return the positions of an epoch's batches; the last one may be smaller and counts as well."""
    return (slice(start, min(start + batch, rows)) for start in range(0, rows, batch))


def epoch_order(problem: Problem, streams: Streams, epoch: int) -> Array:
    """Return the training rows in the order of this epoch (from 1), shape (N,).

    A new permutation from stream `order`, the given order where there is one, and the rows as they are
    where a batch is all of them.
    """
    if problem.order is not None:
        return np.asarray(problem.order[epoch - 1])
    if batch_rows(problem) == len(problem.train):
        return np.arange(len(problem.train))
    return streams("order").generator.permutation(len(problem.train))


def gather(splits: Sequence[Rows], chosen: Array, tape: Tape) -> None:
    """Copy the chosen rows (R, B) of each run's own training split onto the tape.

    Mode clip, because the usual one copies twice to keep `out` as it was where a number is wrong.
    """
    for split, rows, x, y in zip(splits, chosen, tape.h[0], tape.y, strict=True):
        np.take(split.x, rows, axis=0, out=x, mode="clip")
        np.take(split.y, rows, axis=0, out=y, mode="clip")
