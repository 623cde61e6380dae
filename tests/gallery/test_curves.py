"""Curves by epoch of one run, of seeds and of settings."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from support.figures import marked, texts
from support.made_runs import made_run, made_sweep

from regexp.errors import ConfigError

Drawn = Callable[..., Figure]
L2 = "regularization.l2.strength"


def of_strength(settings: dict[str, float], seed: int) -> list[float]:
    """Validation losses that rise again without l2, and 0.1 apart for two seeds."""
    return [0.9, 0.5 + seed / 10, 0.5 + seed / 10 + (0.2 if not settings.get(L2) else -0.1)]


def test_one_run_is_drawn_as_training_draws_it(drawn: Drawn, tmp_path: Path) -> None:
    figure = drawn("curves", made_run(tmp_path / "run", history=[0.9, 0.5, 0.6]))
    assert len(figure.axes) == 2  # loss and accuracy
    (line,) = marked(figure, "validation_loss")
    assert line.get_ydata().tolist() == [0.9, 0.5, 0.6]
    assert {"digits: mlp 64-16-10, adam, no regularization", "Loss: cross-entropy"} <= set(texts(figure))
    assert "best epoch 2: 0.500" in texts(figure)


def test_seeds_are_one_line_in_the_colours_of_the_splits(drawn: Drawn, tmp_path: Path) -> None:
    figure = drawn("curves", made_sweep(tmp_path, losses=of_strength, seeds=2))
    (line,) = marked(figure, "validation_loss")
    np.testing.assert_allclose(line.get_ydata(), [0.9, 0.55, 0.75])
    assert line.get_color() == "#D55E00"
    # Half of the interval of two seeds that are 0.1 apart: 12.706 × 0.05
    assert "Best mean: epoch 2, 0.550 ± 0.635; at epoch 3, 0.750 ± 0.635" in texts(figure)


def test_settings_are_drawn_over_each_other(drawn: Drawn, tmp_path: Path) -> None:
    figure = drawn("curves", made_sweep(tmp_path, axes={"l2": [0, 0.1]}, losses=of_strength, seeds=2))
    lines = [line for line in marked(figure, "validation_loss") if len(line.get_ydata())]
    np.testing.assert_allclose([line.get_ydata() for line in lines], [[0.9, 0.55, 0.75], [0.9, 0.55, 0.45]])
    assert lines[0].get_color() == "#666666"  # the baseline
    assert {"l2=0", "l2=0.1", "best: l2=0.1 epoch 3, 0.450 ± 0.635"} <= set(texts(figure))
    assert "Best mean: l2=0.1 epoch 3, 0.450 ± 0.635" in texts(figure)


def test_the_arm_without_regularization_is_the_baseline(drawn: Drawn, tmp_path: Path) -> None:
    arms = {"none": {}, "decay": {"l2": [0.1]}}
    figure = drawn("curves", made_sweep(tmp_path, axes={"arms": arms}, losses=of_strength))
    labels = {text.get_text(): text.get_color() for text in figure.axes[0].texts}
    assert labels["arm=none"] == "#666666"
    assert labels["arm=decay l2=0.1"] == "#332288"


def test_a_setting_that_diverged_ends_early_and_says_so(drawn: Drawn, tmp_path: Path) -> None:
    def losses(settings: dict[str, float], seed: int) -> object:
        found = of_strength(settings, seed)
        return {"history": found[:2], "status": "diverged"} if settings[L2] and seed else found

    figure = drawn("curves", made_sweep(tmp_path, axes={"l2": [0, 0.1]}, losses=losses, seeds=3))
    lines = [line for line in marked(figure, "validation_loss") if len(line.get_ydata())]
    assert [len(line.get_ydata()) for line in lines] == [3, 2]
    assert "l2=0.1 (2 of 3 diverged)" in [text.replace("\n", " ") for text in texts(figure)]


def test_different_data_has_no_best(drawn: Drawn, tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path, axes={"dataset.kind": ["digits", "iris"]}, losses=of_strength)
    figure = drawn("curves", sweep)
    assert marked(figure, "best") == []
    assert "Not comparable: different data" in texts(figure)


def test_a_line_far_above_the_others_leaves_the_frame(drawn: Drawn, tmp_path: Path) -> None:
    losses = [[[1.0, 0.5, 0.6]], [[1e6, 1e6, 1e6]]]
    (axes,) = drawn("curves", made_sweep(tmp_path, axes={"l2": [0, 0.1]}, losses=losses)).axes
    assert axes.get_ylim()[1] < 2


@pytest.mark.parametrize("kind", ["curves", "gap"])
def test_runs_measured_once_have_no_curves(drawn: Drawn, tmp_path: Path, kind: str) -> None:
    with pytest.raises(ConfigError) as error:
        drawn(kind, made_sweep(tmp_path, losses=lambda settings, seed: [0.5], seeds=2))
    assert str(error.value) == (
        f"--kind {kind}: needs runs with numbers at two epochs or more; see --kind ranking"
    )


def test_bands_allow_for_splits_that_overlap(drawn: Drawn, tmp_path: Path) -> None:
    rows = {"train": 100, "validation": 50, "left_out": 0}
    figure = drawn("curves", made_sweep(tmp_path, losses=of_strength, seeds=2, rows=rows))
    # Two seeds 0.1 apart: 12.706 × 0.1/√2 × √(1/2 + 50/100)
    assert "Best mean: epoch 2, 0.550 ± 0.898; at epoch 3, 0.750 ± 0.898" in texts(figure)
    assert any("intervals widened: splits" in text.replace("\n", " ") for text in texts(figure))


def test_a_setting_without_a_line_is_named(drawn: Drawn, tmp_path: Path) -> None:
    def losses(settings: dict[str, float], seed: int) -> object:
        found = of_strength(settings, seed)
        return {"history": [float("nan")] * 2, "status": "diverged"} if settings[L2] else found

    figure = drawn("curves", made_sweep(tmp_path, axes={"l2": [0, 0.01, 0.1]}, losses=losses, seeds=2))
    note = "no line: l2=0.01 (2 of 2 diverged), l2=0.1 (2 of 2 diverged)"
    assert any(note in text.replace("\n", " ") for text in texts(figure))


def test_of_many_lines_on_different_data_all_data_is_among_those_drawn(drawn: Drawn, tmp_path: Path) -> None:
    axes = {"dataset.kind": ["digits", "iris", "wine"], "l2": [0, 0.01, 0.1]}
    figure = drawn("curves", made_sweep(tmp_path, axes=axes, losses=of_strength))
    found = [text.replace("\n", " ") for text in texts(figure)]
    for name in ("digits", "iris", "wine"):
        assert any(text.startswith(f"dataset={name}") for text in found)
    (note,) = (text for text in found if "spread evenly" in text)
    assert "7 of 9 lines, spread evenly; for others: regexp plot" in note
    assert "/cells/dataset=wine*' --kind curves" in note
