"""The numbers of a comparison, against SciPy and against hand computation."""

from collections.abc import Callable
from math import isnan
from pathlib import Path

import numpy as np
import pytest
from scipy import stats
from support.made_runs import made_run, made_sweep

from regexp.collection import collect, find_all
from regexp.comparison import Comparison, Line, Request, compare
from regexp.errors import ConfigError

L2, DROPOUT = "regularization.l2.strength", "regularization.dropout.rate"
STRENGTHS = {"l2": [0, 0.01, 0.1]}
LOSSES = [
    [0.500, 0.520, 0.490, 0.530, 0.510],  # l2=0
    [0.440, 0.470, 0.450, 0.460, 0.455],  # l2=0.01
    [0.450, 0.465, 0.456, 0.470, 0.452],  # l2=0.1
]
Compared = Callable[..., Comparison]


def of(comparison: Comparison, **settings: object) -> Line:
    """The line with these values, by the last part but one of their names."""
    wanted = {name.replace("_", "."): value for name, value in settings.items()}
    found = [
        line
        for line in comparison.lines
        if all(line.settings.get({"l2": L2, "dropout": DROPOUT}.get(k, k)) == v for k, v in wanted.items())
    ]
    (only,) = found
    return only


def order(comparison: Comparison, key: str = L2) -> list[object]:
    return [line.settings[key] for line in comparison.lines]


def test_means_intervals_and_tests_are_those_of_scipy(compared: Compared) -> None:
    comparison = compared(STRENGTHS, LOSSES)
    line = of(comparison, l2=0.01)
    own, baseline = np.array(LOSSES[1]), np.array(LOSSES[0])
    low, high = stats.t.interval(0.95, 4, own.mean(), stats.sem(own))
    assert line.intervals["best"].mean == pytest.approx(0.455)  # by hand: 2.275 / 5
    assert line.intervals["best"].half_width == pytest.approx((high - low) / 2)
    tests = [stats.ttest_rel(losses, baseline) for losses in LOSSES[1:]]
    found = line.differences["best"]
    assert found.mean == pytest.approx((own - baseline).mean())
    assert found.p == pytest.approx(tests[0].pvalue)
    interval = tests[0].confidence_interval(0.95)
    assert found.half_width == pytest.approx((interval.high - interval.low) / 2)
    # Holm (1979) over two: the smaller p twice, the larger one at least as large.
    smaller, larger = sorted(test.pvalue for test in tests)
    adjusted = sorted(line.adjusted_p for line in comparison.lines if not isnan(line.adjusted_p))
    assert adjusted == pytest.approx([2 * smaller, max(2 * smaller, larger)])
    assert comparison.compared == 2


def test_order_best_baseline_and_ties(compared: Compared) -> None:
    comparison = compared(STRENGTHS, LOSSES)
    assert order(comparison) == [0.01, 0.1, 0]
    assert comparison.best is of(comparison, l2=0.01)
    assert comparison.baseline is of(comparison, l2=0)
    # Pairs by Student's t: 0.01 and 0.1 differ by 0.0036 ± 0.009, so that only they tie.
    assert stats.ttest_rel(LOSSES[1], LOSSES[2]).pvalue > 0.3
    assert [line.is_tied for line in comparison.lines] == [False, True, False]


def test_the_one_standard_error_choice_is_the_strongest_that_is_close(compared: Compared) -> None:
    # SE of the best is 0.0051 (stats.sem), the mean of l2=0.1 is 0.0036 above its.
    comparison = compared(STRENGTHS, LOSSES)
    assert stats.sem(LOSSES[1]) > np.mean(LOSSES[2]) - np.mean(LOSSES[1])
    assert comparison.choice is of(comparison, l2=0.1)


def test_the_last_epoch_can_be_compared(compared: Compared) -> None:
    losses = [
        [{"best": {"validation_loss": best}, "last": {"validation_loss": last}} for best, last in pairs]
        for pairs in ([(0.5, 0.9), (0.52, 0.94)], [(0.55, 0.60), (0.56, 0.61)])
    ]
    at_best = compared({"l2": [0, 0.01]}, losses, seeds=2)
    assert order(at_best) == [0, 0.01]
    assert of(at_best, l2=0.01).differences["last"].mean == pytest.approx(-0.315)  # (-0.3 - 0.33) / 2
    at_last = compared({"l2": [0, 0.01]}, losses, seeds=2, at="last")
    assert order(at_last) == [0.01, 0]
    last = stats.ttest_rel([0.60, 0.61], [0.9, 0.94]).pvalue
    assert of(at_last, l2=0.01).adjusted_p == pytest.approx(last)


