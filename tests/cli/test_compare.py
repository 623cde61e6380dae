"""regexp compare: whole outputs, formats, targets and errors."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command import command
from support.comparisons import (
    STRENGTH,
    arms,
    many_long_keys,
    one_seed_and_trouble,
    several_data_sets,
    two_axes,
)
from support.made_runs import made_run, made_sweep

EXPECTED = Path(__file__).parent / "compared"


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The usual runs directory, empty, in a folder of its own, so that what is printed never changes."""
    monkeypatch.chdir(tmp_path)
    return Path("runs")


def printed(*words: object) -> str:
    done = command("compare", *words)
    assert (done.code, done.err) == (0, "")
    return done.out


def compared(*words: object) -> str:
    out = printed(*words)
    long = [line for line in out.splitlines() if len(line) > 80]
    assert [line for line in long if "/" not in line or not line.startswith(8 * " ")] == []
    return out


def refused(*words: object) -> tuple[int, str]:
    done = command("compare", *words)
    assert done.out == ""
    return done.code, done.err


# What the numbers in these texts are is computed anew in tests/comparison/test_compare.py.
@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("two-axes", two_axes, []),
        ("two-axes-last-accuracy", two_axes, ["--at", "last", "--metric", "accuracy"]),
        ("two-axes-by-l2", two_axes, ["--by", "l2"]),
        ("sign-flips", two_axes, ["--significance", "permutation", "--ci", "90", "--filter", "l2 < 1"]),
        ("arms", arms, []),
        ("one-seed", one_seed_and_trouble, []),
        ("long-keys", many_long_keys, ["run-*"]),
        ("data-sets", several_data_sets, []),
    ],
)
def test_whole_outputs(name: str, make: Callable[[Path], None], words: list[str], runs: Path) -> None:
    make(runs)
    assert compared(*words) == (EXPECTED / f"{name}.txt").read_text(encoding="utf-8")


def test_a_terminal_without_blocks_gets_ascii_curves(runs: Path) -> None:
    arms(runs)
    plain = command("compare", encoding="ascii")
    assert plain.code == 0
    blocks = str.maketrans("▁▂▃▄▅▆▇█±", "_.-=+*%#?")
    assert plain.out == (EXPECTED / "arms.txt").read_text(encoding="utf-8").translate(blocks)


def test_nothing_means_the_newest_sweep_and_not_a_newer_run(runs: Path) -> None:
    arms(runs)
    made_run(runs / "newer")
    assert compared().startswith("digits-sweep-0a1b2c: ")


def test_without_a_sweep_there_is_nothing_to_compare(runs: Path) -> None:
    message = (
        "runs: holds no sweep yet; name runs to compare, or try: "
        "regexp sweep digits --lambda 0,1e-3,1e-2 --seeds 5\n"
    )
    assert refused() == (2, message)
    made_run(runs / "one")
    assert refused() == (2, message)


def test_a_sweep_that_has_only_begun(runs: Path) -> None:
    made_sweep(runs, axes={"l2": [0, 0.1]}, losses=[[None, None], [None, None]], seeds=2)
    message = (
        "runs/digits-sweep-0a1b2c: none of 4 runs is finished yet; the command that began them goes on with "
        "them\n"
    )
    assert refused() == (2, message)


def test_a_sweep_that_failed(runs: Path) -> None:
    made_sweep(runs, axes={"l2": [0, 0.1]}, losses=lambda settings, seed: {"status": "failed"})
    message = "runs/digits-sweep-0a1b2c: no run has a result; 2 failed: there was not enough memory\n"
    assert refused() == (2, message)


def test_a_single_run_is_described(runs: Path) -> None:
    made_run(runs / "only")
    assert compared("only").splitlines() == [
        "only: 1 run, completed",
        "same everywhere: digits, 400 training rows, mlp 16, adam, 20 epochs",
        "validation loss; lower is better",
        "",
        "       loss at",
        "    best  last    gap  epoch  curve",
        "   0.500 0.600  0.450      2  ██▁▁▅█",
        "",
        " Answer: Validation loss 0.500. There is only one setting: nothing to compare",
        " it with. One seed: a hint, not a finding.",
        "",
        " Next  regexp plot only --kind curves",
    ]


def test_without_validation_rows_there_is_nothing_to_choose_by(runs: Path) -> None:
    made_sweep(runs, axes={"l2": [0, 0.01]}, losses=lambda settings, seed: float("nan"), seeds=2)
    assert compared().splitlines()[4:] == [
        "      l2",
        " b     0  not measured",
        "    0.01  not measured",
        " b baseline",
        "",
        " Answer: No setting is best: no run has a validation loss.",
        "",
        " Next  regexp show runs/digits-sweep-0a1b2c/cells/l2=0/seed=0",
    ]


def test_the_sealed_test_is_opened_on_request_and_the_look_is_counted(runs: Path) -> None:
    two_axes(runs)
    assert "Sealed test:" not in compared()
    assert not (runs / "looks.csv").exists()
    assert "Sealed test:" in compared("--show-test")
    assert len((runs / "looks.csv").read_text(encoding="utf-8").splitlines()) >= 2


