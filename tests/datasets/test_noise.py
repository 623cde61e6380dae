"""Label and feature noise: counts and nesting follow from the definitions in `noise.py`."""

import numpy as np
import pytest

from regexp.datasets import prepare
from regexp.datasets.cache import load
from regexp.datasets.noise import flipped_rows
from regexp.errors import DataError
from regexp.streams import Stream


@pytest.mark.parametrize("seed", range(20))
def test_whole_shares_are_met_exactly(seed):
    for count, fraction, expected in [
        (400, 0.1, 40),
        (10, 0.3, 3),
        (100, 0.29, 29),
        (7, 0.0, 0),
        (50, 0.98, 49),
    ]:
        assert flipped_rows(count, fraction, Stream(seed, "label_noise")).sum() == expected


def test_other_shares_are_rounded_up_or_down_and_right_on_average():
    counts = [flipped_rows(45, 0.1, Stream(seed, "label_noise")).sum() for seed in range(400)]
    assert set(counts) == {4, 5}
    assert abs(np.mean(counts) - 4.5) < 0.1  # four standard errors: 4 · 0.5 / √400


def test_every_row_is_flipped_for_some_seed():
    starts = [flipped_rows(10, 0.1, Stream(seed, "label_noise")) for seed in range(200)]
    assert np.sum(starts, axis=0).min() > 5  # 20 expected of each


def test_flipped_labels_differ_and_the_others_are_true(build):
    dataset = build("digits", train_size=400, label_noise=0.1)
    data, true = prepare(dataset, seed=4), load(dataset).y
    assert data.flipped is not None
    assert data.flipped.sum() == 40
    assert np.array_equal(data.train.y != true[data.train.rows], data.flipped)
    assert np.array_equal(data.validation.y, true[data.validation.rows])
    assert np.array_equal(data.test.y, true[data.test.rows])


def test_flipped_labels_nest_in_train_size(build):
    small, large = (prepare(build("digits", train_size=n, label_noise=0.3), seed=2) for n in (100, 333))
    assert np.array_equal(small.train.y, large.train.y[:100])
    assert small.flipped is not None
    assert large.flipped is not None
    assert np.array_equal(small.flipped, large.flipped[:100])


def test_new_classes_are_uniform_among_the_others(build):
    dataset = build("blobs", classes=4, samples=20_000, label_noise=0.9, validation_size=0, test_size=0)
    data, true = prepare(dataset, seed=0), load(dataset).y
    moved = (data.train.y - true[data.train.rows])[data.flipped] % 4
    shares = np.bincount(moved, minlength=4) / len(moved)
    assert shares[0] == 0
    assert np.abs(shares[1:] - 1 / 3).max() < 4 * np.sqrt(2 / 9 / 18_000)  # four standard errors


def test_without_label_noise_nothing_is_flipped(build):
    assert prepare(build("iris"), seed=0).flipped is None


def test_label_noise_needs_classes(build):
    with pytest.raises(DataError) as caught:
        prepare(build("diabetes", label_noise=0.1), seed=0)
    assert str(caught.value) == (
        "diabetes: label_noise changes classes, but these targets are numbers; "
        "feature_noise disturbs the inputs of any data set"
    )


def test_feature_noise_has_the_stated_deviation_and_is_in_training_inputs_only(build):
    fields = {"samples": 20_000, "scale": "none"}
    clean, noisy = (prepare(build("friedman1", feature_noise=level, **fields), seed=1) for level in (0, 0.5))
    noise = noisy.train.x - clean.train.x
    deviation = np.sqrt(1 / 12)  # of a uniform input on [0, 1]
    assert np.allclose(noise.std(axis=0), 0.5 * deviation, rtol=0.03)
    assert np.array_equal(noisy.validation.x, clean.validation.x)
    assert np.array_equal(noisy.test.x, clean.test.x)
    assert np.array_equal(noisy.train.y, clean.train.y)


def test_feature_noise_is_drawn_by_the_runs_seed_and_nests_in_train_size(build):
    def noise(seed: int, size: int) -> np.ndarray:
        fields = {"split_seed": 0, "train_size": size, "scale": "none"}
        clean, noisy = (
            prepare(build("friedman1", feature_noise=n, **fields), seed).train.x for n in (0, 0.5)
        )
        return (noisy - clean) / clean.std(axis=0)

    assert np.abs(noise(1, 50) - noise(2, 50)).max() > 0.5
    np.testing.assert_allclose(noise(1, 50), noise(1, 200)[:50])


def test_feature_noise_leaves_constant_inputs_alone(build):
    x = [[value, 5] for value in range(10)]
    sizes = {"validation_size": 0, "test_size": 0}
    data = prepare(build("inline", x=x, y=[0.5] * 10, feature_noise=1.0, scale="none", **sizes), seed=0)
    assert (data.train.x[:, 1] == 5).all()
    assert (data.train.x[:, 0] != np.arange(10)[data.train.rows]).all()
