"""Settings over data sets: the whole output, ranks, wins and tests against published and computed values."""

from collections.abc import Mapping, Sequence
from math import isnan
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import wilcoxon
from support.command import command
from support.made_runs import made_sweep
from support.published import TREES

from regexp.collection import collect, find_all
from regexp.comparison.across import Across, across
from regexp.comparison.request import Request
from regexp.errors import ConfigError

L2, DROPOUT = "regularization.l2.strength", "regularization.dropout.rate"
KINDS = ("breast_cancer", "digits", "iris", "wine")
CONSTANTS = {"iris": 1.1, "wine": 1.1, "digits": 2.3, "breast_cancer": 0.7}
LOSSES = {
    ("iris", 0.0): (0.20, 0.22),
    ("iris", 0.01): (0.15, 0.19),
    ("iris", 0.1): (0.31, 0.33),
    ("wine", 0.0): (0.10, 0.14),
    ("wine", 0.01): (0.08, 0.10),
    ("wine", 0.1): (0.12, 0.12),
    ("digits", 0.0): (0.88, 0.84),
    ("digits", 0.01): (0.75, 0.73),
    ("digits", 0.1): (0.70, 0.72),
    ("breast_cancer", 0.0): (0.13, 0.15),
    ("breast_cancer", 0.01): (0.15, 0.17),
    ("breast_cancer", 0.1): (0.20, 0.16),
}
"""Best validation losses by data set, λ and seed. Means: 0.21 0.17 0.32; 0.12 0.09 0.12; 0.86 0.74 0.71; 0.14
0.16 0.18."""


def made(kind: str, loss: float, **more: Any) -> dict[str, Any]:
    """Return a run on a data set whose constant prediction has the loss in `CONSTANTS`."""
    constant = {"validation_loss": CONSTANTS[kind], "validation_accuracy": 0.1}
    return {
        "best": {"validation_loss": loss},
        "constant_prediction": constant,
        "data_sha256": f"{kind:0<64}",
        **more,
    }


def compared(runs: Path, sweeps: Sequence[Path], **asked: Any) -> Across:
    targets = tuple(path.name for path in sweeps)
    request = Request(targets=targets, runs_dir=runs, **{"over": "dataset", **asked})
    return across(collect(find_all(targets, runs)), request)


def four(runs: Path, losses: Mapping[tuple[str, float], Sequence[Any]] = LOSSES, **same: Any) -> Path:
    """Return a sweep of four data sets, three strengths and two seeds."""

    def run(settings: dict[str, Any], seed: int) -> Any:
        loss = losses[settings["dataset.kind"], settings[L2]][seed]
        return made(settings["dataset.kind"], loss) if isinstance(loss, float) else loss

    return made_sweep(runs, "sets-sweep", {"dataset": list(KINDS), L2: [0, 0.01, 0.1]}, run, seeds=2, **same)


def text(found: Across) -> str:
    """Return all that is said, without line breaks."""
    return " ".join(line.strip() for line in found.lines())


def cells(found: Across, label: str) -> list[str]:
    """Return the words of a line of the table that starts with a label."""
    line = next(line for line in found.lines() if line.startswith(f" {label} "))
    return line.removeprefix(f" {label}").split()


def by_name(found: Across) -> dict[str, Any]:
    return dict(zip(found.columns()[1:], found.ranking.contenders, strict=True))


