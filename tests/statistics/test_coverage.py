"""What the numbers promise, by simulation: intervals cover, families of tests rarely cry wolf.

Every simulation has a fixed seed; its Monte Carlo standard error is stated where a bound is set.
"""

import numpy as np
import pytest
from sklearn.datasets import load_digits

from regexp.spec import Array
from regexp.statistics import holm, overlap_of, tied_with_best
from regexp.statistics.contrasts import paired, student_p
from regexp.statistics.intervals import quantile


def coverage(differences: Array, truth: float, overlap: float = 0.0) -> float:
    """Return how often the 95 % interval of each row of differences (repeats, seeds) holds the truth."""
    found = paired(differences, np.zeros_like(differences), overlap)
    half = quantile(differences.shape[1] - 1) * found.error
    return float(np.mean(np.abs(found.mean - truth) <= half))


def without_effect(repeats: int, settings: int, seeds: int) -> Array:
    """Losses (repeats, settings, seeds) of paired runs: seeds differ three times as much as their noise."""
    generator = np.random.default_rng(settings)
    shared = 0.3 * generator.normal(size=(repeats, 1, seeds))
    return 1 + shared + 0.1 * generator.normal(size=(repeats, settings, seeds))


@pytest.mark.parametrize("seeds", [5, 10])
def test_the_paired_interval_covers_95_percent(seeds: int) -> None:
    # 20,000 repeats: standard error √(0.95·0.05/20,000) = 0.15 %
    losses = without_effect(20_000, 2, seeds)
    assert 0.93 <= coverage(losses[:, 0] - losses[:, 1] + 0.07, 0.07) <= 0.97


def test_holm_against_a_baseline_rarely_cries_wolf() -> None:
    # 5 seeds × 20 settings without effect share their seeds and the baseline; 4,000 repeats: 0.34 %.
    losses = without_effect(4_000, 21, 5)
    settings, baseline = losses[:, 1:].reshape(-1, 5), np.repeat(losses[:, 0], 20, axis=0)
    p = student_p(paired(settings, baseline, 0.0)).reshape(-1, 20)
    assert np.mean([min(holm(family)) <= 0.05 for family in p]) <= 0.06
    assert np.mean(p.min(axis=1) <= 0.05) > 0.3  # unadjusted


def test_the_best_of_equals_is_rarely_told_apart() -> None:
    # 20 settings without effect, the best picked by looking; 1,000 repeats: 0.7 %.
    called = 0
    for losses in without_effect(1_000, 20, 5):
        values = [dict(enumerate(row)) for row in losses.tolist()]
        called += not all(tied_with_best(values, int(losses.mean(axis=1).argmin()), "paired"))
    assert called / 1_000 <= 0.06


def split_and_fit(
    x: Array, y: Array, generator: np.random.Generator, sizes: tuple[int, int], strengths: tuple[float, ...]
) -> tuple[list[float], list[float]]:
    """Return validation loss and accuracy of ridge regression, one of each a strength, on a random split.

    `x` has shape (rows, I) and `y` (rows, K), `sizes` are training and validation rows. The weights are
    (XᵀX + λI)⁻¹XᵀY, the loss is the squared error, the accuracy that of the largest output or of the sign.
    """
    training, validation = sizes
    order = generator.permutation(len(x))
    fitted, held_out = order[validation : validation + training], order[:validation]
    gram, moments = x[fitted].T @ x[fitted], x[fitted].T @ y[fitted]
    eye = np.eye(x.shape[1])
    found = [x[held_out] @ np.linalg.solve(gram + strength * eye, moments) for strength in strengths]
    return (
        [float(((one - y[held_out]) ** 2).sum(axis=1).mean()) for one in found],
        [float(np.mean(label(one) == label(y[held_out]))) for one in found],
    )


def label(outputs: Array) -> Array:
    """Return the largest of several outputs, the sign of a single one."""
    return outputs.argmax(axis=1) if outputs.shape[1] > 1 else outputs[:, 0] > 0


@pytest.mark.slow
def test_the_interval_covers_at_the_sizes_of_the_digits_config() -> None:
    # 400 rows train, 449 validate and 499 are left out: no correction. Ridge regression of one-hot labels
    # on centred pixels, λ = 100 against 1,000. The true difference over splits of these rows is that of a
    # pool of 600 splits, from which 20,000 samples of seeds are drawn: standard error 0.15 %.
    generator = np.random.default_rng(0)
    assert overlap_of(400, 449, 499) == 0
    pixels, digits = load_digits(return_X_y=True)
    x, y = (pixels - pixels.mean(axis=0))[:1348], np.eye(10)[digits][:1348]
    pool = [split_and_fit(x, y, generator, (400, 449), (100.0, 1000.0)) for _ in range(600)]
    for differences in np.diff(pool)[..., 0].T:
        for seeds in (5, 10):
            drawn = differences[generator.integers(0, 600, size=(20_000, seeds))]
            assert 0.93 <= coverage(drawn, float(differences.mean())) <= 0.97


@pytest.mark.slow
@pytest.mark.parametrize(("train", "validation"), [(90, 30), (112, 38)], ids=["80 % used", "all used"])
def test_the_corrected_interval_covers_new_data_at_150_rows(train: int, validation: int) -> None:
    # 800 samples of 150 rows, each split anew by 10 seeds; ridge regression on 80 features, of which the
    # weaker penalty overfits. The truth is the mean over all of them, off by a thirtieth of the error that
    # it is compared with. Standard error √(0.95·0.05/800) = 0.8 %.
    generator = np.random.default_rng(1)
    runs = np.empty((800, 10, 2, 2))
    for sample in runs:
        x = generator.normal(size=(150, 80))
        y = x @ np.linspace(1, 0, 80)[:, None] / np.sqrt(80 / 3) + generator.normal(size=(150, 1))
        for seed in sample:
            seed[:] = split_and_fit(x, y, generator, (train, validation), (3.0, 30.0))
    loss, accuracy = np.moveaxis(np.diff(runs)[..., 0], 2, 0)
    overlap = overlap_of(train, validation, 150 - train - validation)
    for seeds in (5, 10):
        truth, differences = float(loss.mean()), loss[:, :seeds]
        assert 0.93 <= coverage(differences, truth, overlap) <= 0.97
        assert coverage(differences, truth) <= 0.9
        # Accuracies of the same runs share less than the correction assumes: it errs on the safe side.
        assert coverage(accuracy[:, :seeds], float(accuracy.mean()), overlap) >= 0.97
