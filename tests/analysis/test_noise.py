import numpy as np
import pytest
from scipy import stats

from regexp.analysis.noise import Noise, _independent, _student, noise_around
from regexp.analysis.unimodal import Valley, fit_valley


def flat(rows):
    return Valley(np.zeros(rows), 0, rows, 1)


def test_independent_noise_averages_out_with_the_number_of_rows():
    noise = Noise(fresh=4.0, persistence=0.0)
    assert [noise.variance(rows) for rows in (1, 4, 100)] == [4.0, 1.0, 0.04]


def test_persistent_noise_averages_out_later():
    # AR(1) with persistence 1/2 and fresh variance 3: variance 3/(1 − 1/4) = 4, in the long run
    # 3/(1 − 1/2)² = 12 divided by the number of rows.
    noise = Noise(fresh=3.0, persistence=0.5)
    assert [noise.variance(rows) for rows in (1, 2, 3, 12, 120)] == [4.0, 4.0, 4.0, 1.0, 0.1]


@pytest.mark.parametrize("persistence", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("rows", [1, 2, 5, 20, 100])
def test_the_variance_of_a_mean_is_never_understated(persistence, rows):
    lags = np.abs(np.subtract.outer(np.arange(rows), np.arange(rows)))
    exact = (persistence**lags).mean() / (1 - persistence**2)
    assert Noise(1.0, persistence).variance(rows) >= exact * (1 - 1e-12)


@pytest.mark.parametrize("persistence", [0.0, 0.5, 0.9])
def test_parameters_of_a_long_series_are_recovered(persistence, noise):
    series = noise(np.random.default_rng(3), 4000, persistence)
    likely, at_most = noise_around(flat(4000), series)
    # The standard error of the persistence is √((1 − ρ²)/4000) ≤ 0.016, the upper limit lies two of them
    # and a bias below 0.001 higher; the variance, a mean of 4,000 squares, is known to 10 %. Student's t with
    # 4000(1 − ρ²)/(1 + ρ²)/2 ≥ 209 degrees of freedom is at most 1.2 % wider than the normal distribution.
    assert likely.persistence == pytest.approx(persistence, abs=0.04)
    limit = likely.persistence + 2 * np.sqrt((1 - likely.persistence**2) / 4000)
    assert at_most.persistence == pytest.approx(limit, abs=0.001)
    assert likely.fresh == pytest.approx(1 - persistence**2, rel=0.15)
    assert 1 < at_most.fresh / likely.fresh < 1.012**2 + 1e-3


@pytest.mark.parametrize("freedom", [5, 10, 20, 100])
def test_three_standard_errors_are_as_rare_with_students_t(freedom):
    # The quantile of t as rare as 3 of the normal distribution, by SciPy; two terms of the expansion.
    exact = stats.t.isf(stats.norm.sf(3), freedom) / 3
    assert _student(freedom) == pytest.approx(exact, rel=0.6 / freedom)
    assert _student(1e9) == pytest.approx(1)


@pytest.mark.parametrize("persistence", [0.0, 0.5, 0.9])
def test_persistent_noise_is_worth_fewer_rows(persistence, noise):
    # Half of n(1 − ρ²)/(1 + ρ²): 50, 30 and 5.2 of 100 rows. Without the half that is how well the variance
    # is known: that of a sample variance is 2σ⁴ divided by it, here over 4,000 samples, known to 5 %.
    assert _independent(100, persistence) == pytest.approx(50 * (1 - persistence**2) / (1 + persistence**2))
    generator = np.random.default_rng(0)
    variances = [np.mean(noise(generator, 100, persistence) ** 2) for _ in range(1000)]
    assert 2 / np.var(variances) == pytest.approx(2 * _independent(100, persistence), rel=0.2)
    assert _independent(8, 0.97) == 2


def test_noise_on_a_steep_curve_shows_in_second_differences():
    # Steps of 1 with noise of 0.1: the fit follows every row and leaves no residual.
    curve = np.arange(200, 0, -1) + 0.1 * np.random.default_rng(0).normal(size=200)
    fit = fit_valley(curve)
    np.testing.assert_array_equal(fit.fitted, curve)
    assert noise_around(fit, curve)[0].fresh == pytest.approx(0.01, rel=0.3)


def test_a_smooth_curve_has_next_to_no_noise():
    curve = 0.3 + np.exp(-np.arange(200) / 20)
    assert noise_around(fit_valley(curve), curve)[0].fresh < 1e-9