def test_the_whole_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ranks by hand: λ = 0 has 2, 2.5, 3, 1; λ = 0.01 has 1, 1, 2, 2; λ = 0.1 has 3, 2.5, 1, 3.

    Relative differences of λ = 0.01 from 0: -0.036 -0.027 -0.052 +0.029: ranks 3 1 4 2, so the sum of the
    positive ones is 2, and P(sum ≤ 2) = 3/16, two-sided 6/16. Of λ = 0.1: 0.1 0 -0.065 0.057: three ranks,
    1 + 3 positive, so the negative sum is 2; P(sum ≤ 2) = 3/8, two-sided 6/8. Holm: 2 × 6/16 = 0.75,
    and 0.75.
    """
    monkeypatch.chdir(tmp_path)
    runs = Path("runs")
    assert compared(runs, [four(runs)]).lines() == [
        "sets-sweep: 4 data sets x 3 settings, 24 runs",
        "validation loss at the best epoch, mean over 2 seeds; lower is better",
        "",
        "                       best  baseline",
        " l2                    0.01         0       0.1",
        " breast_cancer        0.160     0.140*    0.180",
        " digits               0.740     0.860     0.710*",
        " iris                 0.170*    0.210     0.320",
        " wine                 0.090*    0.120     0.120",
        " mean rank             1.50      2.12      2.38",
        " wins-ties-losses     3-0-1         -     1-1-2",
        " Wilcoxon p (Holm)      .75         -       .75",
        " * best of its row",
        "",
        " Answer: l2=0.01 has the best mean rank, 1.50 of 3. It is better than the",
        " baseline l2=0 on 3 of 4 data sets and worse on 1: which may be chance",
        " (Wilcoxon p = .75). 4 data sets can't give p below .25 over 2 comparisons:",
        " nothing can be significant with fewer than 7.",
        "",
        " What this claims: Data sets are the sample: each counts once, whatever its",
        " number of seeds, and none are averaged. Wilcoxon's signed-rank test on",
        " differences from the baseline, each divided by the loss of the best constant",
        " prediction on its data, Holm over 2 comparisons.",
        "",
        " Next  regexp compare sets-sweep --filter 'dataset.kind == \"breast_cancer\"'",
    ]


def test_p_is_scipy_s_on_relative_differences(runs: Path) -> None:
    """Without ties and zeros scipy.stats.wilcoxon is exact."""
    found = by_name(compared(runs, [four(runs)]))["l2=0.01"]
    means = {key: sum(values) / 2 for key, values in LOSSES.items()}
    expected = [(means[kind, 0.01] - means[kind, 0.0]) / CONSTANTS[kind] for kind in KINDS]
    assert list(found.differences) == pytest.approx(expected, rel=1e-12)
    assert found.p == pytest.approx(float(wilcoxon(expected).pvalue), rel=1e-12)


def test_differences_pair_the_seeds_that_both_have(runs: Path) -> None:
    """Of iris seed 1 is missing at λ = 0.01: what is left is 0.15 − 0.20."""
    found = compared(runs, [four(runs, {**LOSSES, ("iris", 0.01): (0.15, None)})])
    assert by_name(found)["l2=0.01"].differences[2] == pytest.approx(-0.05 / 1.1, rel=1e-12)
    assert found.lines()[1] == ("validation loss at the best epoch, mean over 1 to 2 seeds; lower is better")
    assert "Runs that failed, are damaged or not finished: 1 of 24." in text(found)


def test_a_published_comparison_of_four_classifiers(runs: Path) -> None:
    """Mean ranks 3.143, 2.000, 2.893, 1.964 are published; C4.5+m against C4.5 has 10 wins, 2 ties, 2 losses.

    Each data set is a CSV file of its own, each classifier an arm, AUC stands in for accuracy.
    """
    classifiers = ("none", "m", "cf", "m-cf")
    values = {f"set-{place:02}": dict(zip(classifiers, row, strict=True)) for place, row in enumerate(TREES)}
    arms = {"none": {}, "m": {"l2": 0.1}, "cf": {"dropout": 0.1}, "m-cf": {"l2": 0.1, "dropout": 0.1}}

    def run(settings: dict[str, Any], seed: int) -> dict[str, Any]:
        name = Path(settings["dataset.kind"].partition("path: ")[2].partition(",")[0]).stem
        accuracy = values[name][settings["arm"]]
        return {"best": {"validation_accuracy": accuracy}, "data_sha256": f"{name:0<64}"}

    for name in values:
        (runs.parent / f"{name}.csv").write_text("x,y\n1,a\n2,b\n")
    data = [{"kind": "csv", "path": str(runs.parent / f"{name}.csv"), "target": "y"} for name in values]
    sweep = made_sweep(runs, "auc", {"dataset": data, "arms": arms}, run)
    found = compared(runs, [sweep], metric="accuracy", baseline="none")
    of = by_name(found)
    assert {name: round(one.mean_rank, 3) for name, one in of.items()} == {
        "m-cf": 1.964,
        "m": 2.0,
        "cf": 2.893,
        "none": 3.143,
    }
    assert of["m"].counts == (10, 2, 2)
    signed = sorted(one["none"] - one["m"] for one in values.values())
    assert sorted(of["m"].differences) == pytest.approx(signed, abs=1e-12)
    assert [0.798, 0.768, 0.771, 0.763] in [row[1:] for row in found.rows()]


def test_accuracies_are_compared_as_they_are(runs: Path) -> None:
    """Made-up accuracies are 1 − loss, so that differences are those of losses, not divided."""
    found = by_name(compared(runs, [four(runs)], metric="accuracy"))["l2=0.01"]
    assert list(found.differences) == pytest.approx([0.02, -0.12, -0.04, -0.03], rel=1e-9)


def test_at_the_last_epoch(runs: Path) -> None:
    """Runs end at 1.2 times their best loss."""
    found = compared(runs, [four(runs)], at="last")
    assert cells(found, "digits") == ["0.888", "1.032", "0.852*"]
    assert found.lines()[1] == ("validation loss at the last epoch, mean over 2 seeds; lower is better")


def test_a_diverged_run_ranks_last_and_loses(runs: Path) -> None:
    """λ = 0.1 on digits would have been the best there; ranks 3 2 1 there, so λ = 0.1 has 3, 3, 3, 2.5."""
    diverged = made("digits", 0.1, status="diverged")
    found = compared(runs, [four(runs, {**LOSSES, ("digits", 0.1): (0.7, diverged)})])
    strong = by_name(found)["l2=0.1"]
    assert (strong.mean_rank, strong.counts) == (2.875, (0, 1, 3))
    assert cells(found, "digits") == ["0.740*", "0.860", "diverged"]
    assert "A setting of which a run diverged ranks last on that data set." in text(found)


def test_a_baseline_that_diverged_loses(runs: Path) -> None:
    diverged = made("digits", 0.1, status="diverged")
    found = compared(runs, [four(runs, {**LOSSES, ("digits", 0.0): (diverged, 0.7)})])
    assert by_name(found)["l2=0.01"].counts == (3, 0, 1)
    both = {**LOSSES, ("digits", 0.0): (diverged, 0.7), ("digits", 0.01): (0.7, diverged)}
    found = compared(runs.parent / "other", [four(runs.parent / "other", both)])
    assert by_name(found)["l2=0.01"].counts == (2, 1, 1)


def test_ranks_are_over_data_sets_that_have_every_setting(runs: Path) -> None:
    """Without wine ranks are λ = 0: 2 3 1, λ = 0.01: 1 2 2, λ = 0.1: 3 1 3, as in test_the_whole_page."""
    found = compared(runs, [four(runs, {**LOSSES, ("wine", 0.1): (None, None)})])
    assert {name: one.mean_rank for name, one in by_name(found).items()} == {
        "l2=0.01": pytest.approx(5 / 3),
        "l2=0": pytest.approx(2),
        "l2=0.1": pytest.approx(7 / 3),
    }
    assert cells(found, "wine") == ["0.090*", "0.120", "-"]
    assert by_name(found)["l2=0.1"].counts == (1, 0, 2)
    assert "Ranks are over the 3 data sets where every setting was measured." in text(found)


def test_settings_that_no_data_set_has_together_are_not_ranked(runs: Path) -> None:
    """λ = 0.1 was measured on wine only, λ = 0.01 on all others."""
    gaps = {key: (None, None) for key in LOSSES if key[1] and (key[0] == "wine") != (key[1] == 0.1)}
    found = compared(runs, [four(runs, {**LOSSES, **gaps})])
    assert all(isnan(one.mean_rank) for one in found.ranking.contenders)
    assert "Answer: No data set has every setting, so that none is ranked." in text(found)
    assert cells(found, "mean rank") == ["-", "-", "-"]
    assert sorted(cells(found, "wins-ties-losses")) == ["-", "0-1-0", "2-0-1"]


def test_the_best_point_of_an_arm_is_chosen_on_each_data_set_and_for_each_seed(runs: Path) -> None:
    """On iris seed 0 chooses l2=0.1 and seed 1 l2=0.01: 0.3 and 0.4; on wine both seeds choose l2=0.01."""
    losses = {
        ("iris", "none", None): (0.6, 0.7),
        ("iris", "decay", 0.01): (0.5, 0.4),
        ("iris", "decay", 0.1): (0.3, 0.8),
        ("wine", "none", None): (0.2, 0.2),
        ("wine", "decay", 0.01): (0.1, 0.1),
        ("wine", "decay", 0.1): (0.9, 0.9),
    }

    def run(settings: dict[str, Any], seed: int) -> dict[str, Any]:
        kind = settings["dataset.kind"]
        return made(kind, losses[kind, settings["arm"], settings.get(L2)][seed])

    axes = {"dataset": ["iris", "wine"], "arms": {"none": {}, "decay": {"l2": [0.01, 0.1]}}}
    found = compared(runs, [made_sweep(runs, "arms", axes, run, seeds=2)])
    assert cells(found, "iris") == ["0.350*", "0.650"]
    assert cells(found, "wine") == ["0.100*", "0.200"]
    assert found.lines()[0] == "arms: 2 data sets x 2 arms, 12 runs"
    assert found.columns() == ["dataset", "decay", "none"]
    assert (
        "On each data set and for each seed the best point of an arm was chosen on validation data. The arms "
        "had different numbers of points to choose from (decay 2, none 1):"
    ) in text(found)


def test_arms_with_more_points_on_a_later_data_set_are_named(runs: Path) -> None:
    """On iris every arm has one point; on wine a second sweep gave `decay` another one."""
    one = {"dataset": ["iris", "wine"], "arms": {"none": {}, "decay": {"l2": 0.01}}}
    more = {"dataset": ["wine"], "arms": {"decay": {"l2": [0.1]}}}
    sweeps = [
        made_sweep(runs, name, axes, lambda of, _: made(of["dataset.kind"], 0.5), seeds=2)
        for name, axes in (("arms", one), ("more", more))
    ]
    assert (
        "On wine, for one: The arms had different numbers of points to choose from (decay 2, none 1):"
    ) in text(compared(runs, sweeps))


def test_the_arm_without_regularization_is_the_baseline_whatever_was_picked(runs: Path) -> None:
    """`drop` picks no dropout everywhere, and ranks better than `none`."""
    losses = {("none", None): 0.5, ("drop", 0.0): 0.4, ("drop", 0.5): 0.6}

    def run(settings: dict[str, Any], seed: int) -> dict[str, Any]:
        rate = settings.get(DROPOUT, 0.0) if settings["arm"] == "drop" else None
        return made(settings["dataset.kind"], losses[settings["arm"], rate])

    axes = {"dataset": ["iris", "wine"], "arms": {"none": {}, "drop": {"dropout": [0, 0.5]}}}
    found = compared(runs, [made_sweep(runs, "arms", axes, run)])
    assert found.ranking.baseline.settings == {"arm": "none"}


def test_by_a_key_the_best_of_the_others_is_chosen_on_each_data_set(runs: Path) -> None:
    """Loss 0.5 − 0.1 where λ = 0.1 with dropout on iris, without it on wine."""

    def run(settings: dict[str, Any], seed: int) -> dict[str, Any]:
        kind = settings["dataset.kind"]
        is_good = settings[L2] == 0.1 and (settings[DROPOUT] == 0.5) == (kind == "iris")
        return made(kind, 0.4 if is_good else 0.5 + settings[DROPOUT] / 10)

    axes = {"dataset": ["iris", "wine"], L2: [0, 0.1], DROPOUT: [0, 0.5]}
    found = compared(runs, [made_sweep(runs, "both", axes, run)], by=("dropout",))
    assert found.columns() == ["dataset", "dropout=0", "dropout=0.5"]
    assert cells(found, "iris") == ["0.500", "0.400*"]
    assert cells(found, "wine") == ["0.400*", "0.550"]
    assert "No setting ranks better than the baseline dropout=0, mean rank 1.50 of 2." in text(found)
    assert "On each data set the best of the other settings was chosen by its mean." in text(found)
    assert " Next  regexp compare both --by dropout --filter 'dataset.kind == \"iris\"' \\" in found.lines()


def many(runs: Path, count: int, **same: Any) -> Path:
    """Return a sweep over moons drawn `count` times, with and without dropout, which is always better."""

    def run(settings: dict[str, Any], seed: int) -> dict[str, Any]:
        drawn = settings["dataset.seed"]
        loss = 0.5 - (0.1 + drawn / 100 if settings[DROPOUT] else 0)
        return {"best": {"validation_loss": loss}, "data_sha256": f"{drawn:064}"}

    axes = {"dataset.seed": list(range(count)), DROPOUT: [0, 0.5]}
    return made_sweep(runs, "moons", axes, run, settings={"dataset.kind": "moons"}, **same)


def test_six_data_sets_can_show_what_five_cannot(runs: Path) -> None:
    """All differences have one sign: p = 2^(1 − 6) = 0.03125, and 2^(1 − 5) = 0.0625."""
    six = compared(runs, [many(runs, 6)])
    assert by_name(six)["dropout=0.5"].p == pytest.approx(2**-5, rel=1e-12)
    assert (
        "Answer: dropout=0.5 has the best mean rank, 1.00 of 2. It is better than the baseline dropout=0 on "
        "all 6 data sets: more than chance (Wilcoxon p = .031).  What this claims:"
    ) in text(six)
    five = compared(runs.parent / "five", [many(runs.parent / "five", 5)])
    assert (
        "on all 5 data sets: which may be chance (Wilcoxon p = .062). 5 data sets can't give p below .062: "
        "nothing can be significant with fewer than 6."
    ) in text(five)


def test_data_sets_of_one_kind_are_told_apart(runs: Path) -> None:
    found = compared(runs, [many(runs, 2)])
    assert [data.name for data in found.ranking.data_sets] == ["moons seed=0", "moons seed=1"]
    assert not any("Next" in line for line in found.lines())


def test_files_of_one_name_and_nothing_else_are_told_apart_by_content(runs: Path) -> None:
    sweeps = [
        made_sweep(runs, name, {L2: [0, 0.1]}, lambda *_, of=name: {"data_sha256": 64 * of}) for name in "ab"
    ]
    found = compared(runs, sweeps)
    assert [data.name for data in found.ranking.data_sets] == ["digits aaaaaa", "digits bbbbbb"]


def test_one_file_under_two_names_is_one_data_set(runs: Path) -> None:
    files = [runs.parent / folder / "rows.csv" for folder in "ab"]
    for file in files:
        file.parent.mkdir()
        file.write_text("x,y\n1,a\n2,b\n")
    data = [{"kind": "csv", "path": str(file), "target": "y"} for file in files]
    with pytest.raises(ConfigError) as caught:
        compared(runs, [made_sweep(runs, "files", {"dataset": data, L2: [0, 0.1]})])
    assert (
        str(caught.value) == "--over dataset: all runs are of one data set, rows.csv-01331c; leave --over out"
    )


def test_what_differs_with_the_data_is_named(runs: Path) -> None:
    def run(settings: dict[str, Any], seed: int) -> dict[str, Any]:
        return made("iris" if settings["model.hidden"] == (8,) else "wine", 0.5 - settings[L2])

    found = compared(runs, [made_sweep(runs, "widths", {"hidden": [8, 16], L2: [0, 0.1]}, run)])
    assert found.columns() == ["dataset", "l2=0.1", "l2=0"]
    assert "What differs from row to row beside the data: hidden." in text(found)


def test_without_a_test_there_is_no_p(runs: Path) -> None:
    found = compared(runs, [four(runs)], significance="none")
    assert not any("Wilcoxon" in line for line in found.lines())
    assert cells(found, "wins-ties-losses") == ["3-0-1", "-", "1-1-2"]
    assert "It is better than the baseline l2=0 on 3 of 4 data sets and worse on 1. What" in text(
        found
    ).replace("  ", " ")


def test_another_baseline(runs: Path) -> None:
    found = compared(runs, [four(runs)], baseline="l2=0.1")
    assert by_name(found)["l2=0"].counts == (2, 1, 1)
    assert by_name(found)["l2=0.1"].differences == ()


def test_nothing_without_regularization(runs: Path) -> None:
    axes = {"dataset": ["iris", "wine"], "learning_rate": [0.001, 0.01]}

    def run(settings: dict[str, Any], seed: int) -> dict[str, Any]:
        return made(settings["dataset.kind"], settings["optimizer.learning_rate"])

    found = compared(runs, [made_sweep(runs, "rates", axes, run)])
    assert cells(found, "mean rank") == ["1.00", "2.00"]
    assert (
        "learning_rate=0.001 has the best mean rank, 1.00 of 2. The settings don't differ in "
        "regularization; --baseline SETTING tests against another."
    ) in text(found)
    assert not any("wins" in line for line in found.lines())


def test_settings_that_share_the_best_rank_are_both_named(runs: Path) -> None:
    def run(settings: dict[str, Any], seed: int) -> dict[str, Any]:
        return made(settings["dataset.kind"], 0.5 if settings[L2] else 0.6)

    axes = {"dataset": ["iris", "wine"], L2: [0, 0.01, 0.1]}
    found = compared(runs, [made_sweep(runs, "ties", axes, run)])
    assert (
        "Answer: l2=0.01 and l2=0.1 share the best mean rank, 1.50 of 3. l2=0.01 is better than the baseline "
        "l2=0 on all 2 data sets"
    ) in text(found)


def test_one_setting(runs: Path) -> None:
    axes = {"dataset": ["iris", "wine"]}
    found = compared(runs, [made_sweep(runs, "one", axes, lambda of, _: made(of["dataset.kind"], 0.5))])
    assert found.columns() == ["dataset", "the only setting"]
    assert "Answer: There is only one setting: nothing to rank." in text(found)


def test_long_tables_fit_80_columns(runs: Path) -> None:
    """27 settings over data with long names: the best that fit, the baseline, and how many there are more."""

    def run(settings: dict[str, Any], seed: int) -> dict[str, Any]:
        drawn = settings["dataset.seed"]
        distance = (
            abs(settings[L2] - 0.05) + settings[DROPOUT] + (settings["model.hidden"] != (256, 256, 256))
        )
        return {"best": {"validation_loss": 1 + distance}, "data_sha256": f"{drawn:064}"}

    axes = {
        "dataset.seed": [1234567890, 1234567891],
        "hidden": ["256x256x256", "256x256x128", "128x128x128"],
        L2: [0, 0.05, 0.1],
        DROPOUT: [0, 0.2, 0.5],
    }
    sweep = made_sweep(runs, "long", axes, run, settings={"dataset.kind": "moons"})
    lines = compared(runs, [sweep]).lines()
    assert max(map(len, lines[:-1])) <= 80
    assert lines[3:14] == [
        "                              best     baseline",
        " hidden                256x256x256  256x256x256  256x256x256  256x256x256",
        " l2                           0.05            0          0.1         0.05",
        " dropout                         0            0            0          0.2",
        " moons seed=1234567890       1.000*       1.050        1.050        1.200",
        " moons seed=1234567891       1.000*       1.050        1.050        1.200",
        " mean rank                    1.00         2.50         2.50         4.00",
        " wins-ties-losses            2-0-0            -        0-2-0        0-0-2",
        " Wilcoxon p (Holm)            1.00            -         1.00         1.00",
        " * best of its row",
        " and 23 more settings: --csv",
    ]


def test_as_many_as_are_asked_for_with_the_baseline(runs: Path) -> None:
    found = compared(runs, [four(runs, {key: (one, one) for key, (one, _) in LOSSES.items()})], top=2)
    assert len(cells(found, "iris")) == 2
    assert " and 1 more setting: --csv" in found.lines()
    assert found.columns() == ["dataset", "l2=0.01", "l2=0", "l2=0.1"]


def test_all_of_it_for_other_programs(runs: Path) -> None:
    """The numbers of test_the_whole_page."""
    found = compared(runs, [four(runs)])
    assert found.columns() == ["dataset", "l2=0.01", "l2=0", "l2=0.1"]
    rows = {str(name): values for name, *values in found.rows()}
    assert rows["digits"] == pytest.approx([0.74, 0.86, 0.71], rel=1e-11)
    assert list(rows) == [*KINDS, "mean rank", "wins", "ties", "losses", "p", "adjusted p"]
    assert rows["mean rank"] == [1.5, 2.125, 2.375]
    assert (rows["wins"], rows["ties"], rows["losses"]) == ([3, None, 1], [0, None, 1], [1, None, 2])
    assert rows["p"] == pytest.approx([0.375, float("nan"), 0.75], nan_ok=True)
    assert rows["adjusted p"] == pytest.approx([0.75, float("nan"), 0.75], nan_ok=True)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            {"significance": "welch"},
            "--over dataset --significance welch: settings are compared by Wilcoxon's signed-rank test over "
            "data sets, or by none; leave --significance out",
        ),
        ({"sort": "p"}, "--over dataset --sort: settings stand by mean rank; leave --sort out"),
        (
            {"by": ("dropout",)},
            "--by dropout: settings don't differ in that; they differ in l2",
        ),
        (
            {"filter": 'dataset.kind == "iris"'},
            "--over dataset: all runs are of one data set, iris; leave --over out",
        ),
        (
            {"baseline": "l2=7"},
            "--baseline l2=7: is none of the settings compared (did you mean l2=0?); "
            "give one such as l2=0.01, l2=0, l2=0.1",
        ),
    ],
)
def test_refusals(runs: Path, asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        compared(runs, [four(runs)], **asked)
    assert str(caught.value) == message


def test_losses_of_different_kinds_are_not_ranked(runs: Path) -> None:
    axes = {"dataset": ["line", "sine"], "loss": ["squared_error", "half_squared_error"]}
    with pytest.raises(ConfigError) as caught:
        compared(runs, [made_sweep(runs, "losses", axes, lambda of, _: {"data_sha256": of["dataset.kind"]})])
    assert str(caught.value) == (
        "--over dataset: settings with different losses can't be compared by validation loss; "
        "name another --metric"
    )


def test_the_command(runs: Path) -> None:
    """The numbers of test_the_whole_page."""
    sweep = four(runs)
    shown = command("compare", sweep.name, "--over", "dataset", "--runs-dir", runs)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.splitlines() == compared(runs, [sweep]).lines()
    table = command("compare", sweep.name, "--over", "dataset", "--csv", "--runs-dir", runs)
    assert table.out.splitlines()[0] == "dataset,l2=0.01,l2=0,l2=0.1"
    assert table.out.splitlines()[5:9] == [
        "mean rank,1.5,2.125,2.375",
        "wins,3,,1",
        "ties,0,,1",
        "losses,1,,2",
    ]
