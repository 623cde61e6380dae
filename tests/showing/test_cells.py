"""A setting over its seeds: means by hand, the agreed verdict, what is left out, what to type next."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats
from support.command import command
from support.made_runs import made_sweep

AXES = {"regularization.l2": [0, 0.1]}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Short relative paths, as users have them."""
    monkeypatch.chdir(tmp_path)


def overfit(turn: int, lowest: float, epochs: int = 100) -> dict[str, Any]:
    """Losses that fall straight to `lowest` at an epoch and rise to twice that at the end."""
    epoch = np.arange(1, epochs + 1)
    rising = lowest * (1 + (epoch - turn) / (epochs - turn))
    validation = np.where(epoch < turn, lowest + 0.05 * (turn - epoch), rising)
    return {"history": {"validation_loss": validation, "train_loss": np.linspace(2, 0.01, epochs)}}


def swept(*runs: Any, **more: Any) -> Path:
    """A sweep whose first setting has these runs."""
    return made_sweep(Path("runs"), "two", AXES, [runs, [0.5] * len(runs)], seeds=len(runs), **more)


def shown(target: str = "two/cells/l2=0", code: int = 0, err: str = "") -> str:
    done = command("show", target)
    assert (done.code, done.err) == (code, err)
    assert [line for line in done.out.splitlines() if len(line) > 80] == []
    return done.out


def test_the_whole_screen_of_three_seeds() -> None:
    # Best losses 0.2, 0.3, 0.4: mean 0.3, s = 0.1, t(0.975; 2) = 4.302653 (Student's table): ± 0.248; at the
    # end twice that. Accuracy is 1 − loss. Training loss is 2 − 1.99·(e − 1)/99 at epoch e = 20, 30, 40:
    # 1.6181, 1.4171, 1.2161, mean 1.4171, s = 0.2010: ± 0.499; the gaps −1.418, −1.117, −0.816: s = 0.3010.
    # Onsets are one epoch after the turns: 21, 31, 41, whose logarithms have mean 3.3973 and s = 0.3360, so
    # that exp(3.3973 ± 4.302653·0.3360/√3) = 29.9 (13 to 69).
    # A straight fall of 0.05 an epoch is never interrupted, so that all patiences keep the best epoch.
    swept(overfit(20, 0.2), overfit(30, 0.3), overfit(40, 0.4))
    lines = shown().splitlines()
    plot = slice(lines.index(" loss without penalty, log epochs, mean of 3 seeds"), None)
    assert lines[: plot.start] == [
        "two, one setting of it: l2=0",
        "digits: mlp 64-16-10 (1,210 parameters), adam, no regularization, 3 seeds (0,",
        "      1, 2)",
        "rows: 400 train, 449 validation, 449 test (sealed); 499 left out because",
        "      train_size is 400",
        "",
    ]
    assert lines[plot.start + 13 :] == [
        " mean ± 95% of 3 seeds                train       validation              gap",
        " best, epoch 30       loss    1.417 ± 0.499    0.300 ± 0.248   -1.117 ± 0.748",
        "                  accuracy       0.0% ± 0.0     70.0% ± 24.8     -70.0 ± 24.8",
        " last, epoch 100      loss    0.010 ± 0.000    0.600 ± 0.497    0.590 ± 0.497",
        "                  accuracy      99.0% ± 0.0     40.0% ± 49.7      59.0 ± 49.7",
        "",
        " validation loss of the weights that are kept       mean ± 95%   epoch",
        "   best epoch, known in hindsight                0.300 ± 0.248      30",
        "   early stopping, patience 5                    0.300 ± 0.248      30",
        "   early stopping, patience 10                   0.300 ± 0.248      30",
        "   early stopping, patience 20                   0.300 ± 0.248      30",
        "   last epoch, without early stopping            0.600 ± 0.497     100",
        "",
        " Verdict: OVERFIT in all 3 seeds, from about epoch 30 (95%: 13 to 69)",
        "  - since then validation loss rises while training loss does not",
        "  - training past the best epoch cost 0.30 ± 0.25 of loss, 30.0 ± 24.8",
        "    points of accuracy",
        "",
        " Settings that differ from the defaults: dataset.kind=digits,",
        "   dataset.train_size=400, dataset.validation_size=0.25,",
        "   dataset.test_size=0.25, model.hidden=[16], optimizer.epochs=20,",
        "   regularization.l2.strength=0.0",
        "",
        " runs/two/cells/l2=0/",
        "   seed=0  seed=1  seed=2",
        "",
        " Try  regexp sweep runs/two/cells/l2=0/seed=0/config.yaml l2=1e-2 \\",
        "        dropout=0.5 --seeds 3",
        "      regexp compare two",
        "      regexp show two/cells/l2=0/seed=0",
    ]


def test_the_onset_is_marked_on_the_mean_curve() -> None:
    swept(overfit(20, 0.2), overfit(20, 0.4))
    # One onset, 21, twice: no width. The mean of both curves is lowest at their turn.
    out = shown()
    assert "OVERFIT in all 2 seeds, from about epoch 21 (95%: 21 to 21)" in out
    assert " 20 best, 21 onset " in out


def test_means_are_those_of_scipy() -> None:
    lowest = [0.21, 0.34, 0.28, 0.25]
    swept(*(overfit(20, one) for one in lowest))
    low, high = stats.t.interval(0.95, 3, loc=np.mean(lowest), scale=stats.sem(lowest))
    assert (
        f"   best epoch, known in hindsight                {np.mean(lowest):.3f} ± {(high - low) / 2:.3f}"
        in shown()
    )


