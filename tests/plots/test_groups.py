"""Lines over a number, one for each level of a second axis: what is drawn, named and marked."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from support.figures import marked, texts
from support.overviews import L2, OPTIMIZER, sweep, without_mean

from regexp.gallery.groups import over
from regexp.plots.overview import draw_overview
from regexp.plots.paper import PAGE, SLIDE, Paper, on
from regexp.plots.survey import Axis, Overview

SETTINGS = Axis("", "setting", tuple(f"rate={index} schedule=cosine, warm" for index in range(7)), None)
SEVEN = sweep((L2, SETTINGS), [0.3 + 0.01 * index for index in range(28)])


def lines(drawn: list[Figure], found: Overview) -> Figure:
    draw_overview(Path("unused.png"), found, "lines")
    return drawn.pop()


@pytest.mark.parametrize("sheet", [PAGE, SLIDE], ids=["page", "slide"])
def test_labels_keep_clear_of_each_other(drawn: list[Figure], sheet: Paper) -> None:
    with on(sheet):
        found = over(SEVEN, 0)
        figure = lines(drawn, found)
    (axes,) = figure.axes
    renderer = FigureCanvasAgg(figure).get_renderer()
    words = [text for text in axes.texts if text.get_text().startswith("rate=")]
    assert len(words) == len(found.axes[1].levels) == (7 if sheet is PAGE else 5)
    boxes = sorted((text.get_window_extent(renderer) for text in words), key=lambda box: -box.y0)
    assert all(upper.y0 >= lower.y1 - 1 for upper, lower in pairwise(boxes))


def test_bands_are_those_of_the_best_and_the_baseline(drawn: list[Figure]) -> None:
    found = replace(SEVEN, best=SEVEN.spots[3])  # 0.33 at l2=0, the fourth setting
    figure = lines(drawn, found)
    assert len(marked(figure, "band")) == 6  # at 0 a bar for each beside a band of no length
    assert len(marked(figure, "train")) == 4
    assert "dashed: train of best and baseline; band: 95 % interval of the mean" in texts(figure)


def test_groups_at_zero_stand_beside_each_other(drawn: list[Figure]) -> None:
    figure = lines(drawn, sweep((L2, OPTIMIZER), [0.3 + 0.01 * index for index in range(8)]))
    starts = [line.get_xdata() for line in marked(figure, "validation_loss") if len(line.get_xdata()) == 1]
    assert len({float(start[0]) for start in starts}) == 2
    assert np.ptp(starts) < 0.02


def test_flaws_of_one_number_are_one_cross(drawn: list[Figure]) -> None:
    found = sweep((L2, OPTIMIZER), [0.3 + 0.01 * index for index in range(8)])
    figure = lines(drawn, without_mean(without_mean(found, 4, "1 of 2 diverged"), 5, "2 of 2 diverged"))
    assert len(marked(figure, "flaw")) == 1


def test_over_moves_what_stands_out() -> None:
    found = sweep((OPTIMIZER, L2), [0.4, 0.36, 0.3, 0.6, 0.5, 0.4, 0.2, 0.5])
    moved = over(found, 1)
    assert [axis.name for axis in moved.axes] == ["l2", "setting"]
    assert moved.axes[1].levels == ("optimizer=adam", "optimizer=sgd")
    assert (moved.best.name, moved.best.place) == ("optimizer=sgd l2=0.01", (2, 1))
    assert (moved.baseline.name, moved.baseline.place) == ("optimizer=adam l2=0", (0, 0))
    assert [spot.place for spot in moved.spots[:5]] == [(0, 0), (1, 0), (2, 0), (3, 0), (0, 1)]


def test_over_leaves_the_best_lines_and_the_baselines() -> None:
    axis = Axis("width", "width", tuple(map(str, range(10))), None)
    found = sweep((L2, axis), [1.0 - 0.01 * (index % 10) for index in range(40)])
    moved = over(found, 0)
    # The largest widths are best, width=0 is the baseline.
    assert moved.axes[1].levels == tuple(f"width={index}" for index in (0, 4, 5, 6, 7, 8, 9))
    assert moved.note == "the best 7 of 10 lines"
    first = over(found, 0, is_ranked=False)
    assert first.axes[1].levels == tuple(f"width={index}" for index in range(7))
    assert first.note == "the first 7 of 10 lines"
