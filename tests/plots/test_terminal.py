"""The plot of both loss curves in the terminal: what it looks like, and that it fits wherever it is shown."""

import numpy as np
import pytest

from regexp.history import History
from regexp.plots import curves_in_text

NAN, INF = float("nan"), float("inf")


def history(train: list[float], validation: list[float]) -> History:
    columns = ("epoch", "train_loss", "validation_loss")
    return History(columns, np.array([np.arange(1, len(train) + 1), train, validation], dtype=float).T)


def plot(train: list[float], validation: list[float], best: int = 1, ascii: bool = False) -> list[str]:
    return curves_in_text(history(train, validation), 60, 4, best, "validation_loss", ascii)


def test_whole_plot_of_two_straight_lines_in_ascii() -> None:
    # By hand: 60 columns less 3 for ` 4 `, 1 for the wall and 17 for the label leave 39. Four rows are
    # eight dots. Validation stays on the highest; train, at 7/38 of a dot a column, rounds to dot 0 in
    # columns 0-2, dot 1 in 3-8, dot 2 in 9-13 … Epoch 3 is the middle column, 19.
    assert plot([4, 3, 2, 1, 0], [4, 4, 4, 4, 4], best=3, ascii=True) == [
        " loss without penalty",
        " 4 |'''::::::'''''''''''''''''''''''''''''' validation 4.000",
        "   |         '''''.....",
        "   |                   ''''''.....",
        " 0 |                              ''''''... train 0",
        "   ++---------+--------^--------+---------+",
        "    1         2        3 best   4         5",
    ]


def test_whole_plot_of_a_run_that_overfits() -> None:
    # Read against the numbers: the curves part at epoch 2, validation is back at the top at epoch 5.
    assert plot([1, 0.5, 0.25, 0.125, 0], [1, 0.5, 0.5, 0.75, 1], best=2) == [
        " loss without penalty",
        " 1 │⠉⠒⠤⢄⡀                         ⣀⣀⡠⠤⠤⠒⠒⠊⠉ validation 1.000",
        "   │    ⠈⠉⠒⠢⢄⣀         ⢀⣀⣀⠤⠤⠔⠒⠒⠉⠉⠉",
        "   │          ⠉⠉⠙⠛⠛⠭⠭⢍⣉⣁⣀",
        " 0 │                     ⠉⠉⠉⠉⠉⠒⠒⠒⠒⠒⠤⠤⠤⠤⠤⣀⣀⣀ train 0",
        "   └┬────────▲─────────┬─────────┬────────┬",
        "    1        2 best    3         4        5",
    ]


def test_a_run_that_diverged_says_so_at_the_end_of_its_curves() -> None:
    assert plot([1, 0.5, NAN], [1, 0.5, INF], best=2) == [
        " loss without penalty",
        " 1 │⠉⠑⠒⠢⠤⢄⣀⡀",
        "   │       ⠈⠉⠑⠒⠢⠤⢄⣀⡀",
        "   │                                validation diverged at 3",
        " 0 │                                train diverged at 3",
        "   └┬──────────────▲──────────────┬",
        "    1              2 best         3",
    ]


def test_a_run_that_diverged_at_once_is_one_line() -> None:
    assert plot([NAN, NAN], [NAN, NAN]) == [" loss: diverged by epoch 1"]


def test_one_measurement_becomes_bars_in_proportion() -> None:
    # The longest bar has 60 − 21 = 39 characters; 0.5 of 2 is a quarter of it, 9.75.
    assert plot([0.5], [2.0]) == [
        " loss without penalty",
        " train      │" + 10 * "█" + " 0.500",
        " validation │" + 39 * "█" + " 2.000",
    ]


def test_without_validation_only_the_training_loss_is_drawn() -> None:
    lines = plot([3, 2, 1], [NAN, NAN, NAN])
    assert [line.split()[-2:] for line in lines if "train" in line] == [["train", "1.000"]]
    assert not any("validation" in line for line in lines)


def test_labels_of_curves_that_end_together_stand_on_rows_of_their_own() -> None:
    # Three quarters of four rows up are the last dots of the second row, where validation's label belongs.
    lines = plot([4, 3], [4, 3])
    assert [(row, line.split()[-2]) for row, line in enumerate(lines) if "3.000" in line] == [
        (2, "validation"),
        (3, "train"),
    ]


def test_ends_of_the_loss_axis_are_written_in_full() -> None:
    # 1.23 and 1.07 lie between the multiples of 0.02 (a tenth of their distance, rounded up) 1.06 and 1.24.
    lines = plot([1.23, 1.1, 1.07], [1.23, 1.1, 1.07])
    assert [line.partition("│")[0].strip() for line in lines[1:5]] == ["1.24", "", "", "1.06"]


def test_best_epoch_of_another_metric_is_named() -> None:
    lines = curves_in_text(history([3, 2, 1], [3, 2, 1]), 78, 5, 2, "validation_accuracy")
    assert "2 best validation_accuracy" in lines[-1]


@pytest.mark.parametrize(
    ("best", "onset", "axis"),
    [
        # 39 columns for five epochs: 1 … 5 stand in columns 0, 10, 19, 28 and 38.
        (1, 4, ("+^---------+--------+--------*---------+", " 1 best    2        3        4 onset   5")),
        (3, 4, ("++---------+--------^--------*---------+", " 1         2        3 best   4 onset   5")),
        (4, 3, ("++---------+--------*--------^---------+", " 1         2        3 onset  4 best    5")),
        (3, 3, ("++---------+--------^------------------+", " 1         2        3 best, 3 onset    5")),
        (5, 3, ("++---------+--------*--------+---------^", " 1         2        3 onset  4         5 best")),
    ],
)
def test_the_onset_is_marked_beside_the_best_epoch(best: int, onset: int, axis: tuple[str, str]) -> None:
    losses = history([4, 3, 2, 1, 0], [4, 4, 4, 4, 4])
    lines = curves_in_text(losses, 60, 4, best, "validation_loss", True, onset)
    assert tuple(line[3:] for line in lines[-2:]) == axis


