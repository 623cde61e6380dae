"""Holm's adjustment, by hand and by a published example."""

from math import nan

import pytest

from regexp.statistics import holm


def test_by_hand() -> None:
    # Sorted 0.01, 0.02, 0.03, 0.6: 4·0.01, 3·0.02, 2·0.03, 1·0.6
    assert holm([0.03, 0.6, 0.01, 0.02]) == pytest.approx([0.06, 0.6, 0.04, 0.06])


def test_demsars_example() -> None:
    # Demšar (2006), section 3.2.2: of 0.016, 0.019 and 0.607 Holm rejects two at 0.05, Bonferroni one:
    # 3·0.016, the larger of that and 2·0.019, 1·0.607.
    assert holm([0.016, 0.019, 0.607]) == pytest.approx([0.048, 0.048, 0.607])


def test_never_decreases_with_p_and_is_at_most_1() -> None:
    # 3·0.4 = 1.2, then 2·0.5 = 1, then 0.9, which may not fall below those before it
    assert holm([0.4, 0.5, 0.9]) == [1.0, 1.0, 1.0]
    assert holm([0.2, 0.29]) == pytest.approx([0.4, 0.4])


def test_one_comparison_needs_no_adjustment() -> None:
    assert holm([0.03]) == [0.03]


def test_no_comparison_stays_so_and_is_not_counted() -> None:
    assert holm([nan, 0.02, nan, 0.03]) == pytest.approx([nan, 0.04, nan, 0.04], nan_ok=True)
    assert holm([nan]) == pytest.approx([nan], nan_ok=True)
    assert holm([]) == []
