"""Curves made by hand, one for each rule, with the whole headline and evidence."""

import json

import numpy as np
import pytest

from regexp.analysis.verdict import ONE_SEED, Baseline, judge

EPOCHS = np.arange(1, 201)
FALLING_TO_FLAT = 0.3 + 2 * np.exp(-EPOCHS / 15)


def overfitting():
    """A curve like that of digits: lowest, 0.291, at epoch 28, 0.329 at epoch 200, a dip at epoch 11."""
    validation = np.where(EPOCHS < 28, 0.291 + 0.05 * (28 - EPOCHS), 0.291 + 0.038 * (EPOCHS - 28) / 172)
    validation[11:17] = validation[10] + 0.001
    train = np.where(EPOCHS < 28, 0.037 + 0.1 * (28 - EPOCHS), 0.003 + 0.034 * (200 - EPOCHS) / 172)
    return train, validation


def accuracy(last):
    return np.interp(EPOCHS, [1, 28, 200], [0.1, 0.92, last])


def test_overfit(verdict):
    found = verdict(*overfitting(), accuracy=accuracy(0.898), memorized=np.ones(200), flipped=40)
    assert (found.kind, found.headline) == ("overfit", "OVERFIT from about epoch 29")
    assert found.evidence == (
        "since then validation loss rises while training loss falls",
        "training past epoch 28 cost 0.038 of loss, 2.2 points of accuracy",
        "40 of 40 flipped labels memorized: the model learned the noise",
        "early stopping with patience 10 or 20 would have kept epoch 28; 5, epoch 11",
    )
    assert (found.onset, found.best_epoch) == (29, 28)
    assert (found.loss_paid, found.metric_paid, found.gap) == pytest.approx((0.038, 0.022, 0.326))
    assert found.early_stopping == {5: 11, 10: 28, 20: 28}


def test_overfit_whose_accuracy_still_gains(verdict):
    found = verdict(*overfitting(), accuracy=accuracy(0.93))
    assert found.headline == "OVERFIT from about epoch 29"
    assert found.evidence[1] == "training past epoch 28 cost 0.038 of loss, gained 1.0 points of accuracy"


def test_overfit_told_by_the_loss_when_the_monitor_is_accuracy(verdict):
    found = verdict(*overfitting(), accuracy=accuracy(0.93), monitor="validation_accuracy")
    assert (found.headline, found.onset, found.best_epoch) == ("OVERFIT from about epoch 29", 29, 200)
    assert found.evidence == ("since then validation loss rises while training loss falls",)


def test_overfit_with_a_training_loss_at_its_floor(verdict):
    found = verdict(np.maximum(overfitting()[0], 0.037), overfitting()[1])
    assert found.evidence[0] == "since then validation loss rises while training loss does not"


def test_three_patiences_that_keep_three_late_epochs_are_said_shorter(verdict):
    # Falls to epoch 1000, but for plateaus of 7 epochs after 880 and of 15 after 900.
    epochs = np.arange(1, 2001)
    validation = 1 + np.abs(epochs - 1000) / 1000
    validation[880:887] = validation[879] + 0.001
    validation[900:915] = validation[899] + 0.001
    found = verdict(np.exp(-epochs / 500), validation)
    assert found.early_stopping == {5: 880, 10: 900, 20: 1000}
    assert found.evidence[2] == "early stopping: patience 20 keeps epoch 1000, 10 keeps 900, 5 keeps 880"


def test_overfit_without_a_rise_by_memorizing(verdict):
    found = verdict(FALLING_TO_FLAT - 0.295, FALLING_TO_FLAT, memorized=np.ones(200), flipped=40)
    assert (found.kind, found.headline, found.onset) == ("overfit", "OVERFIT: the noise is memorized", None)
    assert found.evidence == (
        "40 of 40 flipped labels memorized: the model learned the noise",
        "training loss 0.00500, validation loss 0.300: a gap of 0.29",
    )


def test_memorizing_half_of_the_noise_is_not_overfitting(verdict):
    found = verdict(FALLING_TO_FLAT - 0.2, FALLING_TO_FLAT, memorized=np.full(200, 0.525), flipped=40)
    assert (found.kind, found.headline) == ("good fit", "GOOD FIT")
    assert found.evidence == (
        "validation loss ends at 0.300; at best it was 0.300",
        "training loss 0.100, validation loss 0.300: a gap of 0.20",
        "21 of 40 flipped labels memorized",
    )


