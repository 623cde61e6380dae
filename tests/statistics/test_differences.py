"""Differences to a baseline: the tests against SciPy and published examples, and every edge by hand."""

from math import inf, isnan, nan, sqrt
from typing import Literal

import numpy as np
import pytest
from scipy import stats
from support.published import MAIZE, SLEEP

from regexp.statistics import Difference, difference

Seeds = dict[int, float]


def by_seed(values) -> Seeds:
    return dict(enumerate(float(value) for value in values))


def drawn(n: int, others: int | None = None) -> tuple[Seeds, Seeds]:
    """Two samples of losses, of different spread, correlated by seed."""
    generator = np.random.default_rng(n)
    shared = generator.normal(size=max(n, others or n))
    one = 0.4 + 0.05 * shared[:n] + 0.02 * generator.normal(size=n)
    other = 0.42 + 0.08 * shared[: others or n] + 0.01 * generator.normal(size=others or n)
    return by_seed(one), by_seed(other)


def test_students_sleep_data_paired() -> None:
    # R: t.test(extra ~ group, data = sleep, paired = TRUE): t = 4.0621, p = 0.002833, 0.7001142 … 2.4598858
    found = difference(SLEEP[1], SLEEP[0], "paired")
    assert found.mean == pytest.approx(1.58)
    assert found.p == pytest.approx(0.002833, abs=5e-7)
    assert found.mean - found.half_width == pytest.approx(0.7001142, abs=5e-8)
    assert found.mean + found.half_width == pytest.approx(2.4598858, abs=5e-8)
    assert (found.seeds, found.least_p, found.is_identical, found.is_constant) == (10, 0.0, False, False)


def test_students_sleep_data_by_welch() -> None:
    # R: t.test(extra ~ group, data = sleep): t = 1.8608, df = 17.776, p = 0.07939, -0.2054832 … 3.3654832
    found = difference(SLEEP[1], SLEEP[0], "welch")
    assert found.p == pytest.approx(0.07939, abs=5e-6)
    assert found.mean - found.half_width == pytest.approx(-0.2054832, abs=5e-8)
    assert found.mean + found.half_width == pytest.approx(3.3654832, abs=5e-8)


def test_fishers_sign_flips_of_darwins_maize() -> None:
    # Fisher (1935), section 21: 1726 of the 32768 arrangements lie as far from 0 as the total, 5.267 %;
    # section 17: t = 2.148, below the 5 % point 2.145 of 14 degrees of freedom by a hair's breadth.
    found = difference(by_seed(MAIZE), by_seed([0] * 15), "permutation")
    assert found.p == 1726 / 32768
    assert found.least_p == 1 / 16384
    assert found.mean / found.half_width == pytest.approx(2.148 / 2.145, abs=5e-4)


@pytest.mark.parametrize("n", [2, 3, 5, 10, 30])
def test_paired_t_is_that_of_scipy(n: int) -> None:
    one, other = drawn(n)
    expected = stats.ttest_rel(list(one.values()), list(other.values()))
    interval = expected.confidence_interval(0.9)
    found = difference(one, other, "paired", confidence=0.9)
    assert found.p == pytest.approx(expected.pvalue)
    assert (found.mean - found.half_width, found.mean + found.half_width) == pytest.approx(tuple(interval))


@pytest.mark.parametrize(("n", "others"), [(2, 2), (5, 5), (10, 4), (3, 30)])
def test_welchs_t_is_that_of_scipy_and_uses_every_seed(n: int, others: int) -> None:
    one, other = drawn(n, others)
    expected = stats.ttest_ind(list(one.values()), list(other.values()), equal_var=False)
    interval = expected.confidence_interval()
    found = difference(one, other, "welch")
    assert found.p == pytest.approx(expected.pvalue)
    assert (found.mean - found.half_width, found.mean + found.half_width) == pytest.approx(tuple(interval))
    assert found.seeds == min(n, others)


