"""The closing panel of a sweep, whole: means and gaps of made-up runs whose training loss is 0.1."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.sweep_panels import LOSSES, STRENGTHS, panel, part
from support.sweep_rows import DROPOUT, L2, grid, run


def test_one_axis() -> None:
    assert panel(grid(STRENGTHS, LOSSES), L2) == [
        "digits-sweep-9b01d4: 3 l2 x 2 seeds = 6 runs, all completed",
        "",
        " validation loss at the best epoch, mean over 2 seeds; lower is better",
        "   l2      loss    ±95%    train     gap  epoch",
        " 0.01     0.290   0.127    0.100   0.190     10  best",
        "  0.1     0.298   0.089    0.100   0.198     10",
        "    0     0.320   0.127    0.100   0.220     10  baseline",
        "",
        " Best of 3 settings: l2=0.01, validation loss 0.290 ± 0.127; the baseline l2=0",
        " has 0.320 ± 0.127. Picked as the best, it looks a little better than it is.",
        " It is the weakest above 0 that was tried: try smaller values. The strongest",
        " within one standard error of it is l2=0.1 (0.298 ± 0.089).",
        "",
        " Try  regexp compare digits-sweep-9b01d4",
        f"      regexp show digits-sweep-9b01d4/cells/{L2}=0.01/seed=0",
        "",
        " runs/digits-sweep-9b01d4/",
        "   overview.png  results.csv  cells/",
    ]


def test_an_accuracy_is_in_percent_and_its_interval_and_gap_in_points() -> None:
    lines = panel(grid(STRENGTHS, LOSSES), L2, monitor="validation_accuracy")
    assert lines[2:7] == [
        " validation accuracy at the best epoch, mean over 2 seeds; higher is better",
        "   l2  accuracy    ±95%    train     gap  epoch",
        " 0.01     71.0%    12.7    99.0%    28.0     10  best",
        "  0.1     70.2%     8.9    99.0%    28.8     10",
        "    0     68.0%    12.7    99.0%    31.0     10  baseline",
    ]


def test_a_training_metric_is_shown_beside_the_validation_metric() -> None:
    lines = panel(grid(STRENGTHS, LOSSES), L2, monitor="train_loss")
    assert lines[2:5] == [
        " train loss at the best epoch, mean over 2 seeds; lower is better",
        "   l2      loss    ±95%    validation     gap  epoch",
        "    0     0.100   0.000         0.320   0.220     10  best, baseline",
    ]


def test_one_seed_has_no_interval_and_more_seeds_to_try() -> None:
    lines = panel(grid(STRENGTHS, [[0.32], [0.29], [0.30]]), L2)
    assert lines[:7] == [
        "digits-sweep-9b01d4: 3 l2 x 1 seed = 3 runs, all completed",
        "",
        " validation loss at the best epoch; lower is better",
        "   l2      loss    train     gap  epoch",
        " 0.01     0.290    0.100   0.190     10  best",
        "  0.1     0.300    0.100   0.200     10",
        "    0     0.320    0.100   0.220     10  baseline",
    ]
    assert lines[8:-3] == [
        " Best of 3 settings: l2=0.01, validation loss 0.290; the baseline l2=0 has",
        " 0.320. Picked as the best, it looks a little better than it is. It is the",
        " weakest above 0 that was tried: try smaller values. One seed: a hint, not a",
        " finding.",
        "",
        " Try  regexp sweep digits --seeds 5",
        "      regexp compare digits-sweep-9b01d4",
        f"      regexp show digits-sweep-9b01d4/cells/{L2}=0.01/seed=0",
    ]


def test_two_axes_of_more_than_ten_settings_show_the_baseline_and_all_means() -> None:
    axes = {L2: [0, 0.001, 0.01, 0.1], DROPOUT: [0, 0.2, 0.5]}
    rows = grid(axes, [[0.50 - 0.01 * place] for place in range(11)] + [[0.9]])
    assert panel(rows, *axes)[3:22] == [
        "    l2  dropout      loss    train     gap  epoch",
        "   0.1      0.2     0.400    0.100   0.300     10  best",
        "   0.1        0     0.410    0.100   0.310     10",
        "  0.01      0.5     0.420    0.100   0.320     10",
        "  0.01      0.2     0.430    0.100   0.330     10",
        "  0.01        0     0.440    0.100   0.340     10",
        " 0.001      0.5     0.450    0.100   0.350     10",
        " 0.001      0.2     0.460    0.100   0.360     10",
        " 0.001        0     0.470    0.100   0.370     10",
        "     0      0.5     0.480    0.100   0.380     10",
        "     0        0     0.500    0.100   0.400     10  baseline",
        " and 2 more settings: results.csv",
        "",
        " all means by l2 and dropout (across); * best, - no mean",
        "     l2       0     0.2     0.5",
        "       0  0.500   0.490   0.480",
        "   0.001  0.470   0.460   0.450",
        "    0.01  0.440   0.430   0.420",
        "     0.1  0.410   0.400*  0.900",
    ]


def test_a_table_of_all_means_leaves_out_what_was_not_run_and_needs_to_fit() -> None:
    axes = {L2: [0, 0.1, 0.2, 0.3], DROPOUT: [0, 0.2, 0.5]}
    rows = [
        replace(row, status="diverged") if row.settings[L2] == 0.3 else row
        for row in grid(axes, 12 * [[0.4]])
    ]
    assert part(panel(rows[1:], *axes), " all means") == [
        " all means by l2 and dropout (across); * best, - no mean",
        "   l2       0     0.2     0.5",
        "     0          0.400*  0.400",
        "   0.1  0.400   0.400   0.400",
        "   0.2  0.400   0.400   0.400",
        "   0.3      -       -       -",
    ]
    many = {L2: [0, 0.1], DROPOUT: [rate / 100 for rate in range(20)]}
    assert not any("all means" in line for line in panel(grid(many, 40 * [[0.4]]), *many))


def test_failed_and_diverged_runs_are_listed_with_their_reasons() -> None:
    rows = grid({L2: [0, 0.01, 0.1]}, 3 * [[0.3, 0.3, 0.3]])
    rows[0] = replace(
        rows[0], status="failed", best={}, reason="MemoryError: cannot allocate 3 GiB " + 9 * "for it "
    )
    rows[4] = replace(rows[4], status="early_stopped")
    rows[5:] = [replace(row, status="diverged", epochs=1200) for row in rows[5:]]
    assert panel(rows, L2)[:-9] == [
        "digits-sweep-9b01d4: 3 l2 x 3 seeds = 9 runs, 3 completed, 1 stopped early, 4",
        "      diverged, 1 failed",
        "",
        " validation loss at the best epoch, mean over seeds; lower is better",
        "   l2      loss    ±95%    train     gap  epoch  seeds",
        "    0     0.300   0.000    0.100   0.200     12      2  best, baseline",
        " 0.01  1 of 3 diverged",
        "  0.1  3 of 3 diverged",
        "",
        " 5 runs failed or diverged:",
        "  - l2=0 seed=0 failed: MemoryError: cannot allocate 3 GiB for it for it for",
        "    it for it for it for it for it for it for it",
        "  - l2=0.01 seed=2 diverged by epoch 1,200",
        "  - l2=0.1 seed=0 diverged by epoch 1,200",
        "  - l2=0.1 seed=1 diverged by epoch 1,200",
        "  - l2=0.1 seed=2 diverged by epoch 1,200",
        "",
    ]
    assert part(panel(rows, L2), " Best") == [
        " Best of 1 setting: l2=0, validation loss 0.300 ± 0.000. That is the baseline:",
        " no regularization tried here was better. No stronger setting is within one",
        " standard error of it.",
    ]
    more = [replace(row, seed=9) for row in rows[6:]]
    assert "  - and 3 more: results.csv" in panel(rows + more, L2)


def test_what_was_done_before_and_what_is_missing_is_said() -> None:
    rows = grid(STRENGTHS, LOSSES)
    assert panel(rows, L2, trained=2)[:2] == [
        "digits-sweep-9b01d4: 3 l2 x 2 seeds = 6 runs, all completed",
        "4 of them done before, 2 trained now",
    ]
    assert panel(rows[:5], L2, planned=6)[:2] == [
        "digits-sweep-9b01d4: 5 of 6 runs are there, all of them completed; the rest",
        "      may belong to other shards or an unfinished command",
    ]
    rows[0] = replace(rows[0], status="diverged")
    assert panel(rows[:5], L2, planned=6)[:2] == [
        "digits-sweep-9b01d4: 5 of 6 runs are there, 4 completed, 1 diverged; the rest",
        "      may belong to other shards or an unfinished command",
    ]


def test_runs_that_failed_were_not_done_before() -> None:
    rows = grid(STRENGTHS, LOSSES)
    rows[4:] = [replace(row, status="failed", best={}, reason="too few rows") for row in rows[4:]]
    headline = "digits-sweep-9b01d4: 3 l2 x 2 seeds = 6 runs, 4 completed, 2 failed"
    assert panel(rows, L2, trained=4)[:2] == [headline, ""]
    assert panel(rows, L2, trained=1)[1] == "3 of them done before, 1 trained now"


def test_settings_with_different_seeds_are_no_product() -> None:
    rows = grid(STRENGTHS, [[0.31, 0.33], [0.28, 0.30, 0.29], [0.3, 0.3, 0.3, 0.3, 0.3]])
    assert panel(rows, L2)[0] == "digits-sweep-9b01d4: 3 l2, 2 to 5 seeds, 10 runs, all completed"


def test_an_axis_with_one_finished_value_is_named_while_others_are_missing() -> None:
    rows = grid({L2: [0]}, [[0.32]])
    assert panel(rows, L2, planned=4)[:5] == [
        "digits-sweep-9b01d4: 1 of 4 runs is there, 1 completed; the rest may belong to",
        "      other shards or an unfinished command",
        "",
        " validation loss at the best epoch; lower is better",
        " l2      loss    train     gap  epoch",
    ]
    assert panel(rows, L2)[3] == "       loss    train     gap  epoch"


def test_arms_are_counted_as_settings_and_leave_out_what_they_do_not_set() -> None:
    arms = [{"arm": "none"}, {"arm": "decay", L2: 0.1}, {"arm": "dropout", DROPOUT: 0.5}]
    rows = [run(arm, 0, loss) for arm, loss in zip(arms, (0.4, 0.3, 0.35), strict=True)]
    lines = panel(rows, "arm", L2, DROPOUT)
    assert lines[0] == "digits-sweep-9b01d4: 3 settings x 1 seed = 3 runs, all completed"
    assert lines[3:7] == [
        "     arm   l2  dropout      loss    train     gap  epoch",
        "   decay  0.1              0.300    0.100   0.200     10  best",
        " dropout           0.5     0.350    0.100   0.250     10",
        "    none                   0.400    0.100   0.300     10  baseline",
    ]
    assert part(lines, " Best")[:2] == [
        " Best of 3 settings: arm=decay with l2=0.1, validation loss 0.300; the",
        " baseline arm=none has 0.400. Picked as the best, it looks a little better",
    ]


def test_whole_regularizations_are_called_by_what_they_have() -> None:
    points = ["{}", "{l2: 0.1}", "{elastic_net: {l1_ratio: 0.9, strength: 0.1}}", "{elastic_net: 0.1}"]
    points += ["{max_norm: 2}", "{label_smoothing: 0.1}"]
    rows = [run({"regularization": point}, 0, 0.4 + 0.01 * place) for place, point in enumerate(points)]
    lines = panel(rows, "regularization")
    assert part(lines, " validation")[1:] == [
        " setting                          loss    train     gap  epoch",
        " no regularization               0.400    0.100   0.300     10  best, baseline",
        " l2=0.1                          0.410    0.100   0.310     10",
        " elastic_net=0.1 l1_ratio=0.9",
        "                                 0.420    0.100   0.320     10",
        " elastic_net=0.1                 0.430    0.100   0.330     10",
        " max_norm=2                      0.440    0.100   0.340     10",
        " label_smoothing=0.1             0.450    0.100   0.350     10",
    ]


def test_settings_too_long_for_columns_stand_above_their_numbers() -> None:
    axes = {L2: [0, 0.1], "optimizer.learning_rate": [0.001], "model.hidden": [5 * (256,), (8,)]}
    axes |= {"optimizer.kind": ["adam", "sgd"]}
    rows = grid(axes, [[0.3 + 0.01 * place] for place in range(8)])
    assert part(panel(rows, *axes), " validation")[1:6] == [
        " setting                          loss    train     gap  epoch",
        " l2=0 hidden=256x256x256x256x256 optimizer=adam",
        "                                 0.300    0.100   0.200     10  best, baseline",
        " l2=0 hidden=256x256x256x256x256 optimizer=sgd",
        "                                 0.310    0.100   0.210     10",
    ]


def test_long_paths_are_cut_to_their_names() -> None:
    paths = ["/somewhere/far/away/from/here/a.csv", "/somewhere/" + 9 * "very" + "long.csv"]
    lines = panel(grid({"dataset.path": paths}, [[0.3], [0.4]]), "dataset.path")
    assert [line.split()[0] for line in lines[3:6]] == ["path", "a.csv", "…eryveryveryverylong.csv"]


def test_without_axes_the_seeds_are_summarized() -> None:
    assert panel(grid({}, [[0.28, 0.30]]))[:-3] == [
        "digits-sweep-9b01d4: 2 seeds, all completed",
        "",
        " validation loss at the best epoch, mean over 2 seeds; lower is better",
        "       loss    ±95%    train     gap  epoch",
        "      0.290   0.127    0.100   0.190     10",
        "",
        " Validation loss 0.290 ± 0.127, the mean of 2 seeds and its 95% interval.",
        "",
        " Try  regexp compare digits-sweep-9b01d4",
        "      regexp show digits-sweep-9b01d4/cells//seed=0",
    ]
    assert panel(grid({}, [[0.28]]))[6] == " Validation loss 0.280. One seed: a hint, not a finding."


@pytest.mark.parametrize(
    ("more", "answer", "command"),
    [
        (
            {"status": "diverged", "epochs": 3, "path": "cells/l2=0/seed=0"},
            " No setting is best: of each one a run failed or diverged.",
            " Try  regexp show runs/digits-sweep-9b01d4/cells/l2=0/seed=0",
        ),
        (
            {"status": "failed", "best": {}, "reason": "out of memory"},
            " No setting is best: of each one a run failed or diverged.",
            " Try  regexp sweep digits",
        ),
        (
            {"best": {"epoch": 1, "train_loss": 0.1, "validation_loss": None}},
            " No setting is best: no run has a validation loss.",
            " Try  regexp sweep digits validation_size=0.2",
        ),
    ],
    ids=["diverged", "failed", "not measured"],
)
def test_where_nothing_is_best_there_is_no_table(more: dict[str, object], answer: str, command: str) -> None:
    lines = panel([replace(row, **more) for row in grid(STRENGTHS, LOSSES)], L2)
    assert lines[-6:-3] == [answer, "", command]
    assert not any("lower is better" in line for line in lines)


def test_a_sweep_without_a_finished_run() -> None:
    assert panel([], L2, planned=6) == [
        "digits-sweep-9b01d4: none of 6 runs has finished",
        "",
        " No run has finished.",
        "",
        " Try  regexp sweep digits",
        "",
        " runs/digits-sweep-9b01d4/",
        "   overview.png  results.csv  cells/",
    ]


def test_commands_name_another_runs_directory() -> None:
    lines = panel(grid(STRENGTHS, [[0.3], [0.2], [0.4]]), L2, directory=Path("my runs/a"))
    assert lines[-6:] == [
        " Try  regexp sweep digits --runs-dir 'my runs' --seeds 5",
        "      regexp compare 'my runs/a'",
        f"      regexp show 'my runs/a/cells/{L2}=0.01/seed=0'",
        "",
        " my runs/a/",
        "   overview.png  results.csv  cells/",
    ]
