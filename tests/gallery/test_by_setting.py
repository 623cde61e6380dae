"""Pictures with a mark for each setting: validation curve, heat map, ranking, gap."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from support.figures import marked, texts, tick_texts
from support.made_runs import made_run, made_sweep

from regexp.errors import ConfigError

Drawn = Callable[..., Figure]
L2, DROPOUT = "regularization.l2.strength", "regularization.dropout.rate"
TWO = {"l2": [0, 0.001, 0.1], "dropout": [0, 0.5]}


def falling(settings: dict[str, float], seed: int) -> list[float]:
    """Losses of two epochs that end at 0.5 − l2 − dropout/10 + seed/10; train's are a tenth of them."""
    last = 0.5 - settings[L2] - settings.get(DROPOUT, 0) / 10 + seed / 10
    return [1.0, last]


def test_a_swept_number_is_drawn_with_both_splits(drawn: Drawn, tmp_path: Path) -> None:
    figure = drawn("validation-curve", made_sweep(tmp_path, axes={"l2": [0, 0.1]}, losses=falling, seeds=2))
    (axes,) = figure.axes
    (line,) = marked(axes, "validation_loss")
    # Means of seeds 0 and 1: 0.5 + 0.05 and 0.4 + 0.05; train has a tenth.
    np.testing.assert_allclose(line.get_ydata(), [0.55, 0.45])
    np.testing.assert_allclose(marked(axes, "train")[0].get_ydata(), [0.055, 0.045])
    assert "digits-sweep-0a1b2c: validation loss by l2" in texts(figure)
    assert axes.get_xlabel() == "l2 strength λ"


def test_another_setting_has_a_line_for_each_value(drawn: Drawn, tmp_path: Path) -> None:
    figure = drawn("validation-curve", made_sweep(tmp_path, axes=TWO, losses=falling, seeds=2))
    (axes,) = figure.axes
    lines = marked(axes, "validation_loss")
    # Of each of two lines the part at 0 and the part right of the break.
    expected = [[0.55], [0.549, 0.45], [0.5], [0.499, 0.4]]
    for line, values in zip(lines, expected, strict=True):
        np.testing.assert_allclose(line.get_ydata(), values)
    assert {"dropout=0", "dropout=0.5", "best: l2=0.1 dropout=0.5, 0.400 ± 0.635"} <= set(texts(figure))
    colours = {line.get_color() for line in lines}
    assert "#666666" in colours  # the baseline's dropout=0
    assert not colours & {"#0072B2", "#D55E00", "#009E73"}  # the colours of splits
    assert "dashed: train; band: 95 % interval of the mean" in texts(figure)


def test_of_many_lines_the_best_and_the_baseline_are_drawn(drawn: Drawn, tmp_path: Path) -> None:
    rates = [0, *(step / 20 for step in range(1, 13))]
    strengths = [0, *(0.001 * step for step in range(1, 20))]
    sweep = made_sweep(tmp_path, axes={"l2": strengths, "dropout": rates}, losses=falling)
    figure = drawn("validation-curve", sweep)
    named = [text for text in texts(figure) if text.startswith("dropout=")]
    # dropout lowers the made-up loss, and the baseline is dropout=0
    assert named == [
        "dropout=0",
        *(f"dropout={rate}" for rate in ("0.35", "0.4", "0.45", "0.5", "0.55", "0.6")),
    ]
    assert len(marked(figure, "band")) == 4  # the best's and the baseline's, on both sides of the break
    assert any("the best 7 of 13 lines" in text for text in texts(figure))


def test_a_heat_map_has_the_means(drawn: Drawn, tmp_path: Path) -> None:
    figure = drawn("heatmap", made_sweep(tmp_path, axes=TWO, losses=falling, seeds=2))
    numbers = [text.get_text() for text in marked(figure, "number")]
    assert numbers == ["0.550\nbaseline", "0.500", "0.549", "0.499", "0.450", "0.400\nbest"]


def test_a_ranking_has_a_row_for_each_setting(drawn: Drawn, tmp_path: Path) -> None:
    figure = drawn("ranking", made_sweep(tmp_path, axes=TWO, losses=falling))
    assert tick_texts(figure.axes[0], "y")[0] == "l2=0.1 dropout=0.5"
    assert tick_texts(figure.axes[0], "y")[-1] == "no regularization"
    assert marked(figure, "numbers")[0].get_text() == "0.350  best"


def test_the_gap_is_that_of_the_last_epoch(drawn: Drawn, tmp_path: Path) -> None:
    losses = {"validation_loss": [0.4, 0.9], "train_loss": [0.4, 0.2]}
    sweep = made_sweep(tmp_path, axes={"l2": [0, 0.1]}, losses=lambda settings, seed: {"history": losses})
    figure = drawn("gap", sweep)
    np.testing.assert_allclose(marked(figure, "gap_loss")[0].get_ydata(), [0.7, 0.7])
    assert marked(figure, "zero")
    assert figure.axes[0].get_ylabel() == "gap of loss"
    assert marked(figure, "best") == []  # the smallest gap may be that of a model that learns nothing
    assert "digits-sweep-0a1b2c: gap between train and validation loss by l2" in texts(figure)