@pytest.mark.parametrize("n", [2, 3, 5, 10, 13])
def test_sign_flips_are_those_of_scipy(n: int) -> None:
    one, other = drawn(n)
    expected = stats.permutation_test(
        (list(one.values()), list(other.values())),
        lambda x, y: np.mean(x - y),
        permutation_type="samples",
        n_resamples=np.inf,
    )
    found = difference(one, other, "permutation")
    assert found.p == pytest.approx(expected.pvalue, abs=1e-12)
    assert found.least_p == 2.0 ** (1 - n)
    assert found.half_width == difference(one, other, "paired").half_width


def test_sign_flips_of_many_seeds_are_drawn_and_repeat() -> None:
    # Differences of one size: the sign test, 2·P(Binomial(20, ½) ≥ 15) = 0.041389; the Monte Carlo
    # error is √(p(1 − p)/65536) = 0.00078.
    one, other = by_seed([1] * 15 + [-1] * 5), by_seed([0] * 20)
    found = difference(one, other, "permutation")
    assert found.p == pytest.approx(0.041389, abs=5 * 0.00078)
    assert found == difference(one, other, "permutation")
    assert found.least_p == 1 / 65536


def test_drawn_sign_flips_never_give_zero() -> None:
    # All 17 differences have one sign: 2 of 131072 patterns, of which 65535 are drawn.
    found = difference(by_seed(range(1, 18)), by_seed([0] * 17), "permutation")
    assert 1 / 65536 <= found.p <= 4 / 65536


def test_sums_equal_on_paper_are_equal() -> None:
    # Tenths have no exact binary form, whole numbers have: both have the same sums on paper.
    for whole in np.random.default_rng(0).integers(-5, 6, size=(100, 6)):
        found = [difference(by_seed(unit * whole), by_seed([0] * 6), "permutation").p for unit in (1, 0.1)]
        assert found[0] == found[1]


def test_five_seeds_of_sign_flips_cannot_reach_5_percent() -> None:
    found = difference(by_seed([5, 6, 7, 8, 9]), by_seed([0] * 5), "permutation")
    assert found.p == found.least_p == 0.0625


@pytest.mark.parametrize("significance", ["paired", "permutation"])
def test_only_common_seeds_and_finite_values_count(significance: Literal["paired", "permutation"]) -> None:
    one = {0: 0.5, 1: 0.4, 2: 0.45, 3: 0.1, 5: inf, 6: 0.3}
    other = {6: nan, 5: 0.2, 2: 0.40, 1: 0.42, 0: 0.30, 4: 9.0}
    common = difference({0: 0.5, 1: 0.4, 2: 0.45}, {0: 0.30, 1: 0.42, 2: 0.40}, significance)
    assert difference(one, other, significance) == common
    assert common.seeds == 3
    # (0.2 − 0.02 + 0.05)/3
    assert common.mean == pytest.approx(0.23 / 3)


def test_the_difference_is_that_to_the_baseline() -> None:
    one, other = drawn(5)
    there, back = difference(one, other, "paired"), difference(other, one, "paired")
    assert (back.mean, back.half_width, back.p) == pytest.approx((-there.mean, there.half_width, there.p))


def test_overlap_widens_the_interval_and_p() -> None:
    # t = mean/√(s²(1/n + overlap)): a fifth more than 1/5 doubles the variance.
    one, other = drawn(5)
    plain = difference(one, other, "paired")
    wider = difference(one, other, "paired", overlap=0.2)
    assert wider.half_width == pytest.approx(sqrt(2) * plain.half_width)
    t = stats.t.isf(plain.p / 2, 4)
    assert wider.p == pytest.approx(2 * stats.t.sf(t / sqrt(2), 4))
    assert wider.mean == plain.mean


def test_overlap_by_welch_widens_either_sample() -> None:
    one, other = drawn(5, 5)
    plain, wider = difference(one, other, "welch"), difference(one, other, "welch", overlap=0.2)
    assert wider.half_width == pytest.approx(sqrt(2) * plain.half_width)


def test_overlap_widens_the_interval_of_sign_flips_but_not_p() -> None:
    one, other = drawn(5)
    wider = difference(one, other, "permutation", overlap=0.2)
    assert wider.half_width == difference(one, other, "paired", overlap=0.2).half_width
    assert wider.p == difference(one, other, "permutation").p


