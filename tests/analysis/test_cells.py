"""Means over seeds, their intervals, and the settings chosen by them, worked out by hand and by SciPy."""

from math import isnan, sqrt

import pytest
from scipy import stats
from support.sweep_rows import DROPOUT, L2, run

from regexp.analysis.cells import CellSummary, summarize
from regexp.analysis.choices import (
    baseline,
    best,
    one_standard_error,
    ranked,
    regularizers,
    unregularized,
)

LOSS, ACCURACY = "validation_loss", "validation_accuracy"
PATIENCE = "regularization.early_stopping.patience"


def sweep(losses: dict[float, list[float]], axis: str = L2) -> list[CellSummary]:
    """The summaries of one axis from the validation losses of its values' seeds."""
    rows = [run({axis: value}, seed, loss) for value, of in losses.items() for seed, loss in enumerate(of)]
    return summarize(rows, LOSS)


def test_a_summary_has_means_over_seeds_and_the_interval_of_student() -> None:
    # Mean 0.4, s² = (0.1² + 0 + 0.1²)/2 = 0.01, SE = 0.1/√3; t(0.975; 2) = 4.302653 (Student's table).
    (summary,) = sweep({0.01: [0.3, 0.4, 0.5]})
    assert (summary.cell, summary.settings) == (f"{L2}=0.01", {L2: 0.01})
    assert (summary.seeds, summary.diverged, summary.failed) == (3, 0, 0)
    assert summary.values == (0.3, 0.4, 0.5)
    assert summary.mean == summary.validation == pytest.approx(0.4)
    assert summary.standard_error == pytest.approx(0.1 / sqrt(3))
    assert summary.half_width == pytest.approx(4.302653 * 0.1 / sqrt(3), rel=1e-6)
    assert summary.train == pytest.approx(0.1)
    assert summary.epoch == 11


@pytest.mark.parametrize("seeds", [2, 5, 40])
def test_the_interval_is_that_of_scipy(seeds: int) -> None:
    losses = [0.3 + 0.01 * (seed**2 % 7) for seed in range(seeds)]
    (summary,) = sweep({0.0: losses})
    low, high = stats.t.interval(0.95, seeds - 1, loc=summary.mean, scale=stats.sem(losses))
    assert (summary.mean - summary.half_width, summary.mean + summary.half_width) == pytest.approx(
        (low, high)
    )


def test_one_seed_has_a_mean_but_no_interval() -> None:
    (summary,) = sweep({0.0: [0.3]})
    assert (summary.mean, summary.epoch) == (0.3, 10)
    assert isnan(summary.standard_error)
    assert isnan(summary.half_width)


def test_an_accuracy_is_summarized_with_the_accuracies_of_both_splits() -> None:
    (summary,) = summarize([run({L2: 0.0}, seed, 0.1 + 0.2 * seed) for seed in (0, 1)], ACCURACY)
    # 1 − 0.1 and 1 − 0.3
    assert (summary.mean, summary.train) == pytest.approx((0.8, 0.99))


def test_settings_keep_the_order_of_the_rows_and_mix_runs_of_any_order() -> None:
    rows = [run({L2: value}, seed, 0.3) for seed in (0, 1) for value in (0.1, 0.0, 0.01)]
    assert [(one.cell, one.seeds) for one in summarize(rows, LOSS)] == [
        (f"{L2}=0.1", 2),
        (f"{L2}=0.0", 2),
        (f"{L2}=0.01", 2),
    ]


def test_failed_runs_do_not_count() -> None:
    failed = run({L2: 0.0}, 2, None, status="failed", best={})
    (summary,) = summarize([run({L2: 0.0}, 0, 0.2), run({L2: 0.0}, 1, 0.4), failed], LOSS)
    assert (summary.seeds, summary.failed, summary.mean) == (2, 1, pytest.approx(0.3))


def test_a_setting_of_which_a_run_diverged_has_no_mean() -> None:
    # The best epoch of a run that diverges later looks good; the run is not.
    diverged = run({L2: 0.0}, 1, 0.001, status="diverged")
    (summary,) = summarize([run({L2: 0.0}, 0, 0.2), diverged], LOSS)
    assert (summary.seeds, summary.diverged, summary.values) == (2, 1, (0.2,))
    for number in (summary.mean, summary.train, summary.validation, summary.epoch, summary.half_width):
        assert isnan(number)