def test_overfit_without_a_rise_by_learning_nothing_general(verdict):
    found = verdict(FALLING_TO_FLAT, 2.2 + np.exp(-EPOCHS / 15))
    assert (found.kind, found.headline) == ("overfit", "OVERFIT: good on the training rows only")
    assert found.evidence == (
        "training loss 0.300, validation loss 2.20: a gap of 1.9",
        "on new rows it is still better than a constant predictor (2.30)",
    )


def by_heart(train=0.02, validation=0.8):
    """Losses that fall to 0.9 % of a constant predictor's (2.303) in training and 34.7 % in validation."""
    return train + 2 * np.exp(-EPOCHS / 10), validation + np.exp(-EPOCHS / 10)


def test_overfit_without_a_rise_by_fitting_the_training_rows_only(verdict):
    found = verdict(*by_heart())
    assert (found.kind, found.headline) == ("overfit", "OVERFIT: good on the training rows only")
    assert (found.onset, found.best_epoch) == (None, 200)
    assert found.evidence == (
        "training loss 0.0200, validation loss 0.800: a gap of 0.78",
        "on new rows it is still better than a constant predictor (2.30)",
    )


@pytest.mark.parametrize("loss", [{"train": 0.024}, {"validation": 0.76}])  # 1.04 % and 33.0 % of 2.303
def test_a_fit_that_is_not_perfect_or_misses_less_than_a_third_is_a_good_fit(verdict, loss):
    assert verdict(*by_heart(**loss)).headline == "GOOD FIT"


@pytest.mark.parametrize(("before", "last"), [(0.75, 0.9), (0.78, 0.75)])
def test_a_miss_shows_in_the_last_epoch_and_in_those_before_it(verdict, before, last):
    # A third of 2.303 is 0.768; the means of the last fifth, 40 epochs, are 0.754 and 0.779.
    train, validation = by_heart(validation=before)
    validation[-1] = last
    assert verdict(train, validation).headline == "GOOD FIT"


def test_early_stopped_before_the_training_rows_are_fitted_perfectly(verdict):
    # The kept epoch, 40, has a training loss of 0.02 + 2·exp(−4) = 0.057, 2.5 % of 2.303; the last has 0.02.
    train, validation = by_heart()[0], 0.8 + 0.01 * np.abs(EPOCHS - 40) / 160
    assert verdict(train, validation, status="early_stopped").headline == "GOOD FIT"
    found = verdict(train - 0.04 * (EPOCHS == 40), validation, status="early_stopped")
    assert found.headline == "OVERFIT: good on the training rows only"


def test_early_stopped_in_time_is_a_good_fit(verdict):
    train, validation = overfitting()
    found = verdict(train[:48], validation[:48], status="early_stopped")
    assert (found.kind, found.headline) == ("good fit", "GOOD FIT")
    # 0.291 + 0.038·20/172 = 0.295; 0.003 + 0.034·152/172 = 0.0330
    assert found.evidence == (
        "stopped at epoch 48; the weights of epoch 28 are kept",
        "training loss 0.0330, validation loss 0.295: a gap of 0.26",
    )


def test_early_stopped_the_labels_memorized_by_the_kept_weights_come_first(verdict):
    train, validation = overfitting()
    memorized = np.linspace(0, 0.47, 48)  # 0.01 more an epoch: 0.27 at epoch 28, of 100 labels 27
    found = verdict(train[:48], validation[:48], status="early_stopped", memorized=memorized, flipped=100)
    assert found.headline == "GOOD FIT"
    assert found.evidence[-1] == "27 of 100 flipped labels memorized at epoch 28, 47 at 48"


def test_early_stopped_too_late_is_overfit(verdict):
    train, validation = overfitting()
    steeper = np.where(EPOCHS > 28, 0.291 + 10 * (validation - 0.291), validation)
    found = verdict(train[:128], steeper[:128], status="early_stopped")
    assert found.headline == "OVERFIT from about epoch 29"


def test_underfit(verdict):
    found = verdict(2.3 - 0.001 * EPOCHS, 2.3 - 0.001 * np.minimum(EPOCHS, 100))
    assert (found.kind, found.headline) == ("underfit", "UNDERFIT")
    assert found.evidence == (
        "training loss 2.10; a constant predictor scores 2.30",
        "try less regularization, a larger model or learning rate, more epochs",
    )


def test_underfit_having_learned_nothing(verdict):
    found = verdict(np.full(200, 2.31), np.full(200, 2.31))
    assert found.evidence == (
        "training loss 2.31; a constant predictor scores 2.30",
        "it learned nothing: check the learning rate and the penalty",
    )


