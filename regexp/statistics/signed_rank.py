"""Wilcoxon's signed-rank test, exact for any number of data sets and with ties."""

from collections.abc import Sequence

import numpy as np

from regexp.spec import Array
from regexp.statistics.ranks import ranks


def wilcoxon(differences: Sequence[float]) -> float:
    """Return the two-sided p-value of Wilcoxon's signed-rank test, exact; 1 where no difference is left.

    Differences of 0 are left out. The others are ranked by size, ties sharing ranks, and all 2ⁿ ways to
    sign the ranks are counted, by convolution, since the sums of ranks take few values. n data sets give
    no p-value below 2^(1 − n). Finite differences are taken to be equal up to 1e-12 of the largest.
    Source: Wilcoxon (1945), Individual comparisons by ranking methods.
    """
    known = _without_rounding(np.asarray(differences, dtype=float))
    halves = np.rint(2 * ranks(np.abs(known)[None])[0]).astype(int)  # shared ranks are multiples of ½
    share = np.ones(1)
    for rank in halves:
        signed = np.zeros(rank + 1)
        signed[[0, rank]] = 0.5
        share = np.convolve(share, signed)
    positive = int(halves[known > 0].sum())
    smaller = min(positive, int(halves.sum()) - positive)
    return float(min(2 * share[: smaller + 1].sum(), 1.0))


def _without_rounding(differences: Array) -> Array:
    """Return the differences that are not 0 in units of the largest, such that ties are exact."""
    largest = np.abs(differences).max(initial=0.0)
    scaled = np.round(differences / largest, 12) if largest > 0 else differences
    return np.asarray(scaled[scaled != 0])
