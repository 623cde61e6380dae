"""Mean curves in blocks: how high each block is by hand."""

from pathlib import Path

from support.made_runs import made_run

from regexp.collection import finished_run
from regexp.comparison.curves import sparklines
from regexp.comparison.entries import Entry
from regexp.record import RunDirectory


def entry(folder: Path, *histories: list[float]) -> Entry:
    runs = [made_run(folder / str(seed), seed=seed, history=losses) for seed, losses in enumerate(histories)]
    return Entry({}, tuple(finished_run(RunDirectory(run)) for run in runs))


def blocks(*entries: Entry, **how: bool) -> list[str]:
    problems: list[str] = []
    found = sparklines(entries, "validation_loss", problems.append, **how)
    assert problems == []
    return found


def test_each_column_has_the_mean_over_seeds(tmp_path: Path) -> None:
    # Means 4 3 2 0 1 2: the range is that of the later three, 0 to 2; 1 is the fifth of eight blocks.
    assert blocks(entry(tmp_path, [5, 4, 2, 0, 0, 2], [3, 2, 2, 0, 2, 2])) == ["███▁▅█"]


def test_curves_have_a_common_range(tmp_path: Path) -> None:
    low, high = entry(tmp_path / "low", [9, 9, 9, 0, 0, 1]), entry(tmp_path / "high", [9, 9, 9, 2, 2, 1])
    # Highest are 1 and 2, so that both are less than twice their median, 1.5.
    assert blocks(low, high) == ["███▁▁▅", "█████▅"]
    assert blocks(low, high, apart=True) == ["███▁▁█", "█████▁"]


def test_a_curve_far_above_the_others_is_cut_off(tmp_path: Path) -> None:
    near = [entry(tmp_path / str(number), [9, 9, 9, 0, 0.5, 1]) for number in range(2)]
    # The median highest value is 1, so that what is above 2 is cut off.
    assert blocks(*near, entry(tmp_path / "far", [9, 9, 9, 50, 1.5, 50])) == ["███▁▃▅", "███▁▃▅", "████▇█"]


def test_runs_that_stopped_early_count_as_long_as_they_train(tmp_path: Path) -> None:
    assert blocks(entry(tmp_path, [2, 2, 2, 2, 0, 0], [2, 2, 2, 0])) == ["████▁▁"]


def test_one_epoch_is_no_curve(tmp_path: Path) -> None:
    assert blocks(entry(tmp_path, [2.0])) == [""]


def test_ascii(tmp_path: Path) -> None:
    assert blocks(entry(tmp_path, [5, 4, 2, 0, 1, 2]), ascii=True) == ["###_+#"]


def test_a_flat_curve_lies_low(tmp_path: Path) -> None:
    assert blocks(entry(tmp_path, [1, 1, 1, 1, 1, 1])) == ["▁▁▁▁▁▁"]


def test_a_damaged_curve_is_named_and_left_out(tmp_path: Path) -> None:
    damaged, whole = entry(tmp_path / "damaged", [2, 1]), entry(tmp_path / "whole", [5, 4, 2, 0, 1, 2])
    (tmp_path / "damaged" / "0" / "metrics.csv").write_text("")
    problems: list[str] = []
    assert sparklines([damaged, whole], "validation_loss", problems.append) == ["      ", "███▁▅█"]
    assert problems == [f"{tmp_path}/damaged/0/metrics.csv: has changed since it was written"]
