"""Which settings cannot be told from the best: p-values of all pairs by SciPy, adjusted by hand."""

from itertools import combinations
from math import inf, nan

import numpy as np
import pytest
from scipy import stats

from regexp.statistics import holm, tied_with_best
from regexp.statistics.contrasts import contrast


def settings(means, n: int, spread: float = 0.02):
    """Losses by seed for settings of these means; seeds differ more than settings do."""
    generator = np.random.default_rng(5)
    seeds = generator.normal(0.4, 0.1, n)
    return [dict(enumerate(seeds + mean + generator.normal(0, spread, n))) for mean in means]


MEANS = [0.0, 0.005, 0.05, 0.1, 0.29, 0.3]


@pytest.mark.parametrize("best", [0, 1, 5])
@pytest.mark.parametrize("significance", ["paired", "welch"])
def test_pairs_are_tested_and_adjusted_together(significance, best: int) -> None:
    values = settings(MEANS, 8)
    arrays = [np.array(list(of.values())) for of in values]
    pairs = list(combinations(range(len(MEANS)), 2))
    test = (
        stats.ttest_rel if significance == "paired" else lambda x, y: stats.ttest_ind(x, y, equal_var=False)
    )
    adjusted = dict(zip(pairs, holm([test(arrays[i], arrays[j]).pvalue for i, j in pairs]), strict=True))
    expected = [i == best or adjusted[min(i, best), max(i, best)] > 0.05 for i in range(len(MEANS))]
    assert 1 < sum(expected) < len(MEANS)
    assert tied_with_best(values, best, significance) == expected


def test_sign_flips_of_all_pairs() -> None:
    # 3 pairs of 8 seeds: the least p is 1/128, adjusted 3/128 = 0.023; two seeds cannot do it.
    assert tied_with_best(settings([0, 0.001, 1], 8), 0, "permutation") == [True, True, False]
    assert tied_with_best(settings([0, 0.001, 1], 2), 0, "permutation") == [True, True, True]


def test_sign_flips_that_cannot_reach_the_level_tell_nothing_apart() -> None:
    # 10 pairs of 7 seeds: 10/64 > 0.05, though nothing overlaps; 9 seeds: 10/256 < 0.05.
    assert tied_with_best(settings(range(5), 7), 0, "permutation") == [True] * 5
    assert tied_with_best(settings(range(5), 9), 0, "permutation") == [True] + [False] * 4


def test_overlap_ties_more() -> None:
    values = settings([0, 0.1], 5)
    assert tied_with_best(values, 0, "paired") == [True, False]
    assert tied_with_best(values, 0, "paired", overlap=4.0) == [True, True]
    # The larger one of each pair counts, whatever splits of a third setting share.
    three = settings([0, 0.2, 0.3], 5)
    assert tied_with_best(three, 0, "paired", overlap=[0.0, 40.0, 0.0]) == [True, True, False]
    assert tied_with_best(three, 0, "paired", overlap=[0.0, 0.0, 40.0]) == [True, False, True]
    assert tied_with_best(three, 0, "paired", overlap=[40.0, 0.0, 0.0]) == [True, True, True]


def test_the_level_can_be_given() -> None:
    values = settings([0, 0.03], 5)
    p = stats.ttest_rel(list(values[0].values()), list(values[1].values())).pvalue
    assert tied_with_best(values, 0, "paired", level=1.01 * p) == [True, False]
    assert tied_with_best(values, 0, "paired", level=0.99 * p) == [True, True]


def test_what_cannot_be_tested_cannot_be_told_apart() -> None:
    one_seed = [{0: 0.1}, {0: 0.9}]
    assert tied_with_best(one_seed, 0, "paired") == [True, True]
    constant = [{0: 0.25, 1: 0.5}, {0: 0.5, 1: 0.75}]
    assert tied_with_best(constant, 0, "paired") == [True, True]
    assert tied_with_best(settings(MEANS, 8), 0, "none") == [True] * 6


def test_identical_settings_are_tied() -> None:
    one, other = settings([0, 1], 8)
    assert tied_with_best([one, dict(one), other], 1, "paired") == [True, True, False]


def test_a_setting_without_values_is_not_tied() -> None:
    one, other = settings([0, 1], 8)
    assert tied_with_best([one, {0: nan, 1: inf}, {}, other], 0, "paired") == [True, False, False, False]
    few = settings(range(5), 7)
    assert tied_with_best([{0: nan}, *few], 1, "permutation") == [False] + [True] * 5


def test_seeds_missing_here_and_there() -> None:
    one, other, third = settings([0, 0.001, 1], 8)
    del one[0], other[3], third[5]
    assert tied_with_best([one, other, third], 0, "paired") == [True, True, False]


def test_a_single_setting_ties_with_itself() -> None:
    assert tied_with_best(settings([0], 5), 0, "paired") == [True]


@pytest.mark.parametrize("are_many", [False, True])
def test_very_many_settings_are_tested_against_the_best_only(
    are_many: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regexp.statistics.ties.MOST_IN_PAIRS", 39 if are_many else 40)
    losses = np.random.default_rng(0).normal(0.5, 0.01, (40, 10))
    losses[0] -= 0.02
    losses[-1] += 5
    found = tied_with_best([*map(dict, map(enumerate, losses)), {}], 0, "paired")
    assert found.pop() is False
    p = [stats.ttest_rel(row, losses[0]).pvalue for row in losses[1:]]
    bonferroni = [True, *(one > 0.05 / (41 * 40 / 2) for one in p)]
    assert found[0]
    assert not found[-1]
    if are_many:
        assert found == bonferroni
    # Holm tells apart whatever Bonferroni does, and nothing that a single test doesn't.
    assert not any(tied and not other for tied, other in zip(found, bonferroni, strict=True))
    assert all(tied for tied, one in zip(found[1:], p, strict=True) if one > 0.05)


def test_400_settings_are_79_800_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []

    def counted(values, *others):
        sizes.append(len(values))
        return contrast(values, *others)

    monkeypatch.setattr("regexp.statistics.ties.contrast", counted)
    # Means from 0 to 10 with noise of 0.02: neighbours 0.025 apart are tied, those beyond a few are not.
    tied = tied_with_best(settings(np.linspace(0, 10, 400), 10), 0, "paired")
    assert tied[:2] == [True, True]
    assert not any(tied[40:])
    assert sizes == [79_800]  # all pairs at once
