"""Many comparisons of two settings at once: mean differences, standard errors and p-values."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from regexp.spec import Array
from regexp.statistics.sign_flips import ROUNDING, sign_flip_p

Significance = Literal["paired", "permutation", "welch", "none"]
"""How a difference is tested: Student's t over common seeds, sign flips, Welch's t, or not at all."""


@dataclass(frozen=True)
class Contrasts:
    """Comparisons of pairs of settings; every array has shape (pairs,).

    `mean` is the mean difference, `error` its standard error, `freedom` the degrees of freedom of t,
    `seeds` how many values it rests on. `is_identical` where all differences are exactly 0, `is_constant`
    where they are one other number up to rounding: there `error` says nothing.
    """

    mean: Array
    error: Array
    freedom: Array
    seeds: Array
    is_identical: Array
    is_constant: Array


def paired(values: Array, baseline: Array, overlap: float | Array) -> Contrasts:
    """Compare row by row over common seeds: (pairs, seeds), NaN where a seed is missing.

    The standard error is √(s²(1/n + overlap)) with s the standard deviation of the differences.
    """
    differences = values - baseline
    mean, square, seeds = _sample(differences, overlap)
    is_identical = (seeds > 0) & (np.nan_to_num(differences) == 0).all(axis=1)
    scale = np.nan_to_num(np.maximum(np.abs(values), np.abs(baseline))).max(axis=1, initial=0.0)
    return Contrasts(
        mean=mean,
        error=np.sqrt(square),
        freedom=seeds - 1.0,
        seeds=seeds,
        is_identical=is_identical,
        is_constant=~is_identical & (np.sqrt(square) <= ROUNDING * scale),
    )


def welch(values: Array, baseline: Array, overlap: float | Array) -> Contrasts:
    """Compare row by row as two samples with variances of their own: (pairs, seeds), NaN where missing.

    The standard error is √(a + b) with a, b = s²(1/n + overlap) of either sample, the degrees of freedom
    (a + b)²/(a²/(n − 1) + b²/(n − 1)). Source: Welch (1947), The generalization of Student's problem when
    several different population variances are involved; that his variances s²/n take an overlap as well is
    an extension of our own.
    """
    (mean, a, count), (other_mean, b, other_count) = (_sample(one, overlap) for one in (values, baseline))
    missing = np.inf
    is_same = np.nan_to_num(values, nan=missing) == np.nan_to_num(baseline, nan=missing)
    is_identical = (count > 0) & is_same.all(axis=1)
    scale = np.maximum(np.abs(mean), np.abs(other_mean))
    with np.errstate(invalid="ignore", divide="ignore"):
        freedom = (a + b) ** 2 / (a**2 / (count - 1) + b**2 / (other_count - 1))
    return Contrasts(
        mean=mean - other_mean,
        error=np.sqrt(a + b),
        freedom=freedom,
        seeds=np.minimum(count, other_count),
        is_identical=is_identical,
        is_constant=~is_identical & (np.sqrt(a + b) <= ROUNDING * scale),
    )


def student_p(contrasts: Contrasts) -> Array:
    """Return 2·P(T > |mean|/error), shape (pairs,): 1 where identical, NaN where there is no spread."""
    from scipy.special import stdtr

    with np.errstate(invalid="ignore", divide="ignore"):
        p = 2 * stdtr(contrasts.freedom, -np.abs(contrasts.mean) / contrasts.error)
    return np.where(contrasts.is_identical, 1.0, np.where(contrasts.is_constant, np.nan, p))


def contrast(
    values: Array, baseline: Array, significance: Significance, overlap: float | Array
) -> tuple[Contrasts, Array]:
    """Compare settings row by row, (pairs, seeds) with NaN for missing seeds; return them and their p-values.

    `overlap` is one for all pairs or has shape (pairs,).
    Sign flips take no correction for overlap: theirs shows in the standard error only.
    """
    if significance == "welch":
        found = welch(values, baseline, overlap)
        return found, student_p(found)
    found = paired(values, baseline, overlap)
    if significance == "none":
        return found, np.where(found.is_identical, 1.0, np.nan)
    if significance == "paired":
        return found, student_p(found)
    flipped = sign_flip_p(np.nan_to_num(values - baseline))
    return found, np.where(found.is_identical | (found.seeds > 1), flipped, np.nan)


def _sample(numbers: Array, overlap: float | Array) -> tuple[Array, Array, Array]:
    """Return each row's mean, the variance of that mean, s²(1/n + overlap), and n, NaN left out.

    The mean of no number and the variance of fewer than two are NaN.
    """
    n = np.count_nonzero(~np.isnan(numbers), axis=1)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        mean = np.nansum(numbers, axis=1) / n
        squares = np.nansum((numbers - mean[:, None]) ** 2, axis=1)
        return mean, np.where(n > 1, squares / (n - 1) * (1 / n + overlap), np.nan), n
