"""Arms: the best point of each is chosen on validation data, one for each seed."""

from pathlib import Path

import pytest
from support.made_runs import made_sweep

from regexp.collection import collect, find_all
from regexp.comparison.choosing import best_of_arms, chances
from regexp.comparison.entries import Entry, entries_of

DROPOUT, L2 = "regularization.dropout.rate", "regularization.l2.strength"
ARMS = {
    "none": {},
    "dropout": {"dropout": [0.2, 0.5]},
    "both": {"dropout": [0.5], "l2": [0.01, 0.1]},
}
LOSSES = [
    [0.50, 0.51, 0.52],  # none
    [0.40, 0.45, 0.44],  # dropout=0.2
    [0.41, 0.43, 0.42],  # dropout=0.5
    [0.30, 0.31, 0.32],  # both, l2=0.01
    [0.35, 0.36, 0.37],  # both, l2=0.1
]


def points(runs: Path, losses: list[list[object]]) -> list[Entry]:
    """Return the points of a sweep with these arms, whose runs have these best validation losses."""
    sweep = made_sweep(runs, axes={"arms": ARMS}, losses=losses, seeds=len(losses[0]))
    found = collect(find_all([str(sweep)], runs))
    return entries_of(found.runs, ("arm", DROPOUT, L2))


def chosen(entry: Entry) -> list[object]:
    """Return what was chosen for an arm, by seed."""
    return [(run.settings.get(DROPOUT), run.settings.get(L2)) for run in entry.runs]


def test_each_seed_chooses_its_own_point(runs: Path) -> None:
    """Of dropout the smaller losses are 0.40 (at 0.2), 0.43 and 0.42 (at 0.5)."""
    arms = {str(one.settings["arm"]): one for one in best_of_arms(points(runs, LOSSES), "validation_loss")}
    assert {name: one.settings for name, one in arms.items()} == {name: {"arm": name} for name in ARMS}
    assert chosen(arms["dropout"]) == [(0.2, None), (0.5, None), (0.5, None)]
    assert chosen(arms["both"]) == 3 * [(0.5, 0.01)]
    assert chosen(arms["none"]) == 3 * [(None, None)]
    assert [run.seed for run in arms["dropout"].runs] == [0, 1, 2]
    assert {name: one.chosen for name, one in arms.items()} == {
        "none": (),
        "dropout": ("dropout=0.5 (2 of 3 seeds)", "dropout=0.2 (1)"),
        "both": ("l2=0.01 (all 3 seeds)",),
    }


def test_by_accuracy_the_highest_is_chosen(runs: Path) -> None:
    """The made-up accuracy is 1 − loss, so that the same points win."""
    arms = best_of_arms(points(runs, LOSSES), "validation_accuracy")
    assert [chosen(one) for one in arms if one.settings["arm"] == "dropout"] == [
        [(0.2, None), (0.5, None), (0.5, None)]
    ]


def test_the_last_epoch_has_no_say(runs: Path) -> None:
    early = {"best": {"validation_loss": 0.1}, "last": {"validation_loss": 9.0}}
    found = best_of_arms(points(runs, [[0.5], [early], [0.2], [0.3], [0.3]]), "validation_loss")
    assert [chosen(one) for one in found if one.settings["arm"] == "dropout"] == [[(0.2, None)]]
    assert [one.chosen for one in found if one.settings["arm"] == "dropout"] == [("dropout=0.2",)]


def test_a_diverged_run_is_chosen_only_where_there_is_no_other(runs: Path) -> None:
    diverged = {"status": "diverged", "best": {"validation_loss": 0.01}}
    found = points(runs, [[0.5, 0.5], [diverged, diverged], [0.4, diverged], [0.3, 0.3], [0.3, 0.3]])
    dropout = next(one for one in best_of_arms(found, "validation_loss") if one.settings["arm"] == "dropout")
    assert chosen(dropout) == [(0.5, None), (0.2, None)]
    assert dropout.diverged == 1


def test_of_equally_good_points_the_first(runs: Path) -> None:
    arms = best_of_arms(points(runs, [[0.5], [0.4], [0.4], [0.3], [0.3]]), "validation_loss")
    assert [one.chosen for one in arms if one.settings["arm"] == "dropout"] == [("dropout=0.2",)]


def test_a_seed_that_one_point_lacks_is_chosen_among_the_others(runs: Path) -> None:
    arms = best_of_arms(
        points(runs, [[0.5, 0.5], [0.3, None], [0.4, 0.4], [1, 1], [1, 1]]), "validation_loss"
    )
    assert [chosen(one) for one in arms if one.settings["arm"] == "dropout"] == [[(0.2, None), (0.5, None)]]


def test_more_points_are_more_chances(runs: Path) -> None:
    found = points(runs, LOSSES)
    assert chances(found) == (
        "The arms had different numbers of points to choose from (both 2, dropout 2, none 1): an arm with "
        "more of them has more chances to look good by luck on the validation data that chose."
    )
    assert chances(best_of_arms(found, "validation_loss")) == ""


@pytest.mark.parametrize("metric", ["validation_loss", "validation_r2"])
def test_a_metric_that_was_not_measured_chooses_the_first(runs: Path, metric: str) -> None:
    """Every cost is infinite for r2 of a classification, and so are none for the loss."""
    arms = best_of_arms(points(runs, [[0.5], [0.4], [0.3], [0.2], [0.1]]), metric)
    expected = (0.5, None) if metric == "validation_loss" else (0.2, None)
    assert [chosen(one) for one in arms if one.settings["arm"] == "dropout"] == [[expected]]
