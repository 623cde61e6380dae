"""The sentences of a comparison: what is said of which numbers."""

from collections.abc import Callable
from math import nan
from pathlib import Path
from typing import Any

import pytest
from support.made_runs import made_run, made_sweep

from regexp.collection import collect, find_all
from regexp.comparison import Comparison, Request, compare
from regexp.comparison.answer import answer
from regexp.comparison.claims import claims
from regexp.comparison.head import head
from regexp.comparison.in_common import same_everywhere
from regexp.comparison.left_out import left_out
from regexp.comparison.next_commands import next_commands
from regexp.comparison.report import report

Compared = Callable[..., Comparison]
L2 = "regularization.l2.strength"
SURE = [[0.50, 0.52, 0.49], [0.40, 0.42, 0.391]]
UNSURE = [[0.50, 0.52, 0.49], [0.40, 0.53, 0.48]]


def said(
    compared: Compared, losses: Any, axes: Any = (("l2", (0, 0.01)),), seeds: int = 3, **asked: Any
) -> str:
    found = compared({key: list(values) for key, values in axes}, losses, seeds, **asked)
    return " ".join(answer(found))


def test_what_surely_helps(compared: Compared) -> None:
    # Differences -0.1, -0.1, -0.099: mean -0.0997, s 0.00058, t(2) 4.303: half width 0.0014; 0.0997 / 0.5033.
    assert said(compared, SURE).startswith(
        "l2=0.01 lowers validation loss by 0.100 ± 0.0014 (20%), p < .001. No other setting ties with it. "
    )


def test_what_may_be_chance(compared: Compared) -> None:
    # Differences -0.1, 0.01, -0.01: s 0.0586, t 0.985 of two degrees of freedom.
    assert said(compared, UNSURE).startswith(
        "nothing tried is surely better than the baseline. l2=0.01 has the lowest validation loss, "
        "0.470 ± 0.163; that it is 0.033 ± 0.146 (7%) below the baseline may be chance, p = .43. "
        "One setting ties with it, the baseline. "
    )


def test_what_is_surely_better_is_named_if_it_is_not_the_best(compared: Compared) -> None:
    losses = [[0.50, 0.52, 0.49], [0.30, 0.53, 0.20], [0.40, 0.42, 0.391]]
    assert "l2=0.1 is surely better than the baseline: -0.100 ± 0.0014, p < .001." in said(
        compared, losses, axes=[("l2", (0, 0.01, 0.1))]
    )


def test_the_baseline_can_be_the_best(compared: Compared) -> None:
    assert said(compared, SURE[::-1]).startswith(
        "No setting tried is better than the baseline l2=0: validation loss 0.404 ± 0.037. "
        "No other setting ties with it."
    )


def test_without_a_test_nothing_is_said_about_chance(compared: Compared) -> None:
    assert said(compared, SURE, significance="none").startswith(
        "l2=0.01 has the lowest validation loss, 0.404 ± 0.037, 0.100 (20%) below the baseline. At the last"
    )


def test_one_seed_is_a_hint(compared: Compared) -> None:
    text = said(compared, [[0.5], [0.4]], seeds=1)
    assert text.startswith("l2=0.01 has the lowest validation loss, 0.400, 0.100 (20%) below the baseline.")
    assert text.endswith("One seed: a hint, not a finding.")


def test_seeds_that_agree_to_the_last_digit_give_no_test(compared: Compared) -> None:
    assert said(compared, [[0.5, 0.75], [0.25, 0.5]], seeds=2).startswith(
        "l2=0.01 has the lowest validation loss, 0.375 ± 1.588, 0.250 (40%) below the baseline for every "
        "seed alike: no spread to test by."
    )


def test_accuracy_is_in_points(compared: Compared) -> None:
    assert said(compared, SURE, metric="accuracy").startswith(
        "l2=0.01 raises validation accuracy by 10.0 ± 0.1 points, p < .001."
    )


