"""What the configs of each family say one should see: with the component and without, seed by seed.

Runs of one seed share data, initial weights and batch order, so that ten pairs tell more than their means.
"""

from functools import cache

import numpy as np
import pytest
from support.shipped import last, lowest, trained

from regexp.engine import Member
from regexp.outcome import verdict_of
from regexp.spec import Array

SEEDS = 10

pytestmark = pytest.mark.slow


@cache
def pair(name: str, without: str) -> tuple[list[Member], list[Member]]:
    """Return the runs of a config as it is, and without what it shows."""
    return trained(name, seeds=SEEDS), trained(name, without, seeds=SEEDS)


def accuracy_at_best(runs: list[Member]) -> Array:
    """Return the validation accuracy at the best epoch of each run."""
    return np.array([run.history["validation_accuracy"][run.best_epoch - 1] for run in runs])


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("weight_penalties", "elastic_net=0"),
        ("weight_decay", "weight_decay=0"),
        ("noise", "input_noise=0"),
        ("constraints", "max_norm=none"),
        ("averaging", "ema=0"),
        ("schedules", "schedule=none"),
        ("normalization", "normalization=none"),
    ],
)
def test_it_ends_at_a_lower_validation_loss_for_every_seed(name: str, without: str) -> None:
    ours, theirs = (last(runs, "validation_loss") for runs in pair(name, without))
    assert (ours < theirs).all()


def test_weight_penalties_find_zeros() -> None:
    """More than half of 100 weights are 0, and the loss is several times lower, as the comment says."""
    ours, theirs = pair("weight_penalties", "elastic_net=0")
    assert all((run.last[..., :100] == 0).mean() > 0.5 for run in ours)
    assert all((run.last[..., :100] != 0).all() for run in theirs)
    assert (3 * last(ours, "validation_loss") < last(theirs, "validation_loss")).all()


def test_weight_penalties_change_the_verdict() -> None:
    """Without them R² is 1 on the training rows and about a half on others."""
    ours, theirs = pair("weight_penalties", "elastic_net=0")
    assert {verdict_of(run).headline for run in ours} == {"GOOD FIT"}
    assert {verdict_of(run).headline for run in theirs} == {"OVERFIT: good on the training rows only"}
    assert last(theirs, "train_r2") == pytest.approx(np.ones(SEEDS), abs=1e-6)
    assert last(theirs, "validation_r2").mean() == pytest.approx(0.5, abs=0.05)


def test_weight_decay_keeps_four_points_of_accuracy() -> None:
    ours, theirs = pair("weight_decay", "weight_decay=0")
    gained = last(ours, "validation_accuracy") - last(theirs, "validation_accuracy")
    assert gained.mean() == pytest.approx(0.04, abs=0.01)
    assert (last(theirs, "memorized") > 0.8).all()


@pytest.mark.parametrize(
    ("name", "without", "ours", "theirs"),
    [("noise", "input_noise=0", 0.26, 0.39), ("constraints", "max_norm=none", 0.37, 0.52)],
)
def test_mean_losses_at_the_end(name: str, without: str, ours: float, theirs: float) -> None:
    means = [last(runs, "validation_loss").mean() for runs in pair(name, without)]
    assert means == pytest.approx([ours, theirs], abs=0.02)


def test_mixup_helps_and_label_smoothing_does_not() -> None:
    ours, theirs = pair("outputs", "mixup=0")
    gained = lowest(theirs, "validation_loss") - lowest(ours, "validation_loss")
    assert gained.mean() == pytest.approx(0.04, abs=0.01)
    assert (accuracy_at_best(ours) - accuracy_at_best(theirs)).mean() == pytest.approx(0.02, abs=0.005)
    for other in ("label_smoothing=0.1", "confidence_penalty=0.3"):
        runs = trained("outputs", "mixup=0", other, seeds=SEEDS)
        assert lowest(runs, "validation_loss").mean() > lowest(theirs, "validation_loss").mean()


@pytest.mark.parametrize(("name", "without"), [("averaging", "ema=0"), ("schedules", "schedule=none")])
def test_what_settles_a_run_is_no_regularizer(name: str, without: str) -> None:
    """At the end about a tenth lower, at the best epoch the same within two hundredths."""
    ours, theirs = pair(name, without)
    assert 0.85 < last(ours, "validation_loss").mean() / last(theirs, "validation_loss").mean() < 0.95
    best = [lowest(runs, "validation_loss").mean() for runs in (ours, theirs)]
    assert best[0] == pytest.approx(best[1], rel=0.02)


def test_early_stopping_keeps_the_same_weights() -> None:
    ours, theirs = pair("early_stopping", "early_stopping=none")
    assert all(run.epoch == run.best_epoch + 10 < 80 for run in ours)
    assert [run.best_epoch for run in ours] == [run.best_epoch for run in theirs]
    assert all((one.best == other.best).all() for one, other in zip(ours, theirs, strict=True))
    assert {run.epoch for run in theirs} == {100}


def test_sharpness() -> None:
    ours, theirs = pair("sharpness", "sam=0")
    found = [lowest(runs, "validation_loss") for runs in (ours, theirs)]
    assert (found[0] < found[1]).all()
    assert found[0].mean() / found[1].mean() == pytest.approx(0.9, abs=0.03)
    assert (accuracy_at_best(ours) - accuracy_at_best(theirs)).mean() == pytest.approx(0.02, abs=0.005)


def test_normalization() -> None:
    ours, theirs = pair("normalization", "normalization=none")
    assert (last(ours, "validation_accuracy") > 0.9).all()
    assert last(theirs, "train_loss") == pytest.approx(np.full(SEEDS, np.log(10)), abs=0.01)
