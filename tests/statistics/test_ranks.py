"""Ranks, counts and Wilcoxon's test over data sets, by published examples, by counting and by SciPy."""

from itertools import product

import numpy as np
import pytest
from scipy import stats
from support.published import MAIZE, TREES

from regexp.statistics import mean_ranks, wilcoxon, wins_ties_losses

GAIN = [m - plain for plain, m, _, _ in TREES]
"""What tuning m brings C4.5: Table 2 of Demšar (2006)."""


def counted(differences) -> float:
    """The p-value by trying every sign pattern of the ranks."""
    known = np.array([value for value in differences if value])
    ranks = stats.rankdata(np.round(np.abs(known), 9))
    sums = [abs(np.dot(signs, ranks)) for signs in product((-1, 1), repeat=len(known))]
    return float(np.mean(np.array(sums) >= abs(np.sign(known) @ ranks) - 1e-9))


def test_mean_ranks_of_demsar() -> None:
    # Table 6 of Demšar (2006): 3.143, 2.000, 2.893, 1.964; the AUC is better when higher.
    found = mean_ranks([[-value for value in row] for row in TREES])
    assert found == pytest.approx([3.143, 2.000, 2.893, 1.964], abs=5e-4)


def test_ranks_are_shared_by_ties_and_scipys() -> None:
    table = [[0.3, 0.1, 0.3, 0.3, 0.2], [5.0, 5.0, 5.0, 5.0, 5.0], [np.inf, -1.0, 0.0, 1.0, np.inf]]
    assert mean_ranks(table[:1]) == [4, 1, 4, 4, 2]
    assert mean_ranks(table) == pytest.approx(list(stats.rankdata(table, axis=1).mean(axis=0)))


def test_wins_ties_and_losses() -> None:
    # Table 2 of Demšar (2006): two data sets lose AUC, two stay; a lower metric wins.
    assert wins_ties_losses([-gain for gain in GAIN]) == (10, 2, 2)
    assert wins_ties_losses([-1.0, 0.0, 2.0, 3.0]) == (1, 1, 2)
    assert wins_ties_losses([]) == (0, 0, 0)


def test_wilcoxon_of_darwins_maize() -> None:
    # The example of scipy.stats.wilcoxon: statistic 24, p = 0.041259765625
    assert wilcoxon(MAIZE) == pytest.approx(0.041259765625, rel=1e-12)


def test_wilcoxon_with_ties_and_zeros_counts_every_pattern() -> None:
    # Demšar (2006), section 3.1.3, rejects equality of these at 0.05; 0.931 − 0.936 and 0.768 − 0.763
    # are ties on paper only.
    assert wilcoxon(GAIN) == pytest.approx(counted(GAIN))
    assert wilcoxon(GAIN) < 0.05
    halves = [1, 1, -1, 2, 2, 3, -3, 3, 4, 0]
    assert wilcoxon(halves) == pytest.approx(counted(halves))


def test_differences_equal_on_paper_share_ranks() -> None:
    # 0.1 + 0.2 and 0.3 differ in binary, and so would their ranks.
    assert wilcoxon([0.1 + 0.2, -0.3, 0.5, 0.6]) == wilcoxon([3, -3, 5, 6])
    assert wilcoxon([0.1 + 0.2 - 0.3, 0.5, 0.6, 0.7]) == wilcoxon([0, 5, 6, 7])


@pytest.mark.parametrize("n", [1, 2, 5, 6, 14, 30])
def test_wilcoxon_is_scipys_exact_one(n: int) -> None:
    values = np.random.default_rng(n).normal(0.3, 1.0, n)
    assert wilcoxon(list(values)) == pytest.approx(stats.wilcoxon(values, method="exact").pvalue)
    assert wilcoxon(list(-1e-9 * values)) == pytest.approx(wilcoxon(list(values)))


def test_five_data_sets_cannot_reach_5_percent() -> None:
    assert wilcoxon([1.0, 2.0, 3.0, 4.0, 5.0]) == 0.0625


def test_no_difference_at_all() -> None:
    assert wilcoxon([0.0, 0.0]) == wilcoxon([]) == 1.0
