"""One row for each value of some keys, with the best of the other settings."""

from pathlib import Path

from support.made_runs import made_sweep

from regexp.collection import collect, find_all
from regexp.comparison.choosing import best_by
from regexp.comparison.entries import Entry, entries_of

DROPOUT, L2 = "regularization.dropout.rate", "regularization.l2.strength"
AXES = {L2: [0, 0.01, 0.1], DROPOUT: [0, 0.5]}


def entries(runs: Path, losses: list[list[object]]) -> list[Entry]:
    """Return the settings of a sweep over λ and dropout, whose runs have these best validation losses."""
    sweep = made_sweep(runs, axes=AXES, losses=losses, seeds=len(losses[0]))
    return entries_of(collect(find_all([str(sweep)], runs)).runs, tuple(AXES))


def said(found: list[Entry]) -> dict[object, tuple[str, ...]]:
    return {tuple(one.settings.values()): one.chosen for one in found}


def test_the_best_mean_within_each_value(runs: Path) -> None:
    """Means by λ and dropout: 0.50 0.40; 0.30 0.45; 0.60 0.20: a single seed of 0.05 doesn't make a best."""
    losses = [[0.4, 0.6], [0.4, 0.4], [0.05, 0.55], [0.4, 0.5], [0.6, 0.6], [0.2, 0.2]]
    found = entries(runs, losses)
    by_dropout = best_by(found, [DROPOUT], "validation_loss", "best")
    assert said(by_dropout) == {(0.0,): ("l2=0.01",), (0.5,): ("l2=0.1",)}
    assert [run.settings[L2] for run in by_dropout[0].runs] == [0.01, 0.01]
    by_l2 = best_by(found, [L2], "validation_loss", "best")
    assert said(by_l2) == {(0.0,): ("dropout=0.5",), (0.01,): ("dropout=0",), (0.1,): ("dropout=0.5",)}


def test_at_the_last_epoch_another_one_may_be_best(runs: Path) -> None:
    """Runs end at 1.2 times their best loss, if nothing else is said: 0.48 here, 0.9 there."""
    overfit = {"best": {"validation_loss": 0.3}, "last": {"validation_loss": 0.9}}
    found = entries(runs, [[overfit], [1.0], [0.4], [1.0], [1.0], [1.0]])
    assert said(best_by(found, [DROPOUT], "validation_loss", "best"))[(0.0,)] == ("l2=0",)
    assert said(best_by(found, [DROPOUT], "validation_loss", "last"))[(0.0,)] == ("l2=0.01",)


def test_a_diverged_setting_comes_last(runs: Path) -> None:
    diverged = {"status": "diverged", "best": {"validation_loss": 0.01}}
    found = entries(runs, [[diverged, 0.01], [1, 1], [0.4, 0.4], [1, 1], [0.5, 0.5], [1, 1]])
    assert said(best_by(found, [DROPOUT], "validation_loss", "best"))[(0.0,)] == ("l2=0.01",)


def test_by_all_keys_nothing_is_left_to_choose(runs: Path) -> None:
    found = entries(runs, [[0.1], [0.2], [0.3], [0.4], [0.5], [0.6]])
    every = best_by(found, [DROPOUT, L2], "validation_loss", "best")
    assert len(every) == 6
    assert {one.chosen for one in every} == {()}
    assert list(every[0].settings) == [DROPOUT, L2]


def test_what_is_common_to_all_needs_no_words(runs: Path) -> None:
    """Of λ = 0.1 only dropout varies, so that nothing else is named."""
    found = [one for one in entries(runs, [[1], [2], [3], [4], [5], [6]]) if one.settings[L2] == 0.1]
    assert said(best_by(found, [DROPOUT], "validation_loss", "best")) == {(0.0,): (), (0.5,): ()}