def test_a_setting_whose_runs_all_failed_has_no_numbers() -> None:
    (summary,) = summarize([run({L2: 0.0}, 0, None, status="failed", best={})], LOSS)
    assert (summary.seeds, summary.failed, summary.values) == (0, 1, ())
    assert all(isnan(number) for number in (summary.mean, summary.train, summary.epoch))


def test_a_metric_that_is_nowhere_measured_is_unknown() -> None:
    (summary,) = sweep({0.0: [None, None]})
    assert isnan(summary.mean)
    assert (summary.train, summary.epoch) == (0.1, 10.5)
    assert best([summary], LOSS) is None


def test_early_stopped_runs_count() -> None:
    (summary,) = summarize([run({L2: 0.0}, 0, 0.2, status="early_stopped")], LOSS)
    assert (summary.mean, summary.seeds) == (0.2, 1)


def test_ranking_goes_from_best_to_worst_whatever_better_means_and_ends_with_the_diverged() -> None:
    rows = [run({L2: 1.0}, 0, 0.0, status="diverged")]
    rows += [run({L2: value}, 0, loss) for value, loss in ((0.0, 0.4), (0.1, 0.2), (0.2, 0.3), (0.3, 0.2))]
    for monitor in (LOSS, ACCURACY):
        order = [one.settings[L2] for one in ranked(summarize(rows, monitor), monitor)]
        assert order == [0.1, 0.3, 0.2, 0.0, 1.0]
        assert best(summarize(rows, monitor), monitor).settings == {L2: 0.1}


def test_the_baseline_has_every_strength_and_rate_at_zero_or_left_out() -> None:
    grid = [(l2, rate) for l2 in (0, 0.1) for rate in (None, 0.0, 0.5)]
    losses = [0.5, 0.4, 0.1, 0.2, 0.2, 0.2]
    rows = [run({L2: l2, DROPOUT: rate}, 0, loss) for (l2, rate), loss in zip(grid, losses, strict=True)]
    # None and 0.0 say the same; the better of the two is taken
    assert baseline(summarize(rows, LOSS), LOSS).settings == {L2: 0, DROPOUT: 0.0}


def test_of_several_baselines_the_best_is_taken() -> None:
    rate = "optimizer.learning_rate"
    rows = [run({L2: l2, rate: eta}, 0, l2 + eta) for l2 in (0.0, 0.1) for eta in (0.3, 0.1, 0.2)]
    assert baseline(summarize(rows, LOSS), LOSS).settings == {L2: 0.0, rate: 0.1}


def test_an_arm_without_regularization_is_a_baseline() -> None:
    rows = [
        run({"arm": name} | more, 0, 0.3)
        for name, more in (("decay", {L2: 0.1}), ("none", {}), ("dropout", {DROPOUT: 0.5}))
    ]
    assert baseline(summarize(rows, LOSS), LOSS).settings == {"arm": "none"}


def test_without_a_strength_or_rate_among_the_axes_there_is_no_baseline() -> None:
    assert baseline(sweep({1.0: [0.3], 0.0: [0.2]}, "optimizer.learning_rate"), LOSS) is None
    assert baseline(sweep({0.1: [0.3], 1.0: [0.2]}), LOSS) is None


def test_one_standard_error_takes_the_largest_strength_that_is_as_good() -> None:
    # The best is 0.1 with mean 0.30 and SE = √(2·0.02²/1)/√2 = 0.02: 0.32 is as good, 0.33 is not.
    losses = {0.0: [0.31, 0.31], 0.1: [0.28, 0.32], 0.3: [0.315, 0.315], 1.0: [0.33, 0.33]}
    assert one_standard_error(sweep(losses), L2, LOSS).settings == {L2: 0.3}
    assert one_standard_error(sweep(losses, DROPOUT), DROPOUT, LOSS).settings == {DROPOUT: 0.3}


