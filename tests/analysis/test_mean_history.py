import numpy as np

from regexp.analysis.mean_history import mean_history
from regexp.history import History


def test_means_by_hand(history):
    mean = mean_history([history([4, 2], [6, 4]), history([2, 1], [2, 2])])
    assert mean.columns == ("epoch", "train_loss", "validation_loss", "train_accuracy", "validation_accuracy")
    np.testing.assert_array_equal(mean["epoch"], [1, 2])
    np.testing.assert_array_equal(mean["train_loss"], [3, 1.5])
    np.testing.assert_array_equal(mean["validation_loss"], [4, 3])


def test_it_ends_with_the_run_that_ended_first(history):
    mean = mean_history([history([4, 2, 1], [4, 2, 1]), history([2, 1], [2, 1])])
    np.testing.assert_array_equal(mean.values[:, :2], [[1, 3], [2, 1.5]])


def test_only_epochs_that_all_were_measured_at(history):
    mean = mean_history(
        [history([1, 2, 3], [0, 0, 0], epochs=[2, 4, 6]), history([5, 6], [0, 0], epochs=[4, 6])]
    )
    np.testing.assert_array_equal(mean.values[:, :2], [[4, 3.5], [6, 4.5]])


def test_columns_that_not_all_have_are_left_out(history):
    noisy = history([1, 2], [1, 2], memorized=[0, 1])
    assert "memorized" not in mean_history([noisy, history([1, 2], [1, 2])])
    swapped = History(noisy.columns[::-1], noisy.values[:, ::-1])
    np.testing.assert_array_equal(mean_history([noisy, swapped]).values, noisy.values)


def test_what_is_missing_in_one_run_is_missing_in_the_mean(history):
    assert np.isnan(
        mean_history([history([1, 2], [1, np.nan]), history([1, 2], [1, 2])])["validation_loss"][1]
    )