def test_runs_elsewhere_stay_in_the_commands_to_try(runs: Path, tmp_path: Path) -> None:
    arms(tmp_path / "my runs")
    lines = compared("--runs-dir", tmp_path / "my runs", "--at", "last").splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("   regexp compare "))
    words = "".join(line.removesuffix("\\") for line in lines[start : start + 4]).split(maxsplit=7)
    start_of_it = "regexp compare digits-sweep-0a1b2c --at last --show-test --runs-dir"
    assert " ".join(words[:7]) == start_of_it
    assert words[7].startswith(f"'{tmp_path}/my runs'")


def test_many_settings_show_the_first_twenty_with_best_and_baseline(runs: Path) -> None:
    made_sweep(
        runs, axes={"l2": list(range(30))}, losses=lambda settings, seed: 0.5 - settings[STRENGTH] / 100
    )
    lines = compared().splitlines()
    rows = [line for line in lines if line[3:6].strip().isdigit()]
    assert [int(line[3:6]) for line in rows] == [*range(29, 10, -1), 0]
    assert lines[lines.index(rows[-1]) + 1 :][:2] == [
        " * best   b baseline",
        " and 10 more: --top 30 or --csv",
    ]
    assert len([line for line in compared("--top", "30").splitlines() if line[3:6].strip().isdigit()]) == 30


def test_csv_and_json_have_every_row_and_digit(runs: Path) -> None:
    several_data_sets(runs)
    csv = printed("--csv").splitlines()
    assert csv[0] == (
        "dataset.kind,regularization.l2.strength,best,best_half_width,last,last_half_width,best_difference,"
        "best_difference_half_width,last_difference,last_difference_half_width,p,adjusted_p,train,validation,"
        "epoch,memorized,seeds,diverged,is_best,is_tied,is_baseline,is_one_standard_error"
    )
    # Of 0.30 and 0.32: t of one degree of freedom, 12.706, times 0.01; the last loss is 1.2 times as large.
    first = csv[1].split(",")
    assert (first[:2], float(first[2])) == (["iris", "0.0"], pytest.approx(0.31))
    assert float(first[3]) == pytest.approx(0.12706, abs=1e-5)
    assert float(first[4]) == pytest.approx(0.372)
    rows = json.loads(printed("--json"))
    assert [list(row) for row in rows] == 4 * [csv[0].split(",")]
    assert rows[0]["best"] == float(first[2])
    assert (rows[0]["p"], rows[0]["is_best"], rows[0]["memorized"]) == (None, False, None)


def test_markdown_and_latex_have_the_columns_of_the_terminal(runs: Path) -> None:
    several_data_sets(runs)
    assert printed("--md") == (EXPECTED / "data-sets.md").read_text(encoding="utf-8")
    assert printed("--latex") == (EXPECTED / "data-sets.tex").read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["csv", "json", "md", "tex"])
def test_a_file_has_the_format_of_its_ending(ending: str, runs: Path) -> None:
    several_data_sets(runs)
    assert printed("-o", f"table.{ending}") == ""
    flag = {"tex": "latex"}.get(ending, ending)
    assert Path(f"table.{ending}").read_text(encoding="utf-8") == printed(f"--{flag}")
    assert printed("--csv", "-o", f"other.{ending}") == ""
    assert Path(f"other.{ending}").read_text(encoding="utf-8") == printed("--csv")


def test_another_file_has_the_text(runs: Path) -> None:
    arms(runs)
    assert printed("-o", "answer.txt") == ""
    assert Path("answer.txt").read_text(encoding="utf-8") == compared()


def test_a_file_is_replaced_only_when_told(runs: Path) -> None:
    arms(runs)
    Path("answer.txt").write_text("old", encoding="utf-8")
    assert refused("-o", "answer.txt") == (2, "answer.txt: is there already; --force replaces it\n")
    assert Path("answer.txt").read_text(encoding="utf-8") == "old"
    assert printed("-o", "answer.txt", "--force") == ""
    assert Path("answer.txt").read_text(encoding="utf-8") == compared()


def test_a_file_that_cannot_be_written(runs: Path) -> None:
    arms(runs)
    message = "nowhere/table.csv: cannot be written: No such file or directory\n"
    assert refused("-o", "nowhere/table.csv") == (4, message)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--csv", "--latex"], "--csv --latex: give one of them\n"),
        (["--ci", "0.95"], "--ci 0.95: is a percentage from 50 to 99.99, usually 95\n"),
        (["--ci", "100"], "--ci 100: is a percentage from 50 to 99.99, usually 95\n"),
        (
            ["--show-test", "--csv"],
            "--show-test --csv: sealed test rows are shown as text and for one data set only\n",
        ),
        (
            ["--show-test", "--over", "dataset"],
            "--show-test --over dataset: sealed test rows are shown as text and for one data set only\n",
        ),
        (
            ["digits-sweep-0a1b2d"],
            "digits-sweep-0a1b2d: no such run or sweep in runs (did you mean digits-sweep-0a1b2c?); "
            "give a path, a name or last\n",
        ),
        (
            ["--baseline", "decai"],
            "--baseline decai: is none of the settings compared (did you mean decay?); "
            "give one such as decay, dropout, none\n",
        ),
    ],
)
def test_what_is_not_understood(words: list[str], message: str, runs: Path) -> None:
    arms(runs)
    assert refused(*words) == (2, message)


