"""Settings that don't have the same seeds: none may win since its seeds were the easier ones."""

from collections.abc import Callable
from math import sqrt
from pathlib import Path
from typing import Any

import pytest
from support.made_runs import made_run

from regexp.collection import collect, find_all
from regexp.comparison import Comparison, Request, compare
from regexp.comparison.answer import answer

Compared = Callable[..., Comparison]
L2 = "regularization.l2.strength"
# l2=0.1 lacks the two hard seeds: its mean is 0.533, the baseline's 0.700, but on its seeds that has 0.500.
EASY = [[0.50, 0.49, 0.51, 1.00, 1.00], [0.53, 0.53, 0.54, None, None]]


def said(compared: Compared, losses: Any, strengths: Any = (0, 0.1), **asked: Any) -> str:
    return " ".join(answer(compared({"l2": [*strengths]}, losses, **asked)))


def test_the_best_has_the_best_mean_over_the_seeds_that_all_have(compared: Compared) -> None:
    found = compared({"l2": [0, 0.1]}, EASY)
    assert found.best is found.baseline
    assert [line.settings[L2] for line in found.lines] == [0, 0.1]
    assert [line.intervals["best"].mean for line in found.lines] == pytest.approx([0.7, 1.6 / 3])
    assert found.shared_seeds == {0, 1, 2}
    # Of 0.50, 0.49 and 0.51: s is 0.01, t(2) 4.303, so 4.303 × 0.01 / √3.
    assert 4.303 * 0.01 / sqrt(3) == pytest.approx(0.025, abs=0.0005)
    assert " ".join(answer(found)).startswith(
        "No setting tried is better than the baseline l2=0: validation loss 0.500 ± 0.025. The settings have "
        "different seeds: they are ranked by the three that all have, whatever the means in the table."
    )


@pytest.mark.parametrize("significance", ["paired", "none", "permutation"])
def test_one_shared_seed_decides(compared: Compared, significance: str) -> None:
    losses = [[0.50, 1.00, None], [0.40, None, 0.30], [0.55, None, None]]
    assert said(compared, losses, (0, 0.1, 1), seeds=3, significance=significance).startswith(
        "l2=0.1 has the lowest validation loss, 0.400; on the one seed that both have it is 0.100 (13%) "
        "below the baseline. The settings have different seeds: they are ranked by the one that all have, "
        "whatever the means in the table."
    )


def test_settings_without_a_seed_in_common_say_so(compared: Compared) -> None:
    text = said(compared, [[0.5, 0.6, None, None], [None, None, 0.4, 0.3]], seeds=4)
    assert text.startswith(
        "l2=0.1 has the lowest validation loss, 0.350 ± 0.635; it has no seed in common with the baseline "
        "l2=0. The settings have no seed in common: their means are over different seeds, so that their "
        "order may be that of their seeds."
    )


def test_what_is_worse_over_all_seeds_of_both_is_not_said_to_help(compared: Compared) -> None:
    # All three share seed 0, where l2=0.1 is lower by 0.01; it is higher by 0.2 for each of nine others.
    losses = [
        [0.50, *(0.50 + 0.01 * seed for seed in range(1, 10))],
        [0.49, *(0.70 + 0.01 * seed for seed in range(1, 10))],
        [0.60, *(None for _ in range(9))],
    ]
    text = said(compared, losses, (0, 0.1, 1), seeds=10)
    # The mean difference is (9 × 0.2 - 0.01) / 10.
    assert text.startswith(
        "nothing tried is surely better than the baseline. l2=0.1 has the lowest validation loss, 0.490; but "
        "over all seeds that both have it is 0.179 ± 0.048 (33%) above the baseline, p < .001."
    )
    assert "lowers" not in text


def test_a_baseline_that_leads_on_the_shared_seeds_is_not_called_unbeaten(compared: Compared) -> None:
    losses = [
        [0.50, *(0.50 + 0.01 * seed for seed in range(1, 10))],
        [0.51, *(0.30 + 0.01 * seed for seed in range(1, 10))],
        [0.60, *(None for _ in range(9))],
    ]
    text = said(compared, losses, (0, 0.1, 1), seeds=10)
    assert text.startswith(
        "On the seeds that all settings have none is better than the baseline l2=0: validation loss 0.500. "
        "l2=0.1 is surely better than the baseline: -0.179 ± 0.048, p < .001."
    )


def test_the_one_standard_error_choice_and_the_baseline_are_of_the_shared_seeds(compared: Compared) -> None:
    losses = [[0.50, 0.49, 0.51, 1.00], [0.49, 0.48, 0.50, 0.99], [0.60, 0.59, 0.61, None]]
    found = compared({"l2": [0, 0.01, 0.1]}, losses, seeds=4)
    # Of the best 0.49 ± 0.0058 (s / √3) on the shared seeds; with all four its error would be 0.125.
    assert found.choice is not None
    assert found.choice.settings == {L2: 0.01}


def test_the_best_of_the_others_within_a_row_is_that_of_their_shared_seeds(compared: Compared) -> None:
    losses = [EASY[0], EASY[1], EASY[0], EASY[0]]
    found = compared({"dropout": [0, 0.5], "l2": [0, 0.1]}, losses, by=("dropout",))
    assert {line.settings["regularization.dropout.rate"]: line.entry.chosen for line in found.lines} == {
        0.0: ("l2=0",),
        0.5: ("l2=0",),
    }


def test_a_diverged_setting_takes_no_seed_away(compared: Compared) -> None:
    found = compared(
        {"l2": [0, 0.1, 1]}, [*([0.5, 0.6] for _ in range(2)), [{"status": "diverged"}, None]], 2
    )
    assert found.shared_seeds is None


def test_another_metric_is_that_of_the_shared_seeds(runs_dir: Path) -> None:
    for strength, accuracies in ((0, (0.5, 0.5, 0.9)), (0.1, (0.6, 0.6))):
        for seed, accuracy in enumerate(accuracies):
            best = {
                "validation_loss": 1 - strength + 0.01 * seed * (1 + strength),
                "validation_accuracy": accuracy,
            }
            made_run(runs_dir / f"{strength}-{seed}", settings={L2: strength}, seed=seed, best=best)
    assert "Accuracy: 50.0% -> 60.0%." in answer(compare(collect(find_all(["*"], runs_dir)), Request()))