def test_the_simplest_of_those_that_tie(compared: Compared) -> None:
    # l2 and dropout: 0 0, 0 0.5, 0.01 0, 0.01 0.5
    losses = [[0.50, 0.52, 0.49], [0.392, 0.41, 0.401], [0.41, 0.40, 0.39], [0.39, 0.40, 0.38]]
    text = said(compared, losses, axes=[("l2", (0, 0.01)), ("dropout", (0, 0.5))])
    assert text.startswith("l2=0.01 with dropout=0.5 lowers")
    assert "Two settings tie with it; the simplest is l2=0.01 alone." in text


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        ((0.5, 0.42), "At the last epoch it is about the same: -0.081 ± 0.0032."),
        ((0.7, 0.42), "At the last epoch it matters more: -0.281 ± 0.0032."),
        ((0.5, 0.46), "At the last epoch less is left of it: -0.041 ± 0.0032."),
        ((0.5, 0.499), "At the last epoch next to nothing is left of it: -0.0023 ± 0.0032."),
        ((0.5, 0.6), "At the last epoch it is worse than the baseline: +0.099 ± 0.0032."),
    ],
)
def test_what_becomes_of_it_at_the_last_epoch(
    compared: Compared, last: tuple[float, float], sentence: str
) -> None:
    losses = [
        [
            {"best": {"validation_loss": loss}, "last": {"validation_loss": end + step * seed}}
            for seed, loss in enumerate(row)
        ]
        for row, end, step in zip(SURE, last, (0.01, 0.0087), strict=True)
    ]
    # Differences at the end: those of `last` less 0, 0.0013 and 0.0026: s 0.0013, half width 4.303 s / √3.
    assert sentence in said(compared, losses)


@pytest.mark.parametrize("sort", ["l2", "-l2", "-best", "p", "change", "-change", "epoch"])
def test_the_order_of_the_rows_does_not_change_the_answer(compared: Compared, sort: str) -> None:
    # Surely better than the baseline are 0.1 and 1, not the best; that and others tie with it.
    losses = [[0.50, 0.52, 0.49], [0.30, 0.53, 0.20], [0.40, 0.42, 0.391], [0.41, 0.43, 0.401]]
    axes = [("l2", (0, 0.01, 0.1, 1))]
    text = said(compared, losses, axes=axes)
    assert "l2=0.1 is surely better than the baseline" in text
    assert said(compared, losses, axes=axes, sort=sort) == text


def test_what_was_never_tested_is_not_said_to_be_apart(compared: Compared) -> None:
    losses = [SURE[0], SURE[1], [0.392, None, None]]
    axes = [("l2", (0, 0.01, 0.1))]
    text = said(compared, [*losses[:2], [0.45, None, None]], axes=axes)
    assert (
        "No other setting with several seeds ties with it. One setting has one seed, too few to test." in text
    )
    assert "It has one seed, so that what ties with it can't be tested." in said(compared, losses, axes=axes)
    only = said(compared, [SURE[1], [0.45, None, None]], axes=[("l2", (0, 0.01))])
    assert "ties with it" not in only
    assert "One setting has one seed, too few to test." in only


def test_another_metric_may_disagree(compared: Compared) -> None:
    def run(loss: float, accuracy: float) -> dict[str, Any]:
        return {"best": {"validation_loss": loss, "validation_accuracy": accuracy}}

    losses = [
        [run(0.50, 0.95), run(0.52, 0.94), run(0.49, 0.96)],
        [run(0.40, 0.80), run(0.42, 0.78), run(0.391, 0.82)],
    ]
    assert "Accuracy: 95.0% -> 80.0%. Validation loss and accuracy disagree: by accuracy l2=0 leads" in said(
        compared, losses
    )
    alike = [
        [run(0.50, 0.81), run(0.52, 0.80), run(0.49, 0.80)],
        [run(0.40, 0.80), run(0.42, 0.78), run(0.391, 0.82)],
    ]
    assert "By accuracy l2=0 leads with 80.3%, but that may be chance." in said(compared, alike)


def test_another_metric_may_be_sure_where_this_one_is_not(compared: Compared) -> None:
    def run(loss: float, accuracy: float) -> dict[str, Any]:
        return {"best": {"validation_loss": loss, "validation_accuracy": accuracy}}

    losses = [
        [run(0.50, 0.80), run(0.52, 0.78), run(0.49, 0.82)],
        [run(0.40, 0.81), run(0.53, 0.80), run(0.48, 0.80)],
        [run(0.45, 0.90), run(0.55, 0.88), run(0.49, 0.919)],
    ]
    # Accuracies 0.1, 0.1 and 0.099 above the baseline's: as in SURE, in points.
    assert (
        "By accuracy l2=0.1 leads with 90.0%: surely better than the baseline, +10.0 ± 0.1 points, p < .001."
    ) in said(compared, losses, axes=[("l2", (0, 0.01, 0.1))])