def test_without_a_test_there_is_a_mean_only() -> None:
    found = difference(*drawn(5), "none")
    assert found.mean == difference(*drawn(5), "paired").mean
    assert all(isnan(number) for number in (found.half_width, found.p, found.least_p))


@pytest.mark.parametrize("significance", ["paired", "permutation", "welch"])
def test_one_seed_has_a_difference_but_nothing_to_judge_it_by(significance) -> None:
    found = difference({7: 0.5}, {7: 0.25}, significance)
    assert (found.mean, found.seeds, found.is_identical, found.is_constant) == (0.25, 1, False, False)
    assert isnan(found.half_width)
    assert isnan(found.p)


@pytest.mark.parametrize("significance", ["paired", "permutation", "none"])
def test_without_common_seeds_nothing_is_known(significance) -> None:
    for one, other in (({}, {}), ({0: 1.0}, {1: 1.0}), ({0: nan}, {0: 1.0}), ({0: inf}, {0: inf})):
        found = difference(one, other, significance)
        assert (found.seeds, found.is_identical, found.is_constant) == (0, False, False)
        assert all(isnan(number) for number in (found.mean, found.half_width, found.p))


@pytest.mark.parametrize("seeds", [1, 2, 5, 20])
@pytest.mark.parametrize("significance", ["paired", "permutation", "welch", "none"])
def test_identical_values_are_said_to_be_identical(significance, seeds: int) -> None:
    values = by_seed(np.random.default_rng(0).normal(size=seeds))
    found = difference(values, dict(values), significance)
    least = difference(values, by_seed([9] * seeds), significance).least_p
    assert found == pytest.approx(Difference(0.0, 0.0, 1.0, seeds, least, True, False), nan_ok=True)


def test_samples_of_other_seeds_are_not_identical() -> None:
    assert not difference({0: 0.0, 1: 0.5}, {1: 0.5}, "welch").is_identical
    assert difference({0: nan, 1: 0.5}, {1: 0.5}, "welch").is_identical


def test_equal_constant_samples_are_identical_and_not_constant() -> None:
    found = difference(by_seed([0.3, 0.3]), by_seed([0.3, 0.3]), "welch")
    assert (found.is_identical, found.is_constant) == (True, False)


def test_huge_losses_are_measured_without_complaint() -> None:
    # 1e200² is beyond float64: no interval can be given, and no warning is raised.
    found = difference(by_seed([1e200, 2e200, 1e200]), by_seed([0.1] * 3), "paired")
    assert found.mean == pytest.approx(4e200 / 3)
    assert isnan(found.half_width)


@pytest.mark.parametrize("significance", ["paired", "welch"])
def test_a_constant_difference_has_no_spread_to_be_judged_by(significance) -> None:
    # 0.3 − 0.2 and 0.4 − 0.3 differ by rounding only; by Welch, both samples have to be constant.
    one, other = ({0: 0.3, 1: 0.4}, {0: 0.2, 1: 0.3})
    if significance == "welch":
        one, other = ({0: 0.1 + 0.2, 1: 0.3}, {0: 0.2, 1: 0.2})
    found = difference(one, other, significance)
    assert found.mean == pytest.approx(0.1)
    assert (found.is_constant, found.is_identical) == (True, False)
    assert isnan(found.half_width)
    assert isnan(found.p)


def test_sign_flips_judge_a_constant_difference() -> None:
    found = difference(by_seed([0.3] * 6), by_seed([0.2] * 6), "permutation")
    assert (found.p, found.is_constant) == (2 / 64, True)
    assert isnan(found.half_width)


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
@pytest.mark.parametrize("significance", ["paired", "permutation", "welch"])
def test_p_does_not_depend_on_the_unit(significance, scale: float) -> None:
    one, other = drawn(6)
    scaled = [{seed: scale * value for seed, value in sample.items()} for sample in (one, other)]
    assert difference(*scaled, significance).p == pytest.approx(difference(one, other, significance).p)
