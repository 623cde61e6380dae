"""Ranks and counts over data sets, whose metrics have no common scale."""

from collections.abc import Sequence

import numpy as np

from regexp.spec import Array


def ranks(rows: Array) -> Array:
    """Return the ranks within each row from the smallest up, from 1; ties share the mean of their ranks."""
    below = (rows[:, None, :] < rows[:, :, None]).sum(axis=2)
    equal = (rows[:, None, :] == rows[:, :, None]).sum(axis=2)
    return np.asarray(below + (equal + 1) / 2)


def mean_ranks(table: Sequence[Sequence[float]]) -> list[float]:
    """Return the mean rank of each setting (column) over data sets (rows); lower values rank first.

    Ties share ranks. Source: Demšar (2006), Statistical comparisons of classifiers over multiple data sets.
    """
    return [float(rank) for rank in ranks(np.asarray(table, dtype=float)).mean(axis=0)]


def wins_ties_losses(differences: Sequence[float]) -> tuple[int, int, int]:
    """Return on how many data sets a setting is better than, as good as and worse than its baseline.

    `differences` are setting − baseline of a metric where lower is better; a tie is a difference of 0.
    """
    signs = [int(np.sign(value)) for value in differences]
    return signs.count(-1), signs.count(0), signs.count(1)