def test_without_regularization_to_compare_with(compared: Compared) -> None:
    assert said(compared, SURE, axes=[("l2", (0.01, 0.1))]).startswith(
        "l2=0.1 has the lowest validation loss, 0.404 ± 0.037. No setting here is without regularization; "
        "--baseline SETTING compares with another. No other setting ties with it."
    )


def test_diverged_everywhere(compared: Compared) -> None:
    assert said(compared, lambda settings, seed: {"status": "diverged"}) == (
        "No setting is best: of each one a run diverged."
    )


@pytest.mark.parametrize(
    ("redrawn", "scope"),
    [
        (
            ["split", "label_noise", "dropout", "init", "order"],
            "Each seed redrew split, label noise, initial weights, batch order and dropout, so this speaks "
            "of new 400-row samples of digits.",
        ),
        (
            ["order", "init"],
            "Seeds redrew initial weights and batch order, not the split: this speaks of training on these "
            "rows only.",
        ),
        ([], "Seeds drew nothing anew, so that their runs are the same: this speaks of these rows only."),
    ],
)
def test_what_may_be_claimed(compared: Compared, redrawn: list[str], scope: str) -> None:
    found = compared({"l2": [0, 0.01]}, SURE, 3, made={"redrawn": redrawn})
    assert claims(found) == [scope, "Paired t over 3 seeds."]


def test_splits_that_overlap_are_named(compared: Compared) -> None:
    found = compared(
        {"l2": [0, 0.01]}, SURE, 3, made={"rows": {"train": 100, "validation": 50, "left_out": 0}}
    )
    assert claims(found) == [
        "Each seed redrew split, initial weights and batch order, so this speaks of other splits of these "
        "rows, and with care of new samples of digits.",
        "Paired t over 3 seeds.",
        "Intervals and p-values are those of Nadeau and Bengio, wider than usual, since splits that use most "
        "of the rows overlap.",
    ]


def test_sign_flips_of_splits_that_overlap_are_not_called_corrected(compared: Compared) -> None:
    # 7 differences of one sign: sign flips give 2/2^7 = 0.016 whatever the splits share.
    losses = [
        [0.5 + 0.01 * seed for seed in range(7)],
        [0.49 + 0.007 * seed for seed in range(7)],
    ]
    crowded = {"rows": {"train": 100, "validation": 50, "left_out": 0}}
    found = compared({"l2": [0, 0.01]}, losses, 7, made=crowded, significance="permutation")
    assert found.best.adjusted_p == pytest.approx(2 / 2**7)
    assert claims(found)[1:] == [
        "Sign flips over 7 seeds.",
        "Intervals are those of Nadeau and Bengio, wider than usual, since splits that use most of the rows "
        "overlap.",
        "Sign flips have no such correction: their p is too small, so trust the intervals.",
    ]
    untested = compared({"l2": [0, 0.01]}, losses, 7, made=crowded, significance="none")
    assert claims(untested)[1:] == [
        "Intervals are those of Nadeau and Bengio, wider than usual, since splits that use most of the rows "
        "overlap."
    ]


@pytest.mark.parametrize("significance", ["paired", "permutation"])
def test_no_test_is_named_where_nothing_was_tested(compared: Compared, significance: str) -> None:
    # The baseline has three seeds, of which the other setting has one.
    found = compared({"l2": [0, 0.01]}, [SURE[0], [0.40, None, None]], 3, significance=significance)
    assert (found.compared, len(claims(found))) == (0, 1)
    alike = compared({"l2": [0, 0.01]}, [[0.5, 0.75], [0.25, 0.5]], 2)
    assert (alike.compared, len(claims(alike))) == (0, 1)


def test_a_test_that_cannot_become_significant_says_so(compared: Compared) -> None:
    losses = [[0.50, 0.52, 0.49, 0.51, 0.50], [0.40, 0.42, 0.391, 0.40, 0.41]]
    found = compared({"l2": [0, 0.01]}, losses, 5, significance="permutation")
    # Of 2^5 sign flips two are as extreme as the one observed: 0.0625.
    assert claims(found)[1:] == [
        "Sign flips over 5 seeds.",
        "Sign flips of five seeds can't go below p = 0.0625: nothing can be significant at 5%; run more "
        "seeds, or take --significance paired.",
    ]


