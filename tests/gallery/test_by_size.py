"""Pictures against the amount of data and the size of the model: learning curve and capacity."""

from collections.abc import Callable
from math import log10
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from support.figures import marked, texts, tick_texts
from support.made_runs import made_sweep

Drawn = Callable[..., Figure]
SIZE, L2, HIDDEN = "dataset.train_size", "regularization.l2.strength", "model.hidden"


def of_size(settings: dict[str, float], seed: int) -> dict[str, object]:
    """A run whose best validation loss is 10 / rows − l2 + seed / 10, a tenth of it on the training rows."""
    best = 10 / settings[SIZE] - settings.get(L2, 0) + seed / 10
    return {"history": [best, best + 1], "rows": {"train": settings[SIZE]}}


def test_a_learning_curve_has_both_splits_at_the_best_epochs(drawn: Drawn, tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path, axes={"train_size": [20, 50, 100]}, losses=of_size, seeds=2)
    figure = drawn("learning-curve", sweep)
    (axes,) = figure.axes
    np.testing.assert_allclose(marked(axes, "validation_loss")[0].get_ydata(), [0.55, 0.25, 0.15])
    np.testing.assert_allclose(marked(axes, "train")[0].get_ydata(), [0.055, 0.025, 0.015])
    assert tick_texts(axes, "x") == ["20", "50", "100"]
    assert marked(axes, "best") == []  # the most rows are always best
    # Half of the interval of two seeds that are 0.1 apart: 12.706 × 0.05
    assert "With 100 training rows, 0.150 ± 0.635; with 20, 0.550 ± 0.635" in texts(figure)


def test_other_settings_have_a_learning_curve_each(drawn: Drawn, tmp_path: Path) -> None:
    axes = {"train_size": [20, 100], "l2": [0, 0.01]}
    figure = drawn("learning-curve", made_sweep(tmp_path, axes=axes, losses=of_size))
    lines = marked(figure, "validation_loss")
    np.testing.assert_allclose(
        [line.get_ydata() for line in lines if len(line.get_ydata())], [[0.5, 0.1], [0.49, 0.09]]
    )
    assert {"l2=0", "l2=0.01"} <= set(texts(figure))
    assert "With 100 training rows l2=0.01 is best, 0.090; with 20, 0.490" in texts(figure)


def of_width(settings: dict[str, object], seed: int) -> dict[str, object]:
    """A run on 20 rows that fits all of them from 16 hidden units on, and is worst there."""
    (width,) = settings[HIDDEN]
    fits = width >= 16
    history = {
        "validation_loss": [0.1, 2.0 if width == 16 else 1.0],
        "train_loss": [0.5, 0.0 if fits else 0.4],
        "train_accuracy": [0.5, 1.0 if fits else 0.8],
    }
    return {"history": history, "rows": {"train": 20}}


def test_capacity_is_drawn_at_the_last_epochs_by_parameters(drawn: Drawn, tmp_path: Path) -> None:
    axes = {"hidden": ["1", "2", "16", "64"]}
    figure = drawn("capacity", made_sweep(tmp_path, axes=axes, losses=of_width, seeds=2))
    (frame,) = figure.axes
    (line,) = marked(frame, "validation_loss")
    np.testing.assert_allclose(line.get_ydata(), [1.0, 1.0, 2.0, 1.0])
    # Weights and biases of 64-w-10: 65 w + 10 (w + 1)
    parameters = [65 * width + 10 * (width + 1) for width in (1, 2, 16, 64)]
    places = [log10(number / parameters[0]) / log10(parameters[-1] / parameters[0]) for number in parameters]
    np.testing.assert_allclose(line.get_xdata(), places, atol=1e-12)
    assert frame.get_xlabel() == "parameters (log scale)"


def test_the_interpolation_threshold_is_marked(drawn: Drawn, tmp_path: Path) -> None:
    axes = {"hidden": ["1", "2", "16", "64"]}
    figure = drawn("capacity", made_sweep(tmp_path, axes=axes, losses=of_width))
    # 20 rows of 10 outputs; 1,210 parameters are those of 16 hidden units
    expected = [log10(number / 85) / log10(4810 / 85) for number in (200, 1210)]
    np.testing.assert_allclose([line.get_xdata()[0] for line in marked(figure, "threshold")], expected)
    assert {
        " 200 parameters: \n as many as rows × outputs ",
        " fits all training rows \n from here on ",
    } <= set(texts(figure))


@pytest.mark.parametrize(
    ("axes", "lines"), [({"hidden": ["1", "64"], "l2": [0, 0.1]}, 2), ({"hidden": ["1", "64"]}, 1)]
)
def test_a_setting_that_does_not_decide_the_size_is_a_line(
    drawn: Drawn, tmp_path: Path, axes: dict[str, object], lines: int
) -> None:
    figure = drawn("capacity", made_sweep(tmp_path, axes=axes, losses=of_width))
    drawn_lines = [line for line in marked(figure, "validation_loss") if len(line.get_ydata())]
    assert [len(line.get_ydata()) for line in drawn_lines] == [2] * lines