def test_an_arm_can_be_the_baseline(runs: Path) -> None:
    arms(runs)
    Path("dropout").mkdir()  # is no run
    assert "baseline: dropout\n" in compared("--baseline", "dropout")


def test_a_baseline_from_elsewhere_is_compared_as_well(runs: Path) -> None:
    made_sweep(runs, axes={"l2": [0.01, 0.1]}, losses=lambda settings, seed: 0.4)
    made_run(runs / "plain", best={"validation_loss": 0.5})
    out = compared("digits-sweep-0a1b2c", "--baseline", "runs/plain")
    assert out.splitlines()[0] == "digits-sweep-0a1b2c, plain: 3 l2 x 1 seed = 3 runs, all completed"
    assert "baseline: l2=0\n" in out
    assert compared("digits-sweep-0a1b2c", "--baseline", "plain") == out


def test_targets_within_targets_count_once(runs: Path) -> None:
    two_axes(runs)
    sweep = "runs/digits-sweep-0a1b2c"
    several = compared(f"{sweep}/cells/l2=0,dropout=0", sweep, f"{sweep}/cells/*/seed=0")
    assert several.split(" regexp ")[0].splitlines() == compared(sweep).split(" regexp ")[0].splitlines()


def test_damaged_runs_are_named_and_the_others_compared(runs: Path) -> None:
    two_axes(runs)
    cells = runs / "digits-sweep-0a1b2c" / "cells"
    (cells / "l2=0,dropout=0.5" / "seed=1" / "result.json").write_text("{")
    (cells / "l2=0,dropout=0.5" / "seed=2" / "metrics.csv").write_text("epoch\n1\n")
    done = command("compare")
    assert done.code == 1
    assert done.err == (
        f"{cells}/l2=0,dropout=0.5/seed=1/result.json: is not JSON, or it is damaged\n"
        f"{cells}/l2=0,dropout=0.5/seed=2/metrics.csv: has changed since it was written\n"
    )
    assert done.out.startswith(
        "digits-sweep-0a1b2c: 3 l2 x 2 dropout, 4 to 5 seeds, 29 runs, all completed\n"
    )
    assert " Answer: l2=0.01 with dropout=0.5 lowers validation loss by 0.110" in done.out


def test_names_cannot_write_to_the_terminal(runs: Path) -> None:
    name = "evil\x1b[31m[red]"
    for seed in range(2):
        made_run(runs / f"{name}{seed}", settings={STRENGTH: seed / 10})
    out = compared(f"{name}0", f"{name}1")
    assert "\x1b" not in out
    assert out.startswith("evil\\x1b[31m[red]0, evil\\x1b[31m[red]1: 2 l2 x 1 seed = 2 runs")


def test_accuracies_that_are_the_same_for_all_seeds(runs: Path) -> None:
    made_sweep(runs, axes={"l2": [0, 0.01]}, losses=lambda settings, seed: 0.5 + seed / 10, seeds=3)
    out = compared()
    rows = [line.split() for line in out.splitlines() if " 0.600 " in line][:2]
    assert [row[:5] for row in rows] == [
        ["*b", "0", "0.600", "0.248", "0.720"],  # 4.303 * 0.1 / √3, t of two degrees of freedom
        ["=1", "0.01", "0.600", "0.248", "0.720"],
    ]
    assert rows[1][5] == "identical"
    assert "nan" not in out


def test_best_and_baseline_are_shown_however_few_rows_are(runs: Path) -> None:
    two_axes(runs)
    rows = [line.split()[:3] for line in compared("--top", "1").splitlines() if line[:3] in (" * ", " b ")]
    assert rows[:2] == [["*", "0.01", "0.5"], ["b", "0", "0"]]


def test_where_all_is_damaged_nothing_is_called_unfinished(runs: Path) -> None:
    run = made_run(runs / "digits-0a1b2c")
    (run / "result.json").write_text("{}")
    done = command("compare", "digits-0a1b2c")
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines()[-1] == (
        "runs/digits-0a1b2c: nothing here can be compared; what is damaged is named above"
    )


def test_one_run_that_is_not_finished(runs: Path) -> None:
    made_run(runs / "digits-0a1b2c", status="unfinished")
    assert refused("digits-0a1b2c") == (
        2,
        "runs/digits-0a1b2c: this run is not finished yet; the command that began it goes on with it\n",
    )