def test_what_is_left_out(compared: Compared) -> None:
    losses: list[list[Any]] = [
        [0.5, 0.5],
        [{"status": "diverged"}, 0.4],
        [{"status": "failed", "reason": "MemoryError: " + 30 * "cannot allocate "}, None],
    ]
    found = compared({"l2": [0, 0.01, 0.1]}, losses, 2, filter="seed < 9")
    assert left_out(found) == [
        "1 run diverged, so that 1 setting has no mean.",
        "1 run failed, the first one with: MemoryError: cannot allocate cannot allocate cannot allocate "
        "cannot allocate cannot allocate ….",
        "Not in the table, as every run that ended failed: l2=0.1.",
        "1 run of 6 is not finished; the others are compared.",
        "--filter keeps 4 of 4 runs.",
    ]


def test_what_is_damaged_is_no_run_that_is_yet_to_come(runs_dir: Path) -> None:
    losses = [[0.5, 0.5], [0.4, None]]
    sweep = made_sweep(runs_dir, axes={"l2": [0, 0.01]}, losses=losses, seeds=2)
    run = sweep / "cells" / "l2=0" / "seed=0"
    (run / "result.json").write_text("{")
    found = compare(collect(find_all([str(sweep)], runs_dir)), Request())
    assert found.collection.damaged == 1
    assert left_out(found) == [
        "1 run is damaged and can't be read.",
        "1 run of 4 is not finished; the others are compared.",
    ]
    # A description that can't be read is one more sentence, and no run.
    other = made_sweep(runs_dir, "other-sweep", axes={"l2": [0, 0.01]}, losses=losses, seeds=2)
    (other / "sweep.yaml").write_text("[")
    both = collect(find_all([str(sweep), str(other)], runs_dir))
    assert (len(both.problems), both.damaged) == (2, 1)
    assert left_out(compare(both, Request()))[1:] == ["1 run of 7 is not finished; the others are compared."]


def test_settings_that_underfit_are_named_by_what_they_share(runs_dir: Path) -> None:
    verdict = {"kind": "underfit"}
    for strength, rate, kind in ((0, 0, {}), (0, 0.5, {}), (1, 0, verdict), (1, 0.5, verdict)):
        settings = {L2: strength, "regularization.dropout.rate": rate}
        folder = runs_dir / f"{strength}-{rate}"
        plain = made_run(folder, settings=settings)
        result = collect(find_all([str(plain)], runs_dir)).runs[0].result["verdict"]
        made_run(folder, settings=settings, verdict=result | kind)
    found = compare(collect(find_all(["*"], runs_dir)), Request())
    assert "Only l2=1 underfits." in answer(found)


def test_settings_that_do_not_differ_in_regularization_have_no_baseline(compared: Compared) -> None:
    text = said(compared, SURE, axes=[("learning_rate", (0.01, 0.1))])
    assert "The settings don't differ in regularization; --baseline SETTING compares with another." in text


def test_noise_at_the_other_epoch_is_no_fact(compared: Compared) -> None:
    ends = [[0.70, 0.80, 0.60], [0.50, 0.90, 0.55]]
    losses = [
        [
            {"best": {"validation_loss": best}, "last": {"validation_loss": end}}
            for best, end in zip(*of, strict=True)
        ]
        for of in zip(SURE, ends, strict=True)
    ]
    # Differences -0.2, 0.1, -0.05: mean -0.05, s 0.15, 4.303 × 0.15 / √3 = 0.373.
    assert "At the last epoch the difference may be chance: -0.050 ± 0.373." in said(compared, losses)
    assert "chance" not in said(compared, losses, significance="none")


def test_without_a_test_another_metric_is_not_judged_either(compared: Compared) -> None:
    def run(loss: float, accuracy: float) -> dict[str, Any]:
        return {"best": {"validation_loss": loss, "validation_accuracy": accuracy}}

    losses = [
        [run(0.50, 0.81), run(0.52, 0.80), run(0.49, 0.80)],
        [run(0.40, 0.80), run(0.42, 0.78), run(0.391, 0.82)],
    ]
    text = said(compared, losses, significance="none")
    assert "By accuracy l2=0 leads with 80.3%. " in text
    same = [[run(loss, 0.8) for loss in row] for row in SURE]
    assert "Accuracy is the same, 80.0%." in said(compared, same)