@pytest.mark.parametrize(("metric", "unit"), [("accuracy", ", in points"), ("r2", "")])
def test_where_higher_is_better_the_gap_is_train_minus_validation(
    drawn: Drawn, tmp_path: Path, metric: str, unit: str
) -> None:
    kind = "digits" if metric == "accuracy" else "diabetes"
    settings = {"dataset.kind": kind, "monitor": f"validation_{metric}"}
    losses = {
        "validation_loss": [1.0, 1.0],
        f"train_{metric}": [0.5, 0.9],
        f"validation_{metric}": [0.5, 0.6],
    }
    sweep = made_sweep(
        tmp_path, axes={"l2": [0, 0.1], "dropout": [0, 0.1]}, settings=settings, history=losses
    )
    figure = drawn("gap", sweep)
    numbers = {text.get_text().partition("\n")[0] for text in marked(figure, "number")}
    assert numbers == {"30.0" if metric == "accuracy" else "0.300"}
    assert any(axes.get_ylabel() == f"gap of {metric}{unit}\n(brighter is smaller)" for axes in figure.axes)


def test_the_gap_of_one_setting_is_drawn_by_epoch(drawn: Drawn, tmp_path: Path) -> None:
    losses = {"validation_loss": [1.0, 0.5, 0.6], "train_loss": [1.0, 0.4, 0.2]}
    figure = drawn("gap", made_run(tmp_path / "run", history=losses))
    np.testing.assert_allclose(marked(figure, "gap_loss")[0].get_ydata(), [0.0, 0.1, 0.4], atol=1e-12)
    assert figure.axes[0].get_xlabel() == "epoch"
    assert "Smallest: epoch 1, 0, largest: epoch 3, 0.400" in texts(figure)


def test_a_diverged_setting_is_a_cross_above_the_lines(drawn: Drawn, tmp_path: Path) -> None:
    def losses(settings: dict[str, float], seed: int) -> object:
        status = "diverged" if settings[L2] == 0.1 and settings[DROPOUT] else "completed"
        return {"history": falling(settings, seed), "status": status}

    figure = drawn("validation-curve", made_sweep(tmp_path, axes=TWO, losses=losses, seeds=2))
    assert len(marked(figure, "flaw")) == 1
    assert any("cross: a run diverged or failed" in text for text in texts(figure))


@pytest.mark.parametrize(
    ("kind", "axes", "message"),
    [
        (
            "validation-curve",
            {"optimizer.schedule.kind": ["constant", "cosine"]},
            "--kind validation-curve: needs runs that differ in a number, such as l2; "
            "these differ in schedule",
        ),
        (
            "heatmap",
            {"l2": [0, 0.1]},
            "--kind heatmap: needs runs that differ in two or three settings; these differ in l2",
        ),
        (
            "learning-curve",
            TWO,
            "--kind learning-curve: needs runs that differ in train_size; these differ in l2 and dropout; "
            "try: regexp sweep CONFIG train_size=50,100,200,400 --seeds 5",
        ),
        (
            "capacity",
            {},
            "--kind capacity: needs runs whose models differ in their number of parameters; these differ in "
            "nothing; try: regexp sweep CONFIG hidden=2,8,32,128,512 --seeds 5",
        ),
    ],
)
def test_what_a_kind_needs_is_said(
    drawn: Drawn, tmp_path: Path, kind: str, axes: dict[str, object], message: str
) -> None:
    with pytest.raises(ConfigError) as error:
        drawn(kind, made_sweep(tmp_path, axes=axes))
    assert str(error.value) == message


def test_runs_of_different_monitors_are_refused(drawn: Drawn, tmp_path: Path) -> None:
    one = made_run(tmp_path / "one", settings={"monitor": "validation_accuracy"})
    with pytest.raises(ConfigError) as error:
        drawn("ranking", one, made_run(tmp_path / "other"))
    assert str(error.value) == (
        "these runs monitor different metrics (validation_accuracy, validation_loss); "
        "plot those of one metric"
    )


def test_a_gap_beyond_the_axis_is_marked_and_named(drawn: Drawn, tmp_path: Path) -> None:
    def losses(settings: dict[str, float], seed: int) -> list[float]:
        return [0.9, 1e6 if settings[L2] == 0.1 else 0.5]

    sweep = made_sweep(tmp_path, axes={"l2": [0, 0.001, 0.01, 0.1]}, losses=losses)
    figure = drawn("gap", sweep)
    assert figure.axes[0].get_ylim()[1] < 1e5
    (mark,) = marked(figure, "beyond")
    assert mark.get_marker() == "^"
    assert any("beyond the axis: l2=0.1 (" in text.replace("\n", " ") for text in texts(figure))


def test_colours_of_different_data_are_not_better(drawn: Drawn, tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path, axes={"dataset.kind": ["digits", "iris"], "l2": [0, 0.1]})
    bar = drawn("heatmap", sweep).axes[-1]
    assert bar.get_ylabel() == "validation loss\n(brighter is smaller)"
