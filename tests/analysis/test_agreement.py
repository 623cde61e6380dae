"""What verdicts on seeds have in common, whole sentences compared; numbers by hand."""

import json

import pytest

from regexp.analysis.agreement import REASONS, agree
from regexp.analysis.onset import Onset
from regexp.analysis.verdict import RULES

HEADLINES = {rule.kind: rule.headline for rule in RULES}
MEMORIZED = "OVERFIT: the noise is memorized"
MISSES = "OVERFIT: good on the training rows only"


def one(
    kind="overfit", onset=None, headline=None, loss=0.125, metric=0.25, memorized=None, metric_name="accuracy"
):
    """A verdict as result.json has it; with an onset that of a rise."""
    return {
        "kind": kind,
        "headline": headline or (f"OVERFIT from about epoch {onset}" if onset else kind.upper()),
        "evidence": ["because"],
        "onset": onset,
        "best_epoch": 20,
        "loss_paid": loss,
        "metric": metric_name,
        "metric_paid": metric,
        "gap": 0.3,
        "memorized": memorized,
        "early_stopping": {"5": 20},
    }


def test_one_run_speaks_for_itself():
    found = agree([one(onset=60)], 200)
    assert (found.kind, found.agreeing, found.runs) == ("overfit", 1, 1)
    assert (found.headline, found.evidence) == ("OVERFIT from about epoch 60", ("because",))
    assert found.onset == Onset(60, None, None)


def test_nine_of_ten():
    # Losses paid 0.125, metric 0.25 each: no spread. exp(mean of logs) of 60 nine times is 60.
    found = agree([*(one(onset=60) for _ in range(9)), one("good fit")], 200)
    assert (found.kind, found.agreeing, found.runs) == ("overfit", 9, 10)
    assert found.headline == "OVERFIT in 9 of 10 seeds, from about epoch 60 (95%: 60 to 60)"
    assert found.evidence == (
        "since then validation loss rises while training loss does not",
        "the other seed: GOOD FIT",
        "training past the best epoch cost 0.12 ± 0 of loss, 25.0 ± 0.0 points of accuracy",
    )


def test_the_price_has_an_interval():
    # 0.1 and 0.3: mean 0.2, s/√2 = 0.1, t(0.975; 1) = 12.706: ± 1.27. −0.01 and −0.03: gains 2 points ± 12.7.
    verdicts = [one(onset=8, loss=0.1, metric=-0.01), one(onset=32, loss=0.3, metric=-0.03)]
    found = agree(verdicts, 200)
    assert found.headline == "OVERFIT in all 2 seeds, from about epoch 16 (95%: 1 to 200)"
    assert found.evidence[1] == (
        "training past the best epoch cost 0.20 ± 1.3 of loss, gained 2.0 ± 12.7 points of accuracy"
    )
    named = agree([verdict | {"metric": "r2"} for verdict in verdicts], 200)
    assert named.evidence[1].endswith(" of loss, gained 0.020 ± 0.13 of R²")


def test_the_same_reason_stands_in_the_headline():
    found = agree([one(headline=MEMORIZED, memorized=share) for share in (1.0, 0.95, 0.9)], 200)
    assert found.headline == "OVERFIT in all 3 seeds: the noise is memorized"
    assert found.evidence == (
        "training past the best epoch cost 0.12 ± 0 of loss, 25.0 ± 0.0 points of accuracy",
        "95% of the flipped labels memorized",
    )
    assert found.onset is None


def test_other_reasons_are_counted():
    dated = [one(onset=onset) for onset in (50, 60, 72)]
    found = agree([*dated, one(headline=MEMORIZED), one("too noisy to say"), one("good fit")], 200)
    # exp of the mean of ln 50, ln 60 and ln 72 is 60, as 50·72 = 60²; s = ln 1.2, t(0.975; 2) = 4.302653:
    # 60·1.2^(±4.302653/√3) = 60·1.573^±1.
    assert found.headline == "OVERFIT in 4 of 6 seeds, from about epoch 60 (95%: 38 to 94)"
    assert found.evidence[1:3] == (
        "no rise that can be dated in 1 of them: the noise is memorized",
        "the other seeds: 1 TOO NOISY TO SAY, 1 GOOD FIT",
    )


def test_an_onset_of_few_runs_dates_nothing():
    found = agree([one(onset=50), one(headline=MEMORIZED), one(headline=MISSES)], 200)
    assert (found.headline, found.onset) == ("OVERFIT in all 3 seeds", None)
    assert found.evidence[:2] == (
        "no rise that can be dated in 1 of them: the noise is memorized",
        "no rise that can be dated in 1 of them: good on the training rows only",
    )


@pytest.mark.parametrize("kind", sorted(set(HEADLINES) - {"overfit"}))
def test_every_verdict_has_a_reason(kind):
    found = agree([one(kind, loss=0.0, metric=0.0)] * 3, 200)
    assert (found.headline, found.evidence) == (f"{kind.upper()} in all 3 seeds", (REASONS[kind],))


def test_a_good_fit_pays_nothing_for_epochs_after_a_lucky_one():
    found = agree([one("good fit", memorized=0.5)] * 3, 200)
    assert found.evidence == (REASONS["good fit"], "50% of the flipped labels memorized")


@pytest.mark.parametrize("kinds", [["overfit", "good fit"], ["overfit"] * 2 + ["good fit", "underfit"]])
def test_half_of_the_runs_is_no_agreement(kinds):
    found = agree([one(kind, onset=9 if kind == "overfit" else None) for kind in kinds], 200)
    assert (found.kind, found.agreeing, found.onset) == (None, 0, None)
    assert found.headline.startswith("SEEDS DISAGREE: ")


def test_disagreement_lists_the_commonest_first():
    found = agree([one("underfit"), *[one("good fit")] * 2, one("diverged", loss=None, metric=None)], 200)
    assert found.headline == "SEEDS DISAGREE: 2 GOOD FIT, 1 UNDERFIT, 1 DIVERGED"
    assert found.evidence == ()


def test_json_is_plain():
    found = agree([one(onset=60)] * 3, 200)
    assert json.loads(json.dumps(found.to_json(), allow_nan=False))["onset"] == {
        "epoch": 60,
        "low": 60,
        "high": 60,
    }
