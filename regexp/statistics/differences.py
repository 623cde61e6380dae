"""The difference of one setting to a baseline: how large, how sure, and whether it may be chance."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite, nan

import numpy as np

from regexp.spec import Array
from regexp.statistics.contrasts import Contrasts, Significance, contrast
from regexp.statistics.intervals import CONFIDENCE, quantile
from regexp.statistics.sign_flips import least_sign_flip_p


@dataclass(frozen=True)
class Difference:
    """A mean difference to a baseline over seeds, in the metric's unit.

    `half_width` is half of its interval, by Student's t for sign flips too; NaN where there is none (one
    seed, no test, no spread). `p` is two-sided and not adjusted, NaN where there is none. `seeds` counts
    the common seeds, or for Welch's test those of the smaller sample. `least_p` is the smallest p-value
    that the test can give with so many seeds. `is_identical`: all differences are exactly 0, so that mean
    and half width are 0 and p is 1. `is_constant`: every seed differs by one other amount, as where seeds
    redraw nothing, or where a few accuracies happen to agree. There is then no spread to hold the
    difference against: t would be infinite and p 0, which so few numbers never say, so both are NaN.
    """

    mean: float
    half_width: float
    p: float
    seeds: int
    least_p: float
    is_identical: bool
    is_constant: bool = False


def difference(
    values: Mapping[int, float],
    baseline: Mapping[int, float],
    significance: Significance,
    confidence: float = CONFIDENCE,
    overlap: float = 0.0,
) -> Difference:
    """Return how far values by seed lie above those of a baseline.

    `paired` and `permutation` use the common seeds, `welch` all of either side. A value that is not finite
    counts as a missing seed. `overlap` is that of `overlap_of` where seeds redraw the split, 0 elsewhere;
    it widens the interval, and p with it but for `permutation`.
    """
    one, other = matrix([values, baseline])
    found, p = contrast(one[None], other[None], significance, overlap)
    seeds = int(found.seeds[0])
    return Difference(
        mean=float(found.mean[0]),
        half_width=_half_width(found, significance, confidence),
        p=float(p[0]),
        seeds=seeds,
        least_p=least_p(significance, seeds),
        is_identical=bool(found.is_identical[0]),
        is_constant=bool(found.is_constant[0]),
    )


def matrix(samples: Iterable[Mapping[int, float]]) -> Array:
    """Return values by seed as (samples, seeds), NaN where a sample has no finite value for a seed."""
    rows = list(samples)
    seeds = sorted({seed for row in rows for seed in row})
    table = np.array([[row.get(seed, nan) for seed in seeds] for row in rows], dtype=float)
    return np.where(np.isfinite(table), table, nan)


def least_p(significance: Significance, seeds: int) -> float:
    """Return the smallest p-value that a test can give: 0 for t, NaN where there is no test."""
    if significance == "permutation":
        return least_sign_flip_p(seeds)
    return nan if significance == "none" else 0.0


def _half_width(found: Contrasts, significance: Significance, confidence: float) -> float:
    """Return t·SE of one comparison, NaN where nothing can be said."""
    if found.is_identical[0]:
        return 0.0
    error = float(found.error[0])
    if significance == "none" or found.is_constant[0] or not isfinite(error):
        return nan
    return quantile(float(found.freedom[0]), confidence) * error
