"""p-values of many comparisons, adjusted so that together they rarely cry wolf."""

from collections.abc import Sequence

import numpy as np

from regexp.spec import Array


def holm(p_values: Sequence[float] | Array) -> list[float]:
    """Return Holm's adjusted p-values: at level α, all true hypotheses are kept with probability 1 − α.

    The i-th smallest of m, counted from 0, becomes the largest of (m − j)·p over j ≤ i, at most 1. A NaN
    is no comparison: it stays NaN and does not count. Source: Holm (1979), A simple sequentially rejective
    multiple test procedure.
    """
    p = np.asarray(p_values, dtype=float)
    order = np.argsort(p)[: np.count_nonzero(~np.isnan(p))]  # NaN sorts last
    steps = np.arange(len(order), 0, -1) * p[order]
    adjusted = np.full(p.shape, np.nan)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return [float(value) for value in adjusted]