def test_a_share_that_rounds_to_nothing_is_not_said(compared: Compared) -> None:
    # 0.0006 of 0.5033 is 0.1 %; t(2) is 0.0006 / (0.000173 / √3) = 6.0.
    losses = [SURE[0], [0.4992, 0.5195, 0.4895]]
    assert " by 0.0006 ± 0.0004, p = .027." in said(compared, losses)


def test_the_baseline_wins_an_exact_tie(compared: Compared) -> None:
    found = compared({"l2": [0.1, 0]}, [SURE[0], SURE[0]], 3)
    assert found.best is found.baseline is found.lines[0]
    assert answer(found)[0].startswith("No setting tried is better than the baseline l2=0:")
    assert claims(found) == [
        "Each seed redrew split, initial weights and batch order, so this speaks of new 400-row samples of "
        "digits."
    ]


def test_a_level_below_one_percent_is_printed(compared: Compared) -> None:
    losses = [[0.50, 0.52, 0.49], [0.40, 0.42, 0.391]]
    found = compared({"l2": [0, 0.01]}, losses, 3, significance="permutation", confidence=0.999)
    assert "nothing can be significant at 0.1%;" in claims(found)[-1]


def test_a_baseline_that_is_the_best_of_several_says_so(compared: Compared) -> None:
    axes = {"learning_rate": [0.01, 0.1], "l2": [0, 0.01]}
    found = compared(axes, [[0.5, 0.6], [0.4, 0.45], [0.45, 0.5], [0.4, 0.44]], 2)
    assert claims(found)[-1] == (
        "The baseline is the best of 2 that it could be, picked on these numbers, so that gains look a "
        "little smaller."
    )


def test_without_validation_rows_the_metric_of_the_training_rows_is_named(compared: Compared) -> None:
    run = {which: {"validation_loss": nan, "train_loss": 0.3} for which in ("best", "last")}
    found = compared({"l2": [0, 0.01]}, lambda settings, seed: run, 2)
    assert answer(found) == ["No setting is best: no run has a validation loss. Try --metric train_loss."]
    assert next_commands(found)[0] == " Next  regexp compare digits-sweep-0a1b2c --metric train_loss"


def test_different_losses_are_compared_by_another_metric(compared: Compared) -> None:
    found = compared({"loss": ["softmax_cross_entropy", "squared_error"]}, SURE, 3)
    assert next_commands(found) == [" Next  regexp compare digits-sweep-0a1b2c --metric validation_accuracy"]


def test_long_commands_go_on_in_further_lines(compared: Compared) -> None:
    found = compared(
        {"l2": [0, 0.01]}, SURE, 3, filter="l2 < 7 and epochs > 0 and parameters > 0 and seed < 9"
    )
    lines = [*report(found, str), *next_commands(found)]
    assert max(map(len, lines)) <= 80


def test_runs_of_several_targets_and_failed_ones_are_counted_once(runs_dir: Path) -> None:
    losses: list[list[Any]] = [[0.5, 0.5], [0.4, {"status": "failed"}]]
    for name in ("one-sweep", "other-sweep"):
        made_sweep(runs_dir, name, axes={"l2": [0, 0.01]}, losses=losses, seeds=2)
    found = compare(collect(find_all(["*"], runs_dir)), Request())
    assert head(found)[:2] == [
        "one-sweep, other-sweep: 2 l2, 1 to 2 seeds, 3 runs, 3 completed, besides 2",
        "  failed",
    ]


def test_what_some_runs_have_not_is_not_the_same_everywhere(runs_dir: Path) -> None:
    made_run(runs_dir / "one", settings={"model.kind": "linear"})
    made_run(
        runs_dir / "two",
        settings={"model.kind": "linear", "optimizer.kind": "exact", "loss.kind": "squared_error"},
    )
    found = compare(collect(find_all(["*"], runs_dir)), Request(metric="accuracy"))
    assert "epochs" not in same_everywhere(found)


def test_defaults_of_kinds_are_neither_what_differs_nor_the_same_everywhere(runs_dir: Path) -> None:
    """L-BFGS has 200 epochs by default, Adam 100, and there is no learning rate in L-BFGS to be scheduled."""
    made_run(runs_dir / "one", settings={"optimizer.kind": "lbfgs"})
    made_run(runs_dir / "two", settings={"optimizer.kind": "adam", "optimizer.epochs": 100})
    found = compare(collect(find_all(["*"], runs_dir)), Request())
    assert found.differing == ("optimizer.kind",)
    assert same_everywhere(found) == "same everywhere: digits, 400 training rows, mlp 16"