def test_one_standard_error_of_an_accuracy_looks_downwards() -> None:
    losses = {0.0: [0.31, 0.31], 0.1: [0.28, 0.32], 0.3: [0.315, 0.315], 1.0: [0.33, 0.33]}
    rows = [run({L2: value}, seed, loss) for value, of in losses.items() for seed, loss in enumerate(of)]
    assert one_standard_error(summarize(rows, ACCURACY), L2, ACCURACY).settings == {L2: 0.3}


def test_one_standard_error_may_be_the_best_itself() -> None:
    assert one_standard_error(sweep({0.0: [0.4, 0.4], 0.1: [0.3, 0.3]}), L2, LOSS).settings == {L2: 0.1}


def test_one_standard_error_needs_seeds_and_an_axis_of_regularization() -> None:
    assert one_standard_error(sweep({0.0: [0.3], 0.1: [0.2]}), L2, LOSS) is None
    rate = "optimizer.learning_rate"
    assert one_standard_error(sweep({0.1: [0.3, 0.4], 1.0: [0.2, 0.3]}, rate), rate, LOSS) is None
    assert one_standard_error(sweep({0.1: [None, None]}), L2, LOSS) is None


@pytest.mark.parametrize(
    ("axes", "kinds", "expected"),
    [
        ([L2], [set(), {"l2"}], [True, False]),
        ([L2], [{"dropout"}, {"dropout", "l2"}], [True, False]),  # what all have does not count
        ([L2, "model.hidden"], [{"l2"}, {"l2"}], [False, False]),
        ([L2, PATIENCE], [{"early_stopping"}, {"early_stopping", "l2"}], [True, False]),
        ([L2, PATIENCE], [set(), {"early_stopping"}, {"l2"}], [True, False, False]),
        (["arm"], [{"dropout"}, {"dropout", "l2"}, {"dropout", "l1"}], [True, False, False]),
        (["model.hidden"], [set(), {"l2"}], [False, False]),  # regularization is not what is compared
    ],
)
def test_settings_without_the_regularization_that_is_compared(
    axes: list[str], kinds: list[set[str]], expected: list[bool]
) -> None:
    assert unregularized(kinds, axes) == expected


def test_a_regularizer_at_zero_is_none() -> None:
    settings = {L2: 0.0, "regularization.dropout.rate": 0.5, PATIENCE: 5, "model.hidden": (8,)}
    assert regularizers(settings) == {"dropout", "early_stopping"}
    assert regularizers({L2: None, PATIENCE: None}) == set()


def test_the_interval_allows_for_splits_that_overlap_and_the_choice_of_settings_does_not() -> None:
    # s² = 0.01 of three seeds; of 150 rows 100 train and 50 validate: s²(1/3 + 50/100), t = 4.302653.
    rows = {"train": 100, "flipped": 0, "validation": 50, "test": 0, "left_out": 0}
    runs = [
        run({L2: 0.0}, seed, loss, redrawn=("split",), rows=rows) for seed, loss in enumerate((0.3, 0.4, 0.5))
    ]
    (summary,) = summarize(runs, LOSS)
    assert summary.overlap == 0.5
    assert summary.half_width == pytest.approx(4.302653 * 0.1 * sqrt(1 / 3 + 0.5), rel=1e-6)
    assert summary.standard_error == pytest.approx(0.1 / sqrt(3))


@pytest.mark.parametrize(
    ("redrawn", "left_out"), [(("init",), 0), (("split",), 50)], ids=["one split", "a quarter left out"]
)
def test_splits_that_do_not_overlap_leave_the_usual_interval(redrawn: tuple[str, ...], left_out: int) -> None:
    rows = {"train": 100, "flipped": 0, "validation": 50, "test": 20, "left_out": left_out}
    runs = [
        run({L2: 0.0}, seed, loss, redrawn=redrawn, rows=rows) for seed, loss in enumerate((0.3, 0.4, 0.5))
    ]
    (summary,) = summarize(runs, LOSS)
    assert (summary.overlap, summary.half_width) == (0, pytest.approx(4.302653 * 0.1 / sqrt(3), rel=1e-6))