def test_welch_and_sign_flips(compared: Compared) -> None:
    welch = of(compared(STRENGTHS, LOSSES, significance="welch"), l2=0.01).differences["best"]
    assert welch.p == pytest.approx(stats.ttest_ind(LOSSES[1], LOSSES[0], equal_var=False).pvalue)
    flips = of(compared(STRENGTHS, LOSSES, significance="permutation"), l2=0.01).differences["best"]
    # All five differences are negative: of 2^5 sign flips two are as extreme.
    assert (flips.p, flips.least_p) == (pytest.approx(2 / 32), pytest.approx(2 / 32))


def test_another_confidence(compared: Compared) -> None:
    wide = of(compared(STRENGTHS, LOSSES, confidence=0.99), l2=0.01).intervals["best"].half_width
    assert wide == pytest.approx(stats.t.ppf(0.995, 4) * stats.sem(LOSSES[1]))


def test_missing_runs_are_compared_over_common_seeds(compared: Compared) -> None:
    losses = [LOSSES[0], [*LOSSES[1][:3], None, None]]
    line = of(compared({"l2": [0, 0.01]}, losses), l2=0.01)
    assert line.differences["best"].seeds == 3
    assert line.adjusted_p == pytest.approx(stats.ttest_rel(LOSSES[1][:3], LOSSES[0][:3]).pvalue)


def test_a_diverged_run_counts_as_the_worst(compared: Compared) -> None:
    diverged = {"best": {"validation_loss": 0.1}, "status": "diverged"}
    comparison = compared(STRENGTHS, [LOSSES[0], [*LOSSES[1][:4], diverged], LOSSES[2]])
    assert order(comparison) == [0.1, 0, 0.01]
    line = of(comparison, l2=0.01)
    assert isnan(line.intervals["best"].mean)
    assert line.differences["best"] is None
    assert line.summary.diverged == 1
    assert comparison.compared == 1


def test_the_baseline_has_none_of_what_differs(compared: Compared) -> None:
    axes = {"l2": [0, 0.01], "dropout": [0, 0.5]}
    assert compared(axes, lambda settings, seed: 0.5, seeds=1).baseline.settings == {L2: 0.0, DROPOUT: 0.0}
    # A regularizer that all settings have is no hindrance.
    always = {"settings": {"regularization.dropout.rate": 0.5}}
    assert compared(
        {"l2": [0, 0.01]}, lambda settings, seed: 0.5, seeds=1, made=always
    ).baseline.settings == {L2: 0.0}
    assert compared({"l2": [0.01, 0.1]}, lambda settings, seed: 0.5, seeds=1).baseline is None
    assert compared({"learning_rate": [0.01, 0.1]}, lambda settings, seed: 0.5, seeds=1).baseline is None