def test_patience_costs_something_where_the_loss_pauses() -> None:
    # A pause of 7 epochs at epoch 10, before the best epoch 60: patience 5 ends there, 10 does not.
    paused = overfit(60, 0.2)
    losses = paused["history"]["validation_loss"]
    losses[10:17] = losses[9] + 0.001
    swept(paused, paused)
    out = shown()
    assert f"   early stopping, patience 5                    {losses[9]:.3f} ± 0.000      10\n" in out
    assert "   early stopping, patience 10                   0.200 ± 0.000      60\n" in out


def test_one_seed_has_no_interval_and_is_a_hint() -> None:
    swept(overfit(20, 0.2))
    out = shown()
    assert "±" not in out
    assert " Verdict: OVERFIT from about epoch 21\n" in out
    assert "  One seed: a hint, not a finding.\n" in out
    assert " --seeds 5\n" in out.replace("\\\n       ", "")


def test_a_good_fit_needs_no_other_setting_but_a_comparison() -> None:
    flat = {
        "history": {"validation_loss": 0.3 + 2 * np.exp(-np.arange(1, 101) / 5), "train_loss": [0.3] * 100}
    }
    swept(flat, flat, flat)
    out = shown()
    assert (
        " Verdict: GOOD FIT in all 3 seeds\n  - validation loss does not lastingly rise\n\n Settings " in out
    )
    assert out.endswith(" Try  regexp compare two\n      regexp show two/cells/l2=0/seed=0\n")


def test_seeds_that_disagree_ask_for_more_seeds() -> None:
    flat = {
        "history": {"validation_loss": 0.3 + 2 * np.exp(-np.arange(1, 101) / 5), "train_loss": [0.3] * 100}
    }
    swept(flat, overfit(20, 0.2))
    out = shown()
    assert " Verdict: SEEDS DISAGREE: 1 GOOD FIT, 1 OVERFIT\n" in out
    assert " Try  regexp sweep runs/two/sweep.yaml --seeds 4\n      regexp compare two\n" in out


def test_what_diverged_failed_or_is_missing_is_left_out_and_counted() -> None:
    diverged = {**overfit(20, 9.0), "status": "diverged"}
    failed = {"status": "failed", "reason": "there was not enough memory"}
    swept(overfit(20, 0.2), diverged, failed, None, {"status": "unfinished"})
    out = shown()
    assert "\nleft out of curves and means: 1 diverged, 1 failed, 1 not finished or damaged\n" in out
    assert "\n seed=2 FAILED: there was not enough memory\n" in out
    assert "   best epoch, known in hindsight                        0.200      20\n" in out
    assert " Verdict: SEEDS DISAGREE: 1 OVERFIT, 1 DIVERGED\n" in out


def test_nothing_finished() -> None:
    swept({"status": "unfinished"}, {"status": "failed"})
    assert shown(code=1) == (
        "l2=0: no run has finished\n"
        "\n"
        " seed=1 FAILED: there was not enough memory\n"
        "\n"
        " Try  regexp sweep runs/two/sweep.yaml\n"
    )


def test_all_diverged() -> None:
    diverged = {
        "history": {"validation_loss": [1, 2, np.nan], "train_loss": [1, 2, np.inf]},
        "status": "diverged",
    }
    swept(diverged, diverged)
    out = shown()
    assert " Verdict: DIVERGED in all 2 seeds\n  - a smaller learning rate is the usual cure\n" in out
    assert "mean ± 95%" not in out
    assert "learning_rate=0.0001 --seeds 2\n" in out.replace("\\\n       ", "")


def test_curves_end_with_the_run_that_stopped_first() -> None:
    swept(overfit(20, 0.2, 60) | {"status": "early_stopped"}, overfit(20, 0.2, 100))
    assert " loss without penalty, log epochs, mean of 2 seeds while all train\n" in shown()


def test_a_damaged_history_hides_no_other() -> None:
    sweep = swept(overfit(20, 0.2), overfit(20, 0.4), overfit(20, 0.4))
    (sweep / "cells/l2=0/seed=0/metrics.csv").write_text("")
    out = shown(code=1, err="runs/two/cells/l2=0/seed=0/metrics.csv: has changed since it was written\n")
    assert " mean of 2 seeds\n" in out
    assert "   best epoch, known in hindsight                0.400 ± 0.000      20\n" in out


def test_a_damaged_config_costs_what_depends_on_it() -> None:
    sweep = swept(overfit(20, 0.2), overfit(20, 0.4))
    (sweep / "cells/l2=0/seed=0/config.yaml").write_text("dataset: irys\n")
    done = command("show", "two/cells/l2=0")
    assert done.code == 1
    assert done.out.startswith("two, one setting of it: l2=0\n2 seeds (0, 1)\n\n loss ")
    assert done.out.endswith(" Try  regexp compare two\n      regexp show two/cells/l2=0/seed=0\n")


def test_json_has_the_agreement_and_every_result() -> None:
    swept(overfit(20, 0.2), overfit(40, 0.4))
    found = json.loads(command("show", "two/cells/l2=0", "--json").out)
    assert (found["path"], found["planned"], len(found["runs"])) == ("runs/two/cells/l2=0", 2, 2)
    assert found["runs"][1]["seed"] == 1
    agreed = found["agreement"]
    assert (agreed["kind"], agreed["agreeing"], agreed["runs"]) == ("overfit", 2, 2)
    # √(21·41) = 29.3; t(0.975; 1) = 12.706 makes the interval wider than all epochs
    assert agreed["onset"] == {"epoch": 29, "low": 1, "high": 100}
