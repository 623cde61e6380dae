"""Heat maps of a sweep: cells, frames, and the names of their levels."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure
from support.figures import draw, marked, texts, tick_texts
from support.overviews import DROPOUT, L2, OPTIMIZER, RATE, TWO, sweep, without_mean

from regexp.plots.survey import Axis


def test_a_heat_map_has_a_cell_with_its_number_for_each_setting(drawn: list[Figure]) -> None:
    figure = draw(drawn, TWO)
    axes, bar = figure.axes
    (cells,) = marked(axes, "cells")
    # Rows from below: dropout 0, 0.2, 0.5; columns: l2 0, 0.001, 0.01, 0.1, as three values of each l2.
    expected = np.array([spot.mean for spot in TWO.spots]).reshape(4, 3).T
    np.testing.assert_allclose(cells.get_array().reshape(3, 4), expected)
    numbers = {text.get_position(): text.get_text() for text in marked(axes, "number")}
    assert numbers[0, 0] == "0.400\nbaseline"
    assert numbers[3, 1] == "0.300\nbest"
    assert numbers[3, 2] == "0.900"
    assert (tick_texts(axes, "x"), tick_texts(axes, "y")) == (list(L2.levels), list(DROPOUT.levels))
    assert bar.get_ylabel() == "validation loss\n(brighter is better)"
    assert "solid frame: best; dashed frame: baseline" in texts(figure)


def test_best_and_baseline_are_framed(drawn: list[Figure]) -> None:
    axes = draw(drawn, TWO).axes[0]
    assert {frame.get_xy() for frame in marked(axes, "best")} == {(2.5, 0.5)}
    assert {frame.get_xy() for frame in marked(axes, "baseline")} == {(-0.5, -0.5)}


def test_a_baseline_that_is_the_best_has_one_frame(drawn: list[Figure]) -> None:
    figure = draw(drawn, replace(TWO, baseline=TWO.best))
    assert "frame: best and baseline" in texts(figure)
    assert "0.300\nbest\nbaseline" in texts(figure)


def test_settings_without_a_mean_are_hatched_and_named(drawn: list[Figure]) -> None:
    figure = draw(drawn, without_mean(TWO, 5, "2 of 2 failed"))
    (flaw,) = marked(figure.axes[0], "flaw")
    assert (flaw.get_xy(), flaw.get_hatch()) == ((0.5, 1.5), "////")
    assert "2 of 2 failed" in texts(figure)
    assert "solid frame: best; dashed frame: baseline; hatched: a run diverged or failed" in texts(figure)


def test_three_axes_become_heat_maps_with_one_scale_of_colours(drawn: list[Figure]) -> None:
    found = sweep((L2, RATE, DROPOUT), [0.3 + 0.01 * index for index in range(24)])
    first, second, bar = draw(drawn, found).axes
    assert [axes.get_title(loc="left") for axes in (first, second)] == ["rate=0.01", "rate=0.1"]
    (one,), (other,) = marked(first, "cells"), marked(second, "cells")
    assert (one.norm.vmin, one.norm.vmax) == (other.norm.vmin, other.norm.vmax)
    assert one.get_array()[0, 0] == pytest.approx(0.30)
    assert other.get_array()[0, 0] == pytest.approx(0.33)
    assert bar.get_ylabel() == "validation loss\n(brighter is better)"


def test_names_stand_at_the_left_of_a_heat_map(drawn: list[Figure]) -> None:
    axes = draw(drawn, sweep((OPTIMIZER, RATE), [0.3, 0.4, 0.5, 0.6])).axes[0]
    assert tick_texts(axes, "y") == ["adam", "sgd"]


def test_long_names_below_a_heat_map_are_slanted(drawn: list[Figure]) -> None:
    files = Axis("path", "path", tuple(f"a_rather_long_name_{index}" for index in range(5)), None)
    axes = draw(drawn, sweep((files, OPTIMIZER), 5 * [0.3, 0.4])).axes[0]
    assert {label.get_rotation() for label in axes.get_xticklabels()} == {35}


@pytest.mark.parametrize(("count", "named", "angle"), [(4, 4, 90), (12, 12, 35), (13, 7, 0)])
def test_up_to_twelve_strengths_below_a_heat_map_are_all_named(
    count: int, named: int, angle: int, drawn: list[Figure]
) -> None:
    """Numbers too long for their cells are turned; of more than twelve every second one is named."""
    numbers = tuple(0.000168 * 2**index for index in range(count))
    strengths = Axis("l2", "l2 strength λ", tuple(f"{number:.7f}" for number in numbers), numbers)
    third = replace(RATE, levels=("1", "2", "3", "4"), numbers=(1.0, 2.0, 3.0, 4.0))
    axes_of = (strengths, DROPOUT, third) if count == 4 else (strengths, DROPOUT)
    cells = count * 3 * (4 if count == 4 else 1)
    axes = draw(drawn, sweep(axes_of, [0.3 + 0.001 * index for index in range(cells)])).axes[0]
    assert len(tick_texts(axes, "x")) == named
    assert {label.get_rotation() for label in axes.get_xticklabels()} == {angle}


def test_maps_too_narrow_for_a_label_have_the_name_of_their_axis(drawn: list[Figure]) -> None:
    long = replace(L2, label="a label that is much longer than its map is wide")
    *maps, _ = draw(drawn, sweep((long, DROPOUT, RATE), 24 * [0.3])).axes
    assert [axes.get_xlabel() for axes in maps] == ["l2", "l2"]


def test_without_a_best_or_a_baseline_no_frame_is_explained(drawn: list[Figure]) -> None:
    figure = draw(drawn, replace(TWO, best=None, baseline=None))
    assert not any("frame" in text for text in texts(figure))