def test_of_several_without_regularization_the_best_is_the_baseline(compared: Compared) -> None:
    axes = {"learning_rate": [0.01, 0.1], "l2": [0, 0.01]}
    rate = "optimizer.learning_rate"
    comparison = compared(axes, lambda settings, seed: 0.5 - settings[rate] + settings[L2], seeds=1)
    assert comparison.baseline.settings == {rate: 0.1, L2: 0.0}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("l2=1e-2", {L2: 0.01, DROPOUT: 0.0}),  # of two that fit, the one without regularization besides
        ("l2=0.01,dropout=0.5", {L2: 0.01, DROPOUT: 0.5}),
        ("regularization.dropout.rate=0.50", {L2: 0.0, DROPOUT: 0.5}),
        ("regularization.dropout=.5", {L2: 0.0, DROPOUT: 0.5}),
        ("runs/digits-sweep-0a1b2c/cells/l2=0.01,dropout=0.5", {L2: 0.01, DROPOUT: 0.5}),
        ("runs/digits-sweep-0a1b2c/cells/l2=0,dropout=0.5/seed=0", {L2: 0.0, DROPOUT: 0.5}),
    ],
)
def test_another_baseline(compared: Compared, asked: str, expected: dict[str, float]) -> None:
    axes = {"l2": [0, 0.01], "dropout": [0, 0.5]}
    comparison = compared(axes, lambda settings, seed: 0.5 + settings[L2], seeds=1, baseline=asked)
    assert comparison.baseline.settings == expected


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            {"baseline": "l2=7"},
            "--baseline l2=7: is none of the settings compared (did you mean l2=0?); "
            "give one such as l2=0, l2=0.01, l2=0.1",
        ),
        (
            {"baseline": "ll2=0"},
            "--baseline ll2: settings don't differ in that (did you mean l2?); they differ in l2",
        ),
        ({"by": ("dropout",)}, "--by dropout: settings don't differ in that; they differ in l2"),
        (
            {"sort": "epochs"},
            "--sort epochs: settings don't differ in that; they differ in l2; "
            "or sort by best, last, change, p, gap, learned, epoch",
        ),
        (
            {"metric": "val_acc"},
            "--metric val_acc: was not measured (did you mean validation_accuracy?); there are train_loss, "
            "validation_loss, train_accuracy, validation_accuracy",
        ),
        (
            {"metric": "los"},
            "--metric los: was not measured (did you mean validation_loss?); there are train_loss, "
            "validation_loss, train_accuracy, validation_accuracy",
        ),
        (
            {"metric": "learning_rate"},
            "--metric learning_rate: does not say how good a setting is; there are train_loss, "
            "validation_loss, train_accuracy, validation_accuracy",
        ),
        ({"filter": "l2 > 5"}, "--filter 'l2 > 5': fits none of 15 runs"),
    ],
)
def test_what_the_runs_do_not_fit(compared: Compared, asked: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError) as error:
        compared(STRENGTHS, LOSSES, **asked)
    assert str(error.value) == message


def test_accuracy_is_that_of_the_validation_rows_and_higher_is_better(compared: Compared) -> None:
    comparison = compared(STRENGTHS, LOSSES, metric="accuracy")
    assert comparison.metric == "validation_accuracy"
    assert order(comparison) == [0.01, 0.1, 0]
    assert comparison.lines[0].intervals["best"].mean == pytest.approx(0.545)  # made up as 1 - loss


def test_a_filter_leaves_runs_out(compared: Compared) -> None:
    comparison = compared(STRENGTHS, LOSSES, filter="l2 > 0 and seed < 3")
    assert order(comparison) == [0.01, 0.1]
    assert comparison.baseline is None
    assert {len(line.entry.runs) for line in comparison.lines} == {3}


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("l2", [0, 0.01, 0.1]),
        ("-l2", [0.1, 0.01, 0]),
        ("best", [0.01, 0.1, 0]),
        ("-best", [0, 0.1, 0.01]),
        ("p", [0.01, 0.1, 0]),
        ("change", [0.01, 0.1, 0]),
        ("-change", [0.1, 0.01, 0]),
    ],
)
def test_another_order(compared: Compared, sort: str, expected: list[float]) -> None:
    comparison = compared(STRENGTHS, LOSSES, sort=sort)
    assert [line.settings[L2] for line in comparison.displayed] == expected
    assert order(comparison) == [0.01, 0.1, 0]
    assert comparison.best.settings == {L2: 0.01}


def test_different_data_have_no_winner(compared: Compared) -> None:
    axes = {"dataset": ["iris", "wine"], "l2": [0, 0.01]}
    comparison = compared(axes, lambda settings, seed: 0.5, seeds=2)
    assert comparison.obstacle == "different data"
    assert (comparison.best, comparison.baseline, comparison.choice) == (None, None, None)
    with pytest.raises(ConfigError) as error:
        compared(axes, lambda settings, seed: 0.5, seeds=2, by=("l2",))
    assert str(error.value) == (
        "--by l2: settings with different data can't be compared by validation loss, so that none of them is "
        "the best; try --over dataset"
    )