def test_underfit_after_a_better_start(verdict):
    found = verdict(np.interp(EPOCHS, [1, 100, 150], [0.9, 0.9, 2.3]), np.full(200, 2.2))
    assert found.evidence == (
        "training loss 2.30; a constant predictor scores 2.30",
        "it had been 0.900: the learning rate or the penalty is too large",
    )


def test_both_losses_rising_is_underfit(verdict):
    away = np.abs(EPOCHS - 40) / 160
    found = verdict(0.5 + 0.5 * away, 0.6 + 0.4 * away)
    assert (found.kind, found.headline, found.onset) == ("underfit", "UNDERFIT", None)
    assert found.evidence == (
        "since about epoch 41 training and validation loss rise together",
        "not overfitting: the penalty or the learning rate is too large",
        "training past epoch 40 cost 0.40 of loss, 0.0 points of accuracy",
    )


def test_still_improving(verdict):
    found = verdict(np.exp(-EPOCHS / 60), 0.3 + np.exp(-EPOCHS / 60))
    assert (found.kind, found.headline) == ("still improving", "STILL IMPROVING at epoch 200")
    # The mean of exp(−t/60) is 0.0963 over epochs 121 to 160 and 0.0494 over 161 to 200:
    # (0.3963 − 0.3494)/0.3963 = 12 %.
    assert found.evidence == (
        "validation loss fell by 12% over the last fifth of the epochs",
        "more epochs would lower it further: try epochs=400",
        "training loss 0.0357, validation loss 0.336: a gap of 0.30",
    )


def test_good_fit_without_a_gap(verdict):
    found = verdict(FALLING_TO_FLAT, FALLING_TO_FLAT)
    assert found.evidence == (
        "validation loss ends at 0.300; at best it was 0.300",
        "training loss 0.300, validation loss 0.300: no gap",
    )


def test_good_fit_whose_best_epoch_was_lucky(verdict):
    # 0.25 at epoch 61, where the curve is at 0.334: the last loss, 0.3, is 20 % above it, but the level
    # around epoch 61 is not as low as the end.
    lucky = FALLING_TO_FLAT.copy()
    lucky[60] = 0.25
    found = verdict(FALLING_TO_FLAT, lucky)
    assert found.headline == "GOOD FIT"
    assert found.evidence == (
        "validation loss ends at 0.300; at best it was 0.250",
        "that was a lucky epoch: averaged over many it ends at its lowest level",
        "training loss 0.300, validation loss 0.300: no gap",
    )


def test_good_fit_that_ends_a_little_above_its_lowest_level(verdict):
    # ± 0.02 by turns around 0.3 until epoch 100, around 0.309 after, 0.33 at last: 18 % above the best, 0.28.
    # Levels: 0.3 before, 0.309 + (0.33 − 0.289)/66 over the last 66 epochs: 3 % apart, and noise of variance
    # (0.08/0.6745)²/6 = 0.0023 moves these means by 3·√(0.0023/100 + 0.0023/66) = 0.023, or 8 %.
    level = np.where(EPOCHS <= 100, 0.3, 0.309) + 0.02 * np.tile([1, -1], 100)
    level[-1] = 0.33
    found = verdict(FALLING_TO_FLAT, level)
    assert found.headline == "GOOD FIT"
    assert found.evidence[:2] == (
        "validation loss ends at 0.330; at best it was 0.280",
        "that was a lucky epoch: averaged over many it ends 3% above its lowest level",
    )


def test_diverged_to_a_large_loss(verdict):
    found = verdict(np.exp(EPOCHS / 20), np.exp(EPOCHS / 20))
    assert (found.kind, found.headline) == ("diverged", "DIVERGED by epoch 200")
    # exp(200/20) = 22,026.5 and exp(1/20) = 1.051
    assert found.evidence == (
        "training loss ended at 22,026; it began at 1.05",
        "a smaller learning rate is the usual cure",
    )


@pytest.mark.parametrize(
    ("last", "status"), [(np.nan, "completed"), (np.inf, "completed"), (2.1, "diverged")]
)
def test_diverged_beyond_numbers(verdict, last, status):
    found = verdict([2.3, 2.2, last], [2.3, 2.2, last], status=status)
    assert (found.kind, found.headline, found.onset) == ("diverged", "DIVERGED by epoch 3", None)
    assert found.evidence == (
        "the loss is no longer a finite number",
        "a smaller learning rate is the usual cure",
    )


def test_validation_loss_alone_beyond_numbers(verdict):
    assert verdict([2.3, 2.2, 2.1], [2.3, 2.2, np.inf]).kind == "diverged"


