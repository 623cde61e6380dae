"""Means and their intervals, by hand, by Student's table and by SciPy."""

from math import isnan, nan, sqrt

import pytest
from scipy import stats

from regexp.statistics import Interval, half_width, mean_interval, standard_error


def test_standard_error_has_one_degree_of_freedom_less() -> None:
    # s² = (0.1² + 0 + 0.1²)/2 = 0.01
    assert standard_error([0.3, 0.4, 0.5]) == pytest.approx(0.1 / sqrt(3))


@pytest.mark.parametrize(
    ("n", "confidence", "t"),
    # Student's table, two-sided
    [(2, 0.95, 12.706), (5, 0.95, 2.776), (10, 0.95, 2.262), (5, 0.99, 4.604), (10, 0.9, 1.833)],
)
def test_half_width_is_t_standard_errors(n: int, confidence: float, t: float) -> None:
    assert half_width(2.0, n, confidence) == pytest.approx(2 * t, abs=1e-3)


@pytest.mark.parametrize("confidence", [0.5, 0.95, 0.999])
@pytest.mark.parametrize("n", [2, 5, 40])
def test_the_interval_is_that_of_scipy(n: int, confidence: float) -> None:
    values = [0.3 + 0.01 * (seed**2 % 7) for seed in range(n)]
    found = mean_interval(values, confidence)
    low, high = stats.t.interval(confidence, n - 1, loc=sum(values) / n, scale=stats.sem(values))
    assert (found.mean - found.half_width, found.mean + found.half_width) == pytest.approx((low, high))


def test_equal_values_have_an_interval_of_no_width() -> None:
    assert mean_interval([0.25] * 3) == Interval(0.25, 0.0)


def test_one_value_has_a_mean_but_no_interval() -> None:
    found = mean_interval([0.3])
    assert found.mean == 0.3
    assert isnan(found.half_width)
    assert isnan(standard_error([0.3]))
    assert isnan(half_width(0.1, 1))


def test_nothing_has_neither() -> None:
    assert isnan(mean_interval([]).mean)
    assert isnan(mean_interval([]).half_width)


def test_an_unknown_value_makes_both_unknown() -> None:
    found = mean_interval([0.3, nan, 0.4])
    assert isnan(found.mean)
    assert isnan(found.half_width)
