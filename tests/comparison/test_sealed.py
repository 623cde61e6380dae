"""Looks at the sealed test rows: what they show, what may be claimed, and that each is counted."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import t, ttest_rel
from support.command import command
from support.made_runs import made_sweep

from regexp.collection import collect, find_all
from regexp.comparison.compare import compare
from regexp.comparison.request import Request
from regexp.comparison.sealed import sealed
from regexp.errors import FileError
from regexp.record import RunDirectory, write_json, write_result

L2 = "regularization.l2.strength"
TESTED = {0: [0.50, 0.52, 0.54], 0.1: [0.44, 0.50, 0.47]}
"""Test losses by λ and seed; differences of λ = 0.1 from 0 are -0.06, -0.02, -0.07."""


def retest(folder: Path, loss: float | None, **last: float) -> None:
    """Give a run another test.json, with hashes that fit; accuracies are 1 − loss."""
    run = RunDirectory(folder)
    best = {"epoch": 2, "test_loss": loss, "test_accuracy": None if loss is None else 1 - loss}
    write_json(folder / "test.json", {"best": best, "last": {**best, **last}}, durable=False)
    result = {key: value for key, value in run.result.items() if key != "sha256"}
    write_result(folder / "result.json", result, run.hashes(), durable=False)


def swept(runs: Path, seeds: int = 3, tested: Any = None, **same: Any) -> Path:
    """Return a sweep over λ whose best validation loss is 0.5 − λ, plus 0.01 a seed."""
    sweep = made_sweep(
        runs, "digits-sweep", {L2: [0, 0.1]}, lambda of, seed: 0.5 - of[L2] + seed / 100, seeds=seeds, **same
    )
    for strength, losses in (tested or TESTED).items():
        for seed, loss in enumerate(losses[:seeds]):
            retest(sweep / f"cells/l2={strength}/seed={seed}", loss, test_loss=0.9 - strength)
    return sweep


def look(runs: Path, *sweeps: Path, noted: list[str] | None = None, **asked: Any) -> list[str]:
    """Return what a look at the test rows of sweeps shows."""
    targets = tuple(path.name for path in sweeps)
    request = Request(targets=targets, runs_dir=runs, show_test=True, **asked)
    notes: list[str] = []
    lines = sealed(compare(collect(find_all(targets, runs)), request), notes.append)
    assert notes == (noted or [])
    return lines


def looks(runs: Path) -> list[dict[str, str]]:
    with open(runs / "looks.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def half_width(values: Sequence[float]) -> float:
    """Return half of a 95 % interval by the textbook: t(n − 1) · s/√n."""
    n, mean = len(values), sum(values) / len(values)
    deviation = (sum((value - mean) ** 2 for value in values) / (n - 1)) ** 0.5
    return float(t.ppf(0.975, n - 1)) * deviation / n**0.5


def test_the_whole_text(runs: Path) -> None:
    """Means 0.47 and 0.52; the difference is -0.05 with a paired p of 0.0820 (scipy's ttest_rel)."""
    p = ttest_rel(TESTED[0.1], TESTED[0]).pvalue
    widths = [half_width(TESTED[0.1]), half_width(TESTED[0]), half_width([-0.06, -0.02, -0.07])]
    assert [f"{value:.3f}" for value in (*widths, p)] == ["0.075", "0.050", "0.066", "0.082"]
    assert look(runs, swept(runs)) == [
        " Sealed test: test loss on 449 rows of digits that took no part in training or",
        " choosing, at each run's best epoch, mean over 3 seeds.",
        "                   loss           against baseline     p",
        " best      l2=0.1  0.470 ± 0.075  -0.050 ± 0.066    .082",
        " baseline  l2=0    0.520 ± 0.050",
        " Paired t over 3 seeds, not adjusted: one comparison. Every seed is scored on",
        " the same 449 rows: the intervals say how other seeds would score on these",
        " rows, not how the settings would on other test rows.",
        " This was the first look at these rows; looks.csv counts them.",
    ]


def test_the_look_is_counted_where_the_runs_are(runs: Path, tmp_path: Path) -> None:
    sweep = swept(tmp_path / "elsewhere")
    shown = command("compare", sweep, "--show-test", "--runs-dir", runs)
    assert "This was the first look at these rows" in " ".join(shown.out.split())
    assert not (runs / "looks.csv").exists()
    assert len(looks(tmp_path / "elsewhere")) == 1
    again = command("compare", sweep.name, "--show-test", "--runs-dir", tmp_path / "elsewhere")
    assert "these rows were looked at once before" in " ".join(again.out.split())


def test_a_look_at_runs_of_two_folders_is_counted_in_both_and_once(runs: Path, tmp_path: Path) -> None:
    sweeps = [swept(folder) for folder in (tmp_path / "one", tmp_path / "two")]
    for said in ("the first look at these rows", "these rows were looked at once before"):
        shown = command("compare", *sweeps, "--show-test", "--runs-dir", runs)
        assert said in " ".join(shown.out.split())
    assert [len(looks(folder)) for folder in (tmp_path / "one", tmp_path / "two")] == [2, 2]


def test_only_differences_with_a_p_count_as_comparisons(runs: Path) -> None:
    """`decay` is 0.25 below `none` for every seed, so that there is no spread to test by."""
    tested = {"none": [0.5, 0.75, 1.0], "drop": [0.44, 0.50, 0.47], "decay": [0.25, 0.5, None]}
    arms = {"none": {}, "drop": {"dropout": 0.5}, "decay": {"l2": 0.1}}
    sweep = made_sweep(runs, "arms", {"arms": arms}, lambda of, seed: 0.5, seeds=3)
    for folder in sweep.glob("cells/*/seed=*"):
        arm = folder.parent.name.partition("arm=")[2].partition(",")[0]
        loss = tested[arm][int(folder.name[-1])]
        if loss is None:
            (folder / "test.json").unlink()
        else:
            retest(folder, loss)
    file = sweep / "cells/arm=decay,l2=0.1/seed=2/test.json"
    lines = look(runs, sweep, noted=[f"{file}: is missing"])
    assert "Paired t over 3 seeds, not adjusted: one comparison." in " ".join(" ".join(lines).split())


def test_what_a_look_leaves_behind(runs: Path) -> None:
    look(runs, swept(runs), metric="accuracy")
    (row,) = looks(runs)
    assert {key: value for key, value in row.items() if key != "time"} == {
        "data": "000000000000",
        "dataset_seed": "0",
        "test_rows": "449",
        "targets": "digits-sweep",
        "settings": "l2=0.1; l2=0",
        "metric": "test_accuracy",
        "epoch": "best",
        "seeds": "0 1 2",
    }


def test_later_looks_are_warned_of(runs: Path) -> None:
    sweep = swept(runs)
    look(runs, sweep)
    day = looks(runs)[0]["time"][:10]
    assert look(runs, sweep)[-3:] == [
        f" Warning: these rows were looked at once before, first on {day}",
        " (looks.csv). Whoever chooses again after a look chooses by the test rows, and",
        " they wear out: report the first look.",
    ]
    third = " ".join(line.strip() for line in look(runs, sweep, metric="accuracy"))
    assert f"Warning: these rows were looked at 2 times before, first on {day}" in third
    assert len(looks(runs)) == 3


def test_other_test_rows_have_looks_of_their_own(runs: Path) -> None:
    look(runs, swept(runs))
    other = swept(runs.parent / "other", rows={"test": 300})
    (runs / "smaller").symlink_to(other)
    assert look(runs, runs / "smaller")[-1] == (
        " This was the first look at these rows; looks.csv counts them."
    )


def test_at_the_last_epoch(runs: Path) -> None:
    """All seeds have 0.9 − λ there, so that there is no spread to test by."""
    lines = look(runs, swept(runs), at="last")
    assert "at each run's last epoch" in " ".join(line.strip() for line in lines)
    assert [line.split()[:3] for line in lines if "l2=" in line] == [
        ["best", "l2=0.1", "0.800"],
        ["baseline", "l2=0", "0.900"],
    ]
    assert looks(runs)[0]["epoch"] == "last"


def test_accuracies_in_percent(runs: Path) -> None:
    lines = look(runs, swept(runs), metric="accuracy")
    assert lines[2:5] == [
        "                   accuracy     against baseline      p",
        " best      l2=0.1  53.0% ± 7.5  +5.0 ± 6.6 points  .082",
        " baseline  l2=0    48.0% ± 5.0",
    ]


def test_the_baseline_may_be_the_best(runs: Path) -> None:
    sweep = made_sweep(runs, "worse", {L2: [0, 0.1]}, lambda of, seed: 0.5 + of[L2] + seed / 100, seeds=2)
    lines = look(runs, sweep)
    assert [line for line in lines if "l2" in line] == [" baseline  l2=0  0.505 ± 0.064"]
    assert not any("Paired" in line for line in lines)
    assert looks(runs)[0]["settings"] == "l2=0"


def test_one_seed_has_no_interval(runs: Path) -> None:
    assert look(runs, swept(runs, seeds=1))[2:] == [
        "                   loss   against baseline",
        " best      l2=0.1  0.440  -0.060",
        " baseline  l2=0    0.500",
        " One seed: a hint, not a finding.",
        " This was the first look at these rows; looks.csv counts them.",
    ]


def test_identical_scores_are_called_so(runs: Path) -> None:
    same = {0: [0.5, 0.6, 0.7], 0.1: [0.5, 0.6, 0.7]}
    assert " best      l2=0.1  0.600 ± 0.248  identical         1.00" in look(runs, swept(runs, tested=same))


def test_all_arms_are_tested_with_holm(runs: Path) -> None:
    """Two p-values from scipy's ttest_rel, the smaller one doubled; the larger is not below it."""
    tested = {"none": [0.50, 0.52, 0.54], "drop": [0.44, 0.50, 0.47], "decay": [0.45, 0.46, 0.49]}
    arms = {"none": {}, "drop": {"dropout": 0.5}, "decay": {"l2": 0.1}}
    validation = {"none": 0.6, "drop": 0.5, "decay": 0.4}
    sweep = made_sweep(runs, "arms", {"arms": arms}, lambda of, seed: validation[of["arm"]] + seed, seeds=3)
    for folder in sweep.glob("cells/*/seed=*"):
        arm = folder.parent.name.partition("arm=")[2].partition(",")[0]
        retest(folder, tested[arm][int(folder.name[-1])])
    p = {arm: float(ttest_rel(tested[arm], tested["none"]).pvalue) for arm in ("drop", "decay")}
    assert p == pytest.approx({"drop": 0.0820, "decay": 0.00388}, rel=1e-2)
    lines = look(runs, sweep)
    assert lines[2:7] == [
        "                  loss           against baseline     p",
        " best      decay  0.467 ± 0.052  -0.053 ± 0.014    .008",
        "           drop   0.470 ± 0.075  -0.050 ± 0.066    .082",
        " baseline  none   0.520 ± 0.050",
        " Paired t over 3 seeds; p, not the intervals, is adjusted by Holm for 2",
    ]
    assert looks(runs)[0]["settings"] == "decay; drop; none"


def test_a_damaged_file_is_named_and_left_out(runs: Path) -> None:
    sweep = swept(runs)
    file = sweep / "cells/l2=0.1/seed=2/test.json"
    file.write_text(file.read_text().replace("0.47", "0.17"))
    lines = look(runs, sweep, noted=[f"{file}: has changed since it was written"])
    assert "mean over 2 to 3 seeds." in " ".join(lines)
    assert " best      l2=0.1  0.470 ± 0.381  -0.040 ± 0.254    .30" in lines


def test_a_score_that_is_not_finite_leaves_no_mean_and_no_difference(runs: Path) -> None:
    lines = look(runs, swept(runs, tested={0: [0.5, 0.52, 0.54], 0.1: [0.44, None, 0.47]}))
    assert lines[2:5] == [
        "                   loss",
        " best      l2=0.1  -",
        " baseline  l2=0    0.520 ± 0.050",
    ]
    assert not any("Paired" in line for line in lines)


def test_without_test_rows_there_is_nothing_to_look_at(runs: Path) -> None:
    assert look(runs, swept(runs, rows={"test": 0})) == [
        " Sealed test: there are no test rows (test_size is 0)."
    ]
    assert not (runs / "looks.csv").exists()


def test_a_metric_that_test_rows_have_not(runs: Path) -> None:
    sweep = swept(runs)
    for folder in sweep.glob("cells/*/seed=*"):
        run = RunDirectory(folder)
        result = {key: value for key, value in run.result.items() if key != "sha256"}
        write_json(folder / "test.json", {}, durable=False)
        write_result(folder / "result.json", result, run.hashes(), durable=False)
    assert look(runs, sweep) == [" Sealed test: no run has a test loss."]
    assert not (runs / "looks.csv").exists()


def test_nothing_is_shown_where_nothing_was_chosen(runs: Path) -> None:
    axes = {"dataset": ["iris", "wine"], L2: [0, 0.1]}
    sweep = made_sweep(runs, "sets", axes, lambda of, _: {"data_sha256": f"{of['dataset.kind']:0<64}"})
    assert look(runs, sweep) == [" Sealed test: no setting was chosen, so that none is tested."]
    assert not (runs / "looks.csv").exists()


def test_runs_with_other_test_rows_are_not_mixed(runs: Path) -> None:
    """The best setting has dataset.seed 1, its baseline 0."""
    axes = {"dataset.seed": [0, 1], L2: [0, 0.1]}
    better = {(0, 0.0): 0.4, (0, 0.1): 0.5, (1, 0.0): 0.6, (1, 0.1): 0.3}
    sweep = made_sweep(runs, "drawn", axes, lambda of, _: better[of["dataset.seed"], of[L2]])
    assert look(runs, sweep) == [
        " Sealed test: the runs were not tested on the same rows, so that none are",
        " shown.",
    ]


def test_a_look_that_cannot_be_counted_is_not_given(runs: Path) -> None:
    sweep = swept(runs)
    (runs / "looks.csv").mkdir()
    with pytest.raises(FileError):
        look(runs, sweep)
    refused = command("compare", sweep, "--show-test", "--runs-dir", runs)
    assert (refused.code, refused.out, refused.err) == (
        4,
        "",
        f"{runs}/looks.csv: cannot be read: Is a directory\n",
    )


def test_only_on_request(runs: Path) -> None:
    sweep = swept(runs)
    asked = command("compare", sweep, "--runs-dir", runs)
    assert "Sealed test:" not in asked.out
    assert not (runs / "looks.csv").exists()
    assert "0.470" not in asked.out
    assert "Sealed test:" in command("compare", sweep, "--show-test", "--runs-dir", runs).out
    assert len(looks(runs)) == 1
    assert json.loads((sweep / "cells/l2=0.1/seed=0/test.json").read_text())["best"]["test_loss"] == 0.44