def test_no_validation_data(verdict):
    found = verdict(FALLING_TO_FLAT, np.full(200, np.nan), accuracy=np.full(200, np.nan))
    assert (found.kind, found.headline) == ("no validation data", "NO VALIDATION DATA")
    assert found.evidence == (
        "overfitting shows on rows that were not trained on: set validation_size",
        "training loss 0.300; a constant predictor scores 2.30",
    )
    assert found.early_stopping == {}


@pytest.mark.parametrize(("epochs", "words"), [(1, "1 epoch"), (2, "2 epochs"), (7, "7 epochs")])
def test_too_few_epochs(verdict, epochs, words):
    found = verdict(np.linspace(2.0, 1.5, epochs), np.linspace(2.1, 1.7, epochs))
    assert (found.kind, found.headline) == ("too noisy to say", "TOO NOISY TO SAY: too few epochs")
    assert found.evidence[0] == f"measured at {words}: too few to see a trend"


def test_too_noisy_to_see_a_rise(verdict):
    # 0.5 ± 0.15 by turns: every second difference is 0.6, so that the variance is (0.6/0.6745)²/6 = 0.1319
    # without persistence; the means of 6 and 20 rows differ by 3·√(0.1319/6 + 0.1319/20) = 0.507 by chance.
    found = verdict(FALLING_TO_FLAT[:60], 0.5 + 0.15 * np.tile([1, -1], 30))
    assert (found.kind, found.headline) == ("too noisy to say", "TOO NOISY TO SAY")
    assert found.evidence == (
        "chance alone moves validation loss, about 0.500, by up to 0.51",
        "more validation rows, more epochs or several seeds would tell",
        "training loss 0.337, validation loss 0.350: a gap of 0.013",
    )


def test_too_noisy_to_believe_a_rise(verdict):
    # Twenty epochs at 0.5 ± 0.15, twenty at 0.7 ± 0.15. The lowest four rows have the mean 0.5, the last
    # thirteen, of which seven are low, 0.7 − 0.15/13 = 0.688.
    noisy = np.repeat([0.5, 0.7], 20) + 0.15 * np.tile([1, -1], 20)
    found = verdict(FALLING_TO_FLAT[:40], noisy)
    assert (found.kind, found.headline, found.onset) == ("too noisy to say", "TOO NOISY TO SAY", None)
    assert found.evidence == (
        "validation loss seems to rise by 0.19, but that may be chance",
        "more validation rows, more epochs or several seeds would tell",
        "training loss 0.439, validation loss 0.550: a gap of 0.11",
    )


def test_r_squared_is_named_as_people_write_it(history):
    train, validation = overfitting()
    recorded = history(train, validation, accuracy=np.interp(EPOCHS, [1, 28, 200], [0.0, 0.71, 0.66]))
    columns = tuple(name.replace("accuracy", "r2") for name in recorded.columns)
    baseline = Baseline(train_loss=1.0, validation_loss=1.0, metric="r2", validation_metric=0.0)
    found = judge(type(recorded)(columns, recorded.values), "validation_loss", baseline, "completed")
    assert found.evidence[1] == "training past epoch 28 cost 0.038 of loss, 0.050 of R²"


def test_json_has_no_nan(verdict):
    found = verdict(FALLING_TO_FLAT, np.full(200, np.nan), accuracy=np.full(200, np.nan))
    assert json.loads(json.dumps(found.to_json(), allow_nan=False)) == {
        "kind": "no validation data",
        "headline": "NO VALIDATION DATA",
        "evidence": list(found.evidence),
        "onset": None,
        "best_epoch": 200,
        "loss_paid": None,
        "metric": "accuracy",
        "metric_paid": None,
        "gap": None,
        "memorized": None,
        "early_stopping": {},
    }


def test_json_of_an_overfit_run(verdict):
    found = verdict(*overfitting(), memorized=np.ones(200), flipped=40).to_json()
    assert (found["onset"], found["memorized"]) == (29, 1.0)
    assert found["early_stopping"] == {"5": 11, "10": 28, "20": 28}


def test_one_seed_is_a_hint():
    assert ONE_SEED == "One seed: a hint, not a finding."


def test_a_loss_that_blew_up_before_its_first_measurement_has_diverged(verdict):
    """1e27 is far above 1000 times any constant predictor's loss here, though the first epoch had it, too."""
    found = verdict(1e27 * (1 + 1 / EPOCHS), 1e27 * (1.2 + 0 * EPOCHS))
    assert (found.kind, found.headline) == ("diverged", "DIVERGED by epoch 200")