def test_a_file_that_has_changed_is_other_data(runs_dir: Path) -> None:
    for name, content in (("one", "a"), ("two", "a"), ("three", "b")):
        made_run(runs_dir / name, settings={L2: 0.1 if name == "one" else 0.2}, data_sha256=64 * content)
    same, other = (collect(find_all(["one", name], runs_dir)) for name in ("two", "three"))
    assert compare(same, Request()).obstacle is None
    assert compare(other, Request()).obstacle == "different data"


def test_rows_by_the_values_of_one_key_have_the_best_of_the_others(compared: Compared) -> None:
    axes = {"l2": [0, 0.01], "dropout": [0, 0.5]}
    losses = [[0.50, 0.52], [0.40, 0.45], [0.45, 0.43], [0.60, 0.62]]  # l2 and dropout: 0 0, 0 0.5, 0.01 0, …
    comparison = compared(axes, losses, seeds=2, by=("dropout",))
    assert [(line.settings, line.entry.chosen) for line in comparison.lines] == [
        ({DROPOUT: 0.5}, ("l2=0",)),
        ({DROPOUT: 0.0}, ("l2=0.01",)),
    ]
    assert comparison.baseline is comparison.lines[1]
    assert comparison.lines[0].differences["best"].mean == pytest.approx(-0.015)  # (-0.05 + 0.02) / 2


def test_arms_have_the_best_point_of_each_seed(compared: Compared) -> None:
    arms = {"arms": {"none": {}, "decay": {"l2": [0.01, 0.1]}}}
    losses = [[0.50, 0.52, 0.51], [0.40, 0.49, 0.43], [0.42, 0.44, 0.47]]
    comparison = compared(arms, losses, seeds=3)
    assert comparison.keys == ("arm",)
    best = comparison.best
    assert best.settings == {"arm": "decay"}
    assert list(best.entry.values("validation_loss", "best").values()) == [0.40, 0.44, 0.43]
    assert comparison.baseline.settings == {"arm": "none"}
    expected = stats.ttest_rel([0.40, 0.44, 0.43], losses[0]).pvalue
    assert best.adjusted_p == pytest.approx(expected)


def test_splits_that_overlap_widen_the_intervals(compared: Compared) -> None:
    crowded = {"rows": {"train": 112, "validation": 38, "left_out": 0, "test": 50, "flipped": 0}}
    comparison = compared(STRENGTHS, LOSSES, made=crowded)
    assert comparison.overlap == pytest.approx(38 / 112)
    differences = np.subtract(LOSSES[1], LOSSES[0])
    # Nadeau and Bengio (2003): s² (1/n + n_validation/n_train) in place of s²/n.
    error = differences.std(ddof=1) * np.sqrt(1 / 5 + 38 / 112)
    p = 2 * stats.t.sf(abs(differences.mean()) / error, 4)
    found = of(comparison, l2=0.01).differences["best"]
    assert (found.p, found.half_width) == (pytest.approx(p), pytest.approx(stats.t.ppf(0.975, 4) * error))
    same_split = {"redrawn": ["init", "order"]} | crowded
    assert compared(STRENGTHS, LOSSES, made=same_split).overlap == 0


def test_splits_that_overlap_widen_the_intervals_of_means(compared: Compared) -> None:
    crowded = {"rows": {"train": 112, "validation": 38, "left_out": 0, "test": 50, "flipped": 0}}
    found = of(compared(STRENGTHS, LOSSES, made=crowded), l2=0.01).intervals["best"]
    # √(s² (1/n + n_validation/n_train)) in place of s/√n.
    error = np.std(LOSSES[1], ddof=1) * np.sqrt(1 / 5 + 38 / 112)
    assert found.half_width == pytest.approx(stats.t.ppf(0.975, 4) * error)


