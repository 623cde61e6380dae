"""The sign-flip permutation test: without an effect, each seed's difference is as likely of either sign."""

from collections.abc import Iterator

import numpy as np

from regexp.spec import Array

MOST_EXACT = 16
"""Up to so many seeds all 2ⁿ ≤ 65,536 sign patterns are tried."""

DRAWN = 65_535
"""How many patterns are drawn at random for more seeds, besides the observed one."""

ROUNDING = 1e-12
"""Numbers that are equal on paper may differ by this fraction of what they were computed from."""

BLOCK = 1024  # patterns at once: bounds the memory


def sign_flip_p(differences: Array) -> Array:
    """Return the two-sided p-value of each row of differences (comparisons, seeds), shape (comparisons,).

    p is the fraction of sign patterns for which |Σ ±d| ≥ |Σ d|: exact up to 16 seeds, beyond that
    (b + 1)/(m + 1) with b of m = 65,535 patterns drawn with a fixed seed. A difference of 0 stands for a
    seed that is missing as well: flipping it changes nothing. Source: Fisher (1935), The design of
    experiments, section 21; Phipson and Smyth (2010), Permutation p-values should never be zero.
    """
    size = np.abs(differences).sum(axis=1, keepdims=True)
    observed = np.abs(differences.sum(axis=1, keepdims=True)) - ROUNDING * size
    as_far, tried = np.zeros(len(differences)), 0
    for patterns in _patterns(differences.shape[1]):
        as_far += np.count_nonzero(np.abs(differences @ patterns) >= observed, axis=1)
        tried += patterns.shape[1]
    return as_far / tried


def least_sign_flip_p(seeds: int) -> float:
    """Return the smallest p-value that so many seeds can give: 2^(1 − n), 0.0625 for five."""
    return float(2.0 ** (1 - max(seeds, 1))) if seeds <= MOST_EXACT else 1 / (DRAWN + 1)


def _patterns(seeds: int) -> Iterator[Array]:
    """Yield sign patterns as columns, shape (seeds, up to 1,024), the observed one (all +1) among them."""
    return _all_patterns(seeds) if seeds <= MOST_EXACT else _drawn_patterns(seeds)


def _all_patterns(seeds: int) -> Iterator[Array]:
    """Yield all patterns that leave the first sign alone: flipping every sign gives the same |Σ ±d|."""
    last = 2 ** max(seeds - 1, 0)
    for start in range(0, last, BLOCK):
        numbers = np.arange(start, min(start + BLOCK, last))
        yield 1.0 - 2.0 * (numbers >> np.arange(seeds)[::-1, None] & 1)


def _drawn_patterns(seeds: int) -> Iterator[Array]:
    """Yield the observed pattern, then those drawn at random."""
    random = np.random.default_rng(0)
    yield np.ones((seeds, 1))
    for start in range(0, DRAWN, BLOCK):
        yield 2.0 * random.integers(0, 2, size=(seeds, min(BLOCK, DRAWN - start))) - 1.0