@pytest.mark.parametrize(
    ("best", "onset", "labels"),
    [
        (59, 60, "1 3 10 59 best, 60 onset 200"),
        (59, 150, "1 3 10 30 59 best 150 onset"),
        (60, 59, "1 3 10 59 onset, 60 best 200"),
        (1, 2, "1 best, 2 onset 10 30 100 200"),
        (200, 3, "1 3 onset 10 30 100 200 best"),
        (199, 200, "1 3 10 199 best, 200 onset"),
    ],
)
def test_marks_that_would_touch_share_a_label_that_leaves_room_for_the_last_epoch(
    best: int, onset: int, labels: str
) -> None:
    losses = history([1.0] * 200, [1.0] * 200)
    lines = curves_in_text(losses, 78, 4, best, "validation_loss", False, onset)
    assert lines[-1].split() == labels.split()


def test_an_onset_before_the_epochs_that_are_shown_stands_at_their_start() -> None:
    loss = [1000.0, 100.0, *np.linspace(1, 0.5, 198)]
    lines = curves_in_text(history(loss, loss), 78, 4, 200, "validation_loss", False, 1)
    assert lines[-1].split()[:2] == ["1", "onset"]


def test_beyond_20_epochs_the_axis_is_logarithmic() -> None:
    loss = [2 - epoch / 200 for epoch in range(1, 101)]
    heading, *_, labels = plot(loss, loss, best=10)
    assert heading == " loss without penalty, log epochs"
    # Of 1 … 100, 10 is half way; 3 and 30 are 0.48 of a decade from 1 and 10.
    assert labels.split() == ["1", "3", "10", "best", "30", "100"]
    assert labels.index("10 best") - 5 == pytest.approx((labels.index("100") - 5) / 2, abs=1)


def test_first_epochs_leave_the_picture_rather_than_flatten_it() -> None:
    loss = [1000.0, 100.0, *np.linspace(1, 0.5, 198)]
    lines = plot(loss, loss, best=200)
    assert lines[1].startswith(" 1 │")
    assert lines[-1].split()[0] == "2"  # the last epoch before the curve comes into sight
    assert lines[0] == " loss without penalty, log epochs"


def test_where_several_epochs_leave_the_picture_the_heading_says_so() -> None:
    loss = [1000.0, 500.0, 100.0, *np.linspace(1, 0.5, 197)]
    lines = plot(loss, loss, best=200)
    assert lines[-1].split()[0] == "3"
    assert lines[0] == " loss without penalty, log epochs; before epoch 3 it is higher still"


def test_a_loss_of_many_magnitudes_has_a_logarithmic_axis() -> None:
    loss = [10.0**-power for power in range(5)]
    lines = plot(loss, loss, best=5)
    assert lines[0] == " loss without penalty, log loss"
    assert [line.partition("│")[0].strip() for line in lines[1:5]] == ["1", "", "", "1e-4"]


def curves(kind: str, epochs: int) -> tuple[list[float], list[float]]:
    time = np.arange(1.0, epochs + 1)
    noise = np.random.default_rng(0).standard_normal(epochs)
    growth = np.exp(np.minimum(time, 30))
    train, validation = {
        "overfit": (3 / time, 1 / time + 0.1 * np.log(time)),
        "equal": (0 * time + 0.7, 0 * time + 0.7),
        "zero": (0 * time, 0 * time),
        "huge": (25_000 / time, 26_000 / time),
        "noisy": (1 + 0.1 * noise, 2 + noise**2),
        "overflowing": (1e300 * time, np.where(time < 3, 1e305, INF)),
        "diverged": (np.where(time < 15, growth, NAN), np.where(time < 10, growth, INF)),
        "unvalidated": (1 / time, NAN * time),
    }[kind]
    return train.tolist(), validation.tolist()


KINDS = ["overfit", "equal", "zero", "huge", "noisy", "overflowing", "diverged", "unvalidated"]


@pytest.mark.parametrize("epochs", [2, 3, 19, 21, 200, 10_000])
@pytest.mark.parametrize("kind", KINDS)
def test_every_line_fits_and_ascii_is_ascii(kind: str, epochs: int) -> None:
    measured = history(*curves(kind, epochs))
    for width, best in zip((60, 78, 120), (1, (epochs + 1) // 2, epochs), strict=True):
        pretty = curves_in_text(measured, width, 7, best, "validation_loss")
        plain = curves_in_text(measured, width, 7, best, "validation_loss", ascii=True)
        assert len(pretty) == len(plain) == 10
        assert max(map(len, pretty + plain)) <= width
        assert "".join(plain).isascii()
        assert f"{best} best" in pretty[-1]
        assert "train" in "".join(pretty)


@pytest.mark.parametrize("kind", KINDS)
def test_bars_fit(kind: str) -> None:
    measured = history(*curves(kind, 1))
    lines = curves_in_text(measured, 60, 7, 1, "validation_loss", ascii=True)
    assert max(map(len, lines)) <= 60
    assert "".join(lines).isascii()
    assert len(lines) == (2 if kind == "unvalidated" else 3)
