"""Mixup: which rows it mixes with which, how much, and what it keeps the same."""

from itertools import product
from math import sqrt

import numpy as np
import pytest
from scipy import stats
from support.problems import alone, classification, different, regression, trained

from regexp.context import Context
from regexp.optimizers import GradientDescent
from regexp.regularizers import Mixup
from regexp.spec import Array
from regexp.streams import Streams

BATCH = 12
FIVE_SIGMA = 2 * stats.norm.sf(5)


class Mixing:
    """Mixup for runs of these strengths and seeds, step after step in float64."""

    def __init__(self, alphas: list[float], seeds: list[int]) -> None:
        self.spec = Mixup.stack([Mixup(concentration=alpha) for alpha in alphas])
        self.ctx = Context([Streams(seed) for seed in seeds], rows=BATCH, epochs=1, dtype="float64")

    def step(self, y: Array) -> tuple[Array, Array]:
        """Return what becomes of the rows of an identity matrix and of targets (B, K), for each run."""
        runs = len(self.ctx.streams)
        inputs, targets = np.tile(np.eye(len(y)), (runs, 1, 1)), np.tile(y, (runs, 1, 1))
        self.spec.draw(len(y), (len(y), y.shape[1]), self.ctx)
        self.spec.inputs(inputs, targets, self.ctx)
        return inputs, targets


def parts(mixed: Array) -> tuple[Array, float]:
    """Return each row's partner and the share 1 − λ, read off a mixed identity matrix."""
    others = mixed - np.diag(np.diag(mixed))
    partners = np.where(others.any(axis=1), others.argmax(axis=1), np.arange(len(mixed)))
    return partners, float(others.max())


def test_every_row_is_a_convex_combination_of_itself_and_its_partner() -> None:
    """Expected: (1 − s)·e_i + s·e_π(i) for one permutation π and one s ≤ ½, the same for the targets."""
    targets = np.random.default_rng(0).standard_normal((BATCH, 3))
    mixing = Mixing([0.2, 1.0, 5.0], [0, 1, 2])
    for _ in range(50):
        for mixed, y in zip(*mixing.step(targets), strict=True):
            partners, share = parts(mixed)
            assert sorted(partners) == list(range(BATCH))
            assert 0 <= share <= 0.5
            expected = (1 - share) * np.eye(BATCH) + share * np.eye(BATCH)[partners]
            np.testing.assert_allclose(mixed, expected, rtol=1e-12, atol=1e-15)
            np.testing.assert_allclose(y, expected @ targets, rtol=1e-12, atol=1e-14)


def shares(alpha: float, steps: int) -> Array:
    """Return the share of the other row in many steps."""
    mixing = Mixing([alpha], [3])
    found = []
    for _ in range(steps):
        mixing.spec.draw(2, (1, 1), mixing.ctx)
        found.append(mixing.ctx.noise["share"].item())
    return np.array(found)


@pytest.mark.parametrize("alpha", [0.2, 1.0, 5.0])
def test_the_share_is_the_smaller_part_of_a_beta_variable(alpha: float) -> None:
    """NumPy's own Beta(α, α), by Kolmogorov and Smirnov at 5 σ; and E[λ(1 − λ)] = α/(4α + 2) by hand."""
    found = shares(alpha, 4000)
    drawn = np.random.default_rng(1).beta(alpha, alpha, size=20_000)
    assert stats.ks_2samp(found, np.minimum(drawn, 1 - drawn)).pvalue > FIVE_SIGMA
    products = found * (1 - found)
    error = products.std() / sqrt(len(products))
    assert abs(products.mean() - alpha / (4 * alpha + 2)) < 5 * error


def test_the_distribution_test_can_fail() -> None:
    drawn = np.random.default_rng(1).beta(0.3, 0.3, size=20_000)
    assert stats.ks_2samp(shares(0.2, 4000), np.minimum(drawn, 1 - drawn)).pvalue < FIVE_SIGMA


def test_no_strength_mixes_nothing_and_a_large_one_halves() -> None:
    assert (shares(0.0, 100) == 0).all()
    np.testing.assert_allclose(shares(1e8, 100), 0.5, atol=1e-3)


def test_the_batch_mean_stays_the_same() -> None:
    """Every row is the partner of one: exact, up to rounding."""
    targets = np.random.default_rng(0).standard_normal((BATCH, 3))
    mixing = Mixing([1.0], [0])
    for _ in range(20):
        mixed, y = mixing.step(targets)
        np.testing.assert_allclose(mixed[0].mean(axis=0), 1 / BATCH, rtol=1e-12)
        np.testing.assert_allclose(y[0].mean(axis=0), targets.mean(axis=0), rtol=1e-11)


def test_the_expected_target_moves_towards_the_mean() -> None:
    """With α = 1 the share is uniform on [0, ½], mean ¼: ¾·y_i + ¼·ȳ, within 5 standard errors."""
    targets = np.random.default_rng(0).standard_normal((BATCH, 2))
    mixing = Mixing([1.0], [4])
    found = np.array([mixing.step(targets)[1][0] for _ in range(4000)])
    error = found.std(axis=0) / sqrt(len(found))
    assert (np.abs(found.mean(axis=0) - 0.75 * targets - 0.25 * targets.mean(axis=0)) < 5 * error).all()


def test_each_step_and_each_seed_have_draws_of_their_own() -> None:
    mixing = Mixing([1.0, 1.0], [0, 1])
    found = [parts(mixed) for _ in range(2) for mixed in mixing.step(np.zeros((BATCH, 1)))[0]]
    assert len({share for _, share in found}) == 4
    assert len({tuple(partners) for partners, _ in found}) == 4


def test_runs_of_one_seed_share_partners_whatever_their_strength() -> None:
    """And the quantile: the stronger of two never mixes less."""
    mixing = Mixing([0.1, 0.5, 5.0], [7, 7, 7])
    for _ in range(30):
        found = [parts(mixed) for mixed in mixing.step(np.zeros((BATCH, 1)))[0]]
        mixing_rows = [partners for partners, share in found if share > 0]
        assert all((partners == mixing_rows[0]).all() for partners in mixing_rows)
        assert [share for _, share in found] == sorted(share for _, share in found)


def test_runs_of_different_strengths_and_seeds_are_the_same_stacked_and_alone() -> None:
    problems = [
        classification(seed=seed, regularizers=(Mixup(concentration=alpha),))
        for seed, alpha in product((0, 1), (0.1, 1.0, 8.0))
    ]
    for member, problem in zip(trained(*problems), problems, strict=True):
        assert different(member, alone(problem)) == []


@pytest.mark.parametrize("make", [classification, regression])
def test_nothing_is_mixed_when_measuring(make: type) -> None:
    """A step of 1e-30 changes no weight, so that the measured numbers are those of the run without it."""
    optimizer = GradientDescent(learning_rate=1e-30, epochs=1)
    plain, mixed = (
        make(optimizer=optimizer, regularizers=some) for some in ((), (Mixup(concentration=1.0),))
    )
    assert alone(plain).history.values.tobytes() == alone(mixed).history.values.tobytes()
