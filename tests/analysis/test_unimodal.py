import numpy as np
import pytest
from sklearn.isotonic import IsotonicRegression

from regexp.analysis.unimodal import fit_valley


def test_a_falling_then_rising_curve_is_its_own_fit():
    values = np.array([3.0, 2.0, 1.0, 2.0, 3.0])
    fit = fit_valley(values)
    np.testing.assert_array_equal(fit.fitted, values)
    assert (fit.start, fit.stop, fit.levels) == (2, 3, 5)


def test_neighbours_out_of_order_share_their_mean():
    # By hand: 2 and 3 out of order are pooled to 2.5 (error 0.5); taking 3 and 1 together would cost 2.
    fit = fit_valley(np.array([2.0, 3.0, 1.0]))
    np.testing.assert_array_equal(fit.fitted, [2.5, 2.5, 1.0])
    assert (fit.start, fit.stop, fit.levels) == (2, 3, 2)


def test_a_flat_curve_is_one_level_without_a_rise():
    fit = fit_valley(np.full(6, 0.3))
    np.testing.assert_array_equal(fit.fitted, np.full(6, 0.3))
    assert (fit.start, fit.stop, fit.levels) == (0, 6, 1)


@pytest.mark.parametrize("seed", range(8))
def test_error_equals_the_best_of_all_turning_points_by_scikit_learn(seed):
    generator = np.random.default_rng(seed)
    values = np.abs(np.arange(25) - 10) * 0.1 + generator.normal(size=25)
    rows = np.arange(25.0)

    def branch(part, increasing):
        if part.size == 0:
            return part
        return IsotonicRegression(increasing=increasing).fit_transform(rows[: part.size], part)

    fits = [np.concatenate([branch(values[:turn], False), branch(values[turn:], True)]) for turn in range(26)]
    best = min(fits, key=lambda fit: float(((values - fit) ** 2).sum()))
    np.testing.assert_allclose(fit_valley(values).fitted, best, rtol=0, atol=1e-12)
