"""Which settings cannot be told from the best, however many there are."""

from collections.abc import Mapping, Sequence
from math import comb

import numpy as np

from regexp.spec import Array
from regexp.statistics.contrasts import Significance, contrast
from regexp.statistics.differences import least_p, matrix
from regexp.statistics.multiplicity import holm

LEVEL = 0.05

MOST_IN_PAIRS = 1000
"""Up to so many settings are all tested against each other: half a million pairs take half a second."""


def tied_with_best(
    values: Sequence[Mapping[int, float]],
    best: int,
    significance: Significance,
    overlap: float | Sequence[float] = 0.0,
    level: float = LEVEL,
) -> list[bool]:
    """Tell for each setting, its values by seed, whether it cannot be told from the one at `best`.

    The best was picked by looking, so that any pair might have been the one that is tested: p-values are
    adjusted for all pairs by Holm; of more than a thousand settings by Bonferroni, which is a little more
    cautious and needs only the pairs with the best. `overlap` is one for all settings or one for each, of
    which a pair has the larger. A pair without a p-value (one seed, no spread, no test) cannot be told
    apart. A setting without a finite value is not tied.
    """
    table = matrix(values)
    is_known = [bool(np.isfinite(row).any()) for row in table]
    pairs = comb(len(table), 2)
    if pairs * least_p(significance, table.shape[1]) > level:
        return is_known  # no pair could be told apart, however large its difference
    are_few = len(table) <= MOST_IN_PAIRS
    first, second = np.triu_indices(len(table), k=1) if are_few else _with(best, len(table))
    overlaps = np.broadcast_to(np.asarray(overlap, dtype=float), len(table))
    shared = np.maximum(overlaps[first], overlaps[second])
    _, p = contrast(table[first], table[second], significance, shared)
    adjusted = np.array(holm(p)) if are_few else pairs * p
    is_apart = ((first == best) | (second == best)) & (adjusted <= level)
    others = {int(other) for other in (first + second - best)[is_apart]}
    return [known and index not in others for index, known in enumerate(is_known)]


def _with(best: int, count: int) -> tuple[Array, Array]:
    """Return the places of the best and of all others, pair by pair."""
    others = np.delete(np.arange(count), best)
    return np.full(count - 1, best), others
