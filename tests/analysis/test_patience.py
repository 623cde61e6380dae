import numpy as np
import pytest
from scipy import stats

from regexp.analysis.patience import Kept, kept_by_patience


def curve(*losses, rest=5.0, epochs=30):
    return [*losses, *[rest] * (epochs - len(losses))]


def rules(kept):
    return {one.rule: (one.epoch, one.value.mean) for one in kept}


def test_rules_by_hand(history):
    # The first is lowest so far at epochs 1 to 3 and, six epochs later, at 9; the second at 2 for good.
    first, second = curve(3, 2, 1, 2, 2, 2, 2, 2, 0.5), curve(3, 0.7)
    kept = kept_by_patience([history(first, first), history(second, second)], "validation_loss")
    assert rules(kept) == {
        "best epoch": (5.5, pytest.approx(0.6)),
        "patience 5": (2.5, pytest.approx(0.85)),
        "patience 10": (5.5, pytest.approx(0.6)),
        "patience 20": (5.5, pytest.approx(0.6)),
        "last epoch": (30, 5),
    }


def test_intervals_are_those_of_scipy(history):
    lowest = [0.5, 0.7, 0.4, 0.65]
    kept = kept_by_patience([history(curve(3, low), curve(3, low)) for low in lowest], "validation_loss")[0]
    low, high = stats.t.interval(0.95, 3, loc=np.mean(lowest), scale=stats.sem(lowest))
    assert (kept.value.mean, kept.value.half_width) == pytest.approx(((low + high) / 2, (high - low) / 2))


def test_patiences_that_outlast_a_run_are_left_out(history):
    longer, shorter = curve(3, 1, epochs=30), curve(3, 1, epochs=10)
    kept = kept_by_patience([history(longer, longer), history(shorter, shorter)], "validation_loss")
    assert [one.rule for one in kept] == ["best epoch", "patience 5", "last epoch"]
    assert kept[-1].epoch == 20


def test_accuracy_is_better_when_larger(history):
    accuracy = curve(0.1, 0.9, rest=0.5)
    recorded = history(accuracy, accuracy, accuracy=accuracy)
    kept = kept_by_patience([recorded], "validation_accuracy")
    assert rules(kept)["patience 5"] == (2, 0.9)
    assert np.isnan(kept[0].value.half_width)
    assert isinstance(kept[0], Kept)


@pytest.mark.parametrize("seed", range(5))
def test_no_patience_keeps_anything_better_than_the_best(seed, history):
    generator = np.random.default_rng(seed)
    histories = [history(*[0.3 + 0.1 * generator.random(60)] * 2) for _ in range(4)]
    best, *others = kept_by_patience(histories, "validation_loss")
    assert all(one.value.mean >= best.value.mean for one in others)
