"""Models that are solved for have one row and no epochs: they are judged by the gap."""

import numpy as np

from regexp.analysis.verdict import Baseline

SQUARED = Baseline(train_loss=0.52, validation_loss=0.5, metric="accuracy", validation_metric=0.0)


def test_polynomial_through_every_point_is_overfit_without_an_epoch(verdict):
    found = verdict([1.2e-9], [35.0], baseline=SQUARED, closed_form=True)
    assert (found.kind, found.headline) == ("overfit", "OVERFIT: good on the training rows only")
    assert found.evidence == (
        "training loss 1.2e-09, validation loss 35.0: a gap of 35",
        "on new rows it is worse than a constant predictor (0.500)",
    )
    assert (found.onset, found.early_stopping) == (None, {})


def test_closed_form_with_a_wide_gap_is_overfit(verdict):
    found = verdict([0.02], [0.12], baseline=SQUARED, closed_form=True)
    assert found.headline == "OVERFIT: good on the training rows only"
    assert found.evidence == (
        "training loss 0.0200, validation loss 0.120: a gap of 0.10",
        "on new rows it is still better than a constant predictor (0.500)",
    )


def test_ridge_is_a_good_fit(verdict):
    found = verdict([0.04], [0.06], baseline=SQUARED, closed_form=True)
    assert (found.kind, found.headline) == ("good fit", "GOOD FIT")
    assert found.evidence == (
        "training loss 0.0400, validation loss 0.0600: a gap of 0.020",
        "on new rows it is better than a constant predictor (0.500)",
    )


def test_closed_form_that_explains_little_is_underfit(verdict):
    found = verdict([0.5], [0.49], baseline=SQUARED, closed_form=True)
    assert (found.kind, found.headline) == ("underfit", "UNDERFIT")
    assert found.evidence == (
        "training loss 0.500; a constant predictor scores 0.520",
        "try less regularization or a larger model",
    )


def test_a_perfect_fit_is_a_good_fit(verdict):
    assert verdict([1e-16], [5e-16], baseline=SQUARED, closed_form=True).kind == "good fit"
    assert verdict(np.zeros(50), np.zeros(50)).kind == "good fit"
