"""Which training rows a step looks at."""

from collections.abc import Iterator, Sequence

import numpy as np

from regexp.engine.problem import Problem, Rows
from regexp.engine.tape import Tape
from regexp.optimizers import Iterative
from regexp.spec import Array
from regexp.streams import Streams, together


def batch_rows(problem: Problem) -> int:
    """Return the number of rows of a full batch."""
    optimizer = problem.optimizer
    size = optimizer.rows_per_batch if isinstance(optimizer, Iterative) else "full"
    return len(problem.train) if size == "full" else min(size, len(problem.train))


def steps_of_an_epoch(problem: Problem) -> int:
    """Return how many batches an epoch has, the last and smaller one included."""
    return -(-len(problem.train) // batch_rows(problem))


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


def epoch_orders(problems: Sequence[Problem], streams: Sequence[Streams], epoch: int) -> Array:
    """Return `epoch_order` of every run, shape (R, N); runs that would draw the same draw it once."""
    rows = len(problems[0].train)
    if any(problem.order is not None for problem in problems):
        return np.stack([epoch_order(*run, epoch) for run in zip(problems, streams, strict=True)])
    if batch_rows(problems[0]) == rows:
        return np.broadcast_to(np.arange(rows), (len(problems), rows))
    orders = np.empty((len(problems), rows), dtype=np.intp)
    for runs, source in together([each("order") for each in streams]):
        orders[runs] = source.generator.permutation(rows)
    return orders


def gather(groups: Sequence[tuple[slice, Rows]], chosen: Array, tape: Tape) -> None:
    """Copy the chosen rows (R, B) of each group of runs, which share a training split, onto the tape.

    Mode clip, because the usual one copies twice to keep `out` as it was where a number is wrong.
    """
    for runs, split in groups:
        np.take(split.x, chosen[runs], axis=0, out=tape.h[0][runs], mode="clip")
        np.take(split.y, chosen[runs], axis=0, out=tape.y[runs], mode="clip")
