"""The onset of overfitting over seeds: by hand, by SciPy, and how often its interval holds the truth."""

from itertools import product

import numpy as np
import pytest
from scipy import stats

from regexp.analysis.onset import Onset, typical_onset


def test_no_run_overfits():
    assert typical_onset([], 100) is None


def test_one_run_has_no_interval():
    assert typical_onset([60], 200) == Onset(60, None, None)
    assert str(typical_onset([1234], 2000)) == "about epoch 1,234"


def test_two_runs_by_hand():
    # Logarithms 3 ln 2 and 5 ln 2: mean 4 ln 2, s = √2 ln 2, s/√2 = ln 2; t(0.975; 1) = 12.706 (Student's
    # table): 16·2^±12.706, from below 1 to far beyond the last epoch.
    assert typical_onset([8, 32], 200) == Onset(16, 1, 200)
    assert str(typical_onset([8, 32], 200)) == "about epoch 16 (95%: 1 to 200)"


def test_many_runs_by_scipy():
    onsets = [41, 60, 60, 83, 39, 97, 55]
    low, high = stats.t.interval(0.95, 6, loc=np.mean(np.log(onsets)), scale=stats.sem(np.log(onsets)))
    expected = Onset(round(stats.gmean(onsets)), round(np.exp(low)), round(np.exp(high)))
    assert typical_onset(onsets, 200) == expected


def test_equal_onsets_leave_no_width():
    assert typical_onset([12, 12, 12], 200) == Onset(12, 12, 12)


def simulated(generator, count):
    """Onsets as multiples of 60 with a spread and a tail such as seeds of digits have, in whole epochs."""
    shapes = {
        "lognormal": np.exp(0.4 * generator.normal(size=count)),
        "skewed": np.exp(0.4 * (generator.exponential(size=count) - 1)),
        "two groups": np.where(generator.random(count) < 0.5, 0.6, 1.6),
    }
    return {name: np.maximum(np.round(60 * values), 1).astype(int) for name, values in shapes.items()}


@pytest.mark.parametrize(("shape", "seeds"), [*product(["lognormal", "skewed", "two groups"], [5, 10])])
def test_the_interval_holds_the_truth(shape, seeds):
    # 1,500 intervals: the standard error at 95 % is 0.6 %. Where the supposition of normal logarithms fails,
    # coverage may fall a little; it is stated here how far.
    generator = np.random.default_rng([seeds])
    truth = np.exp(np.mean(np.log(simulated(generator, 200_000)[shape])))
    held = 0
    for _ in range(1500):
        found = typical_onset(simulated(generator, seeds)[shape].tolist(), 10_000)
        held += found.low - 0.5 <= truth <= found.high + 0.5
    print(f"{shape}, {seeds} seeds: {held / 1500:.1%}")
    assert held / 1500 >= {"lognormal": 0.93, "skewed": 0.87, "two groups": 0.9}[shape]


@pytest.mark.slow
def test_the_interval_holds_the_onset_that_judging_curves_would_find(verdict, noise):
    # Curves that turn at epochs with a spread between seeds, judged with their noise: the truth is the
    # geometric mean of the onsets found of 600 of them, and the intervals are of 5 and 10 drawn from these.
    generator = np.random.default_rng(7)
    epochs = np.arange(1.0, 201)
    onsets = []
    for _ in range(600):
        turn = 40 * np.exp(0.35 * generator.normal())
        ramp = 0.3 * np.log(np.maximum(epochs / turn, 1))
        loss = 0.4 * (1 + ramp + 0.02 * noise(generator, 200, 0.5)) + np.exp(-8 * epochs / turn)
        onsets.append(verdict(0.01 + 2 * np.exp(-epochs / 10), loss).onset)
    found = np.array([onset for onset in onsets if onset is not None])
    truth = np.exp(np.mean(np.log(found)))
    print(f"{len(found)} of 600 found overfit, typical onset {truth:.0f}")
    assert len(found) >= 590
    for seeds in (5, 10):
        drawn = (typical_onset(generator.choice(found, seeds).tolist(), 200) for _ in range(2000))
        held = np.mean([one.low - 0.5 <= truth <= one.high + 0.5 for one in drawn])
        print(f"{seeds} seeds: {held:.1%}")
        assert 0.92 <= held <= 0.98