def test_only_pairs_with_splits_that_overlap_are_corrected(compared: Compared) -> None:
    crowded = {"train": 112, "validation": 38, "left_out": 0}
    losses = [
        [{"best": {"validation_loss": loss}, **({"rows": crowded} if row == 2 else {})} for loss in of_row]
        for row, of_row in enumerate(LOSSES)
    ]
    comparison = compared(STRENGTHS, losses)
    assert [of(comparison, l2=strength).overlap for strength in (0, 0.01, 0.1)] == [0, 0, 38 / 112]
    plain = of(comparison, l2=0.01).differences["best"]
    assert plain.p == pytest.approx(stats.ttest_rel(LOSSES[1], LOSSES[0]).pvalue)
    differences = np.subtract(LOSSES[2], LOSSES[0])
    error = differences.std(ddof=1) * np.sqrt(1 / 5 + 38 / 112)
    p = 2 * stats.t.sf(abs(differences.mean()) / error, 4)
    assert of(comparison, l2=0.1).differences["best"].p == pytest.approx(p)


def test_the_arm_without_regularization_is_the_baseline_whatever_was_picked(compared: Compared) -> None:
    # All seeds pick no dropout within the arm `drop`, which is better than `none`, too.
    arms = {"arms": {"none": {}, "drop": {"dropout": [0, 0.5]}}}
    comparison = compared(arms, [[0.50, 0.52], [0.40, 0.41], [0.60, 0.61]], seeds=2)
    assert comparison.best.settings == {"arm": "drop"}
    assert comparison.best.entry.chosen == ("dropout=0 (all 2 seeds)",)
    assert comparison.baseline.settings == {"arm": "none"}


def test_one_seed_has_neither_intervals_nor_tests(compared: Compared) -> None:
    comparison = compared(STRENGTHS, [[row[0]] for row in LOSSES], seeds=1)
    line = of(comparison, l2=0.01)
    assert isnan(line.intervals["best"].half_width)
    assert line.differences["best"].mean == pytest.approx(-0.06)
    assert isnan(line.adjusted_p)
    assert not any(line.is_tied for line in comparison.lines)
    assert comparison.compared == 0


def test_a_baseline_that_surely_differs_from_the_best_does_not_tie_with_it(compared: Compared) -> None:
    # Of 12 settings one differs from the baseline with p just below 0.05 after Holm over 11; over all 66
    # pairs its p is above: the baseline's own test counts, as it was named before looking.
    differences = np.array([-0.030, -0.040, -0.025, -0.055, -0.045])
    p = stats.ttest_1samp(differences, 0).pvalue
    assert 0.05 / 66 < p < 0.05 / 11
    rng = np.random.default_rng(0)
    baseline = np.array(LOSSES[0])
    others = [baseline + rng.normal(0, 0.03, 5) for _ in range(10)]
    losses = [baseline, baseline + differences, *others]
    assert min(other.mean() for other in others) > losses[1].mean()
    comparison = compared({"l2": [0, *(0.01 * step for step in range(1, 12))]}, [list(row) for row in losses])
    assert comparison.best.adjusted_p == pytest.approx(11 * p)
    assert not comparison.baseline.is_tied


def test_a_run_that_was_trained_twice_counts_once(runs_dir: Path) -> None:
    sweep = made_sweep(runs_dir, axes=STRENGTHS, losses=LOSSES, seeds=5)
    twin = made_run(runs_dir / "twin", settings={L2: 0.01}, seed=0, best={"validation_loss": 0.44})
    found = compare(collect(find_all([str(sweep), str(twin)], runs_dir)), Request())
    assert {len(line.entry.runs) for line in found.lines} == {5}


def test_generated_data_of_another_seed_are_other_data(compared: Compared) -> None:
    def run(settings: dict[str, object], seed: int) -> dict[str, object]:
        return {"best": {"validation_loss": 0.5}, "data_sha256": f"{settings['dataset.seed']:0>64}"}

    axes = {"dataset.seed": [0, 7], "l2": [0, 0.01]}
    assert compared(axes, run, seeds=2).obstacle == "different data"
    # Of a table that is fixed it draws other test rows only.
    assert compared(axes, lambda settings, seed: 0.5, seeds=2).obstacle is None


@pytest.mark.parametrize("folder", [".", "/", "runs"])
def test_a_folder_that_is_no_run_is_no_baseline(compared: Compared, folder: str) -> None:
    with pytest.raises(ConfigError) as error:
        compared(STRENGTHS, LOSSES, baseline=folder)
    assert str(error.value).startswith(f"--baseline {folder}: is none of the settings compared")
