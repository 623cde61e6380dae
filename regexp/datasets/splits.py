"""Nested, stratified splits: test rows first and the same for every seed, then validation, then training."""

from dataclasses import dataclass

import numpy as np

from regexp.datasets.base import Dataset
from regexp.datasets.data import TEST, TRAIN, VALIDATION, Table
from regexp.datasets.wording import counted
from regexp.errors import DataError
from regexp.spec import Array
from regexp.streams import Stream

DEFAULT_SIZE = 0.2
PARTS = ("train", "validation", "test")


@dataclass(frozen=True)
class Rows:
    """Row numbers of the three splits, and how many rows are in none of them."""

    train: Array
    validation: Array
    test: Array
    left_out: int


def shuffled(rows: Array, table: Table, stream: Stream) -> Array:
    """Return rows (N,) in a random order of which every prefix holds each class in proportion.

    Each class's rows are shuffled; its i-th row gets the position (i + u) / n_class, u uniform on [0, 1) for
    each row, and all rows are sorted by position. Without classes: a random permutation.
    """
    order = rows[stream.generator.permutation(len(rows))]
    if not table.classes:
        return order
    labels = table.y[order]
    positions = stream.generator.random(len(rows))
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        positions[members] = (positions[members] + np.arange(len(members))) / len(members)
    return order[np.argsort(positions, kind="stable")]


def row_counts(dataset: Dataset, table: Table) -> tuple[int | None, ...]:
    """Return how many rows train, validation and test ask for; None is all that there are."""
    default = DEFAULT_SIZE if table.ready is None else None
    asked = (dataset.train_size, dataset.validation_size, dataset.test_size)
    sizes = (
        size if size is not None else other
        for size, other in zip(asked, (None, default, default), strict=True)
    )
    return tuple(round(size * len(table.x)) if isinstance(size, float) else size for size in sizes)


def _check_counts(counts: tuple[int | None, ...], pools: list[Array], title: str) -> None:
    """Raise DataError where a pool of rows is smaller than what is drawn from it; train needs at least 1."""
    if counts[TRAIN] == 0:
        raise DataError(f"{title}: train_size leaves no row to train on; at least 1 is needed")
    for pool, name in enumerate(PARTS):
        parts = [part for part in range(3) if part == pool or (pool == TRAIN and not len(pools[part]))]
        needs = {PARTS[part]: counts[part] or int(part == TRAIN) for part in parts}
        total, there = sum(needs.values()), len(pools[pool])
        if total > there and (there or pool == TRAIN):
            each = ", ".join(f"{count} for {part}" for part, count in needs.items() if count)
            ready = f"ready-made {name} " if any(map(len, pools[1:])) else ""
            need = counted(total, "row")
            raise DataError(f"{title}: the splits need {need} ({each}), but there are {there} {ready}rows")


def _drawn(own: Array, pool: Array, count: int | None, order: Stream, table: Table) -> tuple[Array, Array]:
    """Return `count` of the ready-made rows, or of the pool if there are none, and the rest of the pool."""
    if len(own) or not count:
        return own if count is None else shuffled(own, table, order)[:count], pool
    rows = shuffled(pool, table, order)
    return rows[:count], rows[count:]


def split(dataset: Dataset, table: Table, seed: int) -> Rows:
    """Return the rows of each split for a run's seed.

    Test rows depend on `dataset.seed` only. The rest is shuffled by `split_seed`, or else by `seed`:
    validation first, then training, so that a smaller train_size is a prefix of a larger one. Ready-made
    splits stay as they are, in their order, unless a size is asked for; then it is drawn from that split, or
    from the training rows where there is none. Raises DataError where there are fewer rows than asked for.
    """
    ready = np.full(len(table.x), TRAIN) if table.ready is None else table.ready
    pools = [np.flatnonzero(ready == part) for part in (TRAIN, VALIDATION, TEST)]
    counts = row_counts(dataset, table)
    _check_counts(counts, pools, dataset.title())
    test, rest = _drawn(pools[TEST], pools[TRAIN], counts[TEST], Stream(dataset.seed, "test"), table)
    split_seed = seed if dataset.split_seed is None else dataset.split_seed
    order, own = Stream(split_seed, "split"), pools[VALIDATION]
    validation, train = _drawn(own, np.sort(rest), counts[VALIDATION], order, table)
    drawn_from_rest = len(validation) and not len(own)
    if not drawn_from_rest and (table.ready is None or counts[TRAIN]):
        # from the stream's start, so that no validation rows are an empty prefix of the same order
        train = shuffled(train, table, Stream(split_seed, "split"))
    train = train[: counts[TRAIN]]
    return Rows(train, validation, test, len(table.x) - len(train) - len(validation) - len(test))
