"""From the runs of a sweep to its picture: axes, settings, and the words above it."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.sweep_rows import DROPOUT, L2, grid, run

from regexp.errors import FileError
from regexp.plots.survey import Axis
from regexp.summary.pictures import draw, overview_of

LOSS = "validation_loss"
LOSSES = [[0.31, 0.33], [0.28, 0.30], [0.291, 0.305]]


def test_words_say_what_is_shown_and_what_came_out() -> None:
    found = overview_of(grid({L2: [0, 0.01, 0.1]}, LOSSES), (L2,), LOSS, "digits")
    assert found.title == "digits: validation loss by l2"
    # Half widths: 12.706 (t of one degree of freedom) times half of the difference of two seeds
    assert found.subtitle.splitlines() == [
        "3 settings x 2 seeds; means of runs at their best epochs; lower is better",
        "Best: l2=0.01, 0.290 ± 0.127; baseline l2=0, 0.320 ± 0.127",
    ]
    assert [found.best.name, found.baseline.name, found.choice.name] == ["l2=0.01", "l2=0", "l2=0.1"]


def test_different_numbers_of_seeds_are_said() -> None:
    found = overview_of(grid({L2: [0, 0.01]}, [[0.3, 0.3], [0.2, 0.2, 0.2, 0.2, 0.2]]), (L2,), LOSS, "digits")
    assert found.subtitle.startswith("2 settings x 2 to 5 seeds; means of runs")


def test_settings_that_can_not_be_compared_have_no_best() -> None:
    rows = grid({"dataset.path": ["a.csv", "b.csv"], L2: [0, 0.1]}, [[0.4], [0.3], [0.2], [0.1]])
    found = overview_of(rows, ("dataset.path", L2), LOSS, "digits")
    assert (found.best, found.baseline, found.choice) == (None, None, None)
    assert found.subtitle.splitlines()[1] == "Not comparable: different data"
    assert not found.is_comparable


def test_spots_are_the_summaries_in_the_order_of_the_axes() -> None:
    rows = grid({L2: [0.1, 0], DROPOUT: [0.5, 0]}, [[0.1], [0.2], [0.3], [0.4]])
    found = overview_of(rows, (L2, DROPOUT), LOSS, "digits")
    assert [(spot.name, spot.place, spot.mean, spot.other) for spot in found.spots] == [
        ("no regularization", (0, 0), 0.4, 0.1),
        ("dropout=0.5", (0, 1), 0.3, 0.1),
        ("l2=0.1", (1, 0), 0.2, 0.1),
        ("l2=0.1 dropout=0.5", (1, 1), 0.1, 0.1),
    ]
    assert found.title == "digits: validation loss by l2 and dropout"


@pytest.mark.parametrize(
    ("axis", "levels", "expected"),
    [
        (L2, [0, 0.01], Axis("l2", "l2 strength λ", ("0", "0.01"), (0.0, 0.01))),
        (
            DROPOUT,
            [None, 0.5],
            Axis("dropout", "dropout rate (probability of dropping)", ("0", "0.5"), (0.0, 0.5)),
        ),
        (
            DROPOUT,
            [None, 0, 0.5],
            Axis("dropout", "dropout rate (probability of dropping)", ("none", "0", "0.5"), None),
        ),
        ("optimizer.kind", ["sgd", "adam"], Axis("optimizer", "optimizer", ("sgd", "adam"), None)),
        ("optimizer.batch_size", ["full", 32], Axis("batch_size", "batch_size", ("32", "full"), None)),
        ("optimizer.nesterov", [True, False], Axis("nesterov", "nesterov", ("false", "true"), None)),
        ("model.hidden", [(64, 64), (8,)], Axis("hidden", "hidden", ("64x64", "8"), None)),
    ],
)
def test_axes_are_numbers_or_names(axis: str, levels: list[object], expected: Axis) -> None:
    rows = grid({axis: levels}, [[0.3] for _ in levels])
    assert overview_of(rows, (axis,), LOSS, "digits").axes == (expected,)


def test_an_axis_with_one_value_is_left_out() -> None:
    found = overview_of(grid({L2: [0.1], DROPOUT: [0, 0.5]}, [[0.3], [0.4]]), (L2, DROPOUT), LOSS, "digits")
    assert [axis.name for axis in found.axes] == ["dropout"]
    assert found.best.name == "dropout=0"


def test_arms_leave_out_what_they_do_not_set() -> None:
    arms = [{"arm": "none"}, {"arm": "decay", L2: 0.1}]
    rows = [run(arm, 0, loss) for arm, loss in zip(arms, (0.4, 0.3), strict=True)]
    found = overview_of(rows, ("arm", L2), LOSS, "digits")
    assert [spot.name for spot in found.spots] == ["arm=none", "arm=decay l2=0.1"]


def test_words_of_seeds_of_one_setting() -> None:
    found = overview_of(grid({}, [[0.28, 0.30]]), (), LOSS, "digits")
    assert (found.title, found.subtitle.splitlines()[1]) == (
        "digits: validation loss of 2 seeds",
        "Validation loss 0.290 ± 0.127",
    )
    assert [spot.name for spot in found.spots] == ["2 seeds"]


def test_words_where_the_baseline_is_best_there_is_none_or_it_diverged() -> None:
    def result(rows: list[object], axis: str = L2) -> str:
        return overview_of(rows, (axis,), LOSS, "digits").subtitle.splitlines()[1]

    assert result(grid({L2: [0, 0.1]}, [[0.3], [0.4]])) == "Best: l2=0, 0.300; that is the baseline"
    assert result(grid({L2: [0.1, 1]}, [[0.3], [0.4]])) == "Best: l2=0.1, 0.300"
    rows = grid({L2: [0, 0.1]}, [[0.3], [0.4]])
    diverged = [replace(rows[0], status="diverged"), rows[1]]
    assert result(diverged) == "Best: l2=0.1, 0.400; baseline l2=0, 1 of 1 diverged"
    assert result([replace(row, status="diverged") for row in rows]) == "No setting is best"


def test_a_training_metric_is_drawn_with_that_of_validation() -> None:
    found = overview_of(grid({L2: [0, 0.1]}, [[0.3], [0.4]]), (L2,), "train_loss", "digits")
    assert [(spot.mean, spot.other) for spot in found.spots] == [(0.1, 0.3), (0.1, 0.4)]
    assert (found.role, found.other_role) == ("train", "validation")


def test_a_picture_that_cannot_be_written_is_a_file_error(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "overview.png"
    with pytest.raises(FileError) as error:
        draw(grid({L2: [0, 0.1]}, [[0.3], [0.4]]), (L2,), LOSS, path)
    assert str(error.value) == f"{path}: cannot be written: No such file or directory"


@pytest.mark.parametrize("rows", [[], grid({L2: [0, 0.1]}, [[0.3], [0.4]])], ids=["empty", "two"])
def test_a_picture_is_drawn(tmp_path: Path, rows: list[object]) -> None:
    draw(rows, (L2,), LOSS, tmp_path / "overview.png")
    assert (tmp_path / "overview.png").read_bytes()[:4] == b"\x89PNG"


def test_that_intervals_are_widened_stands_at_the_foot() -> None:
    counts = {"train": 100, "flipped": 0, "validation": 50, "test": 0, "left_out": 0}
    rows = grid({L2: [0, 0.01, 0.1]}, LOSSES)
    widened = [replace(row, redrawn=("split",), rows=counts) for row in rows]
    note = "intervals widened: splits that use most of the rows overlap"
    assert overview_of(widened, (L2,), LOSS, "digits").note == note
    assert overview_of(rows, (L2,), LOSS, "digits").note == ""
