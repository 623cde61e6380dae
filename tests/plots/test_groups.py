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
    # 0, 1.5, 3, …, 9, rounded to even where in the middle
    assert first.axes[1].levels == tuple(f"width={index}" for index in (0, 2, 3, 4, 6, 8, 9))
    assert first.note == "7 of 10 lines, spread evenly"


def test_what_all_lines_have_in_common_is_said_once() -> None:
    dropout = Axis("dropout", "dropout", ("0", "0.5"), (0.0, 0.5))
    found = sweep((L2, OPTIMIZER, dropout), [0.3 + 0.01 * index for index in range(16)])
    kept = [spot for spot in found.spots if spot.place[1] == 1]
    moved = over(replace(found, spots=tuple(kept), best=kept[0], baseline=None, note="more"), 0)
    assert moved.axes[1].levels == ("dropout=0", "dropout=0.5")
    assert moved.note == "all lines have optimizer=sgd; more"


def test_labels_are_longer_where_they_would_look_the_same(drawn: list[Figure]) -> None:
    long = "hidden=512x512x512x512 activation=leaky_relu batch_size=1024"
    axis = Axis("setting", "setting", (f"{long} l2=0", f"{long} l2=0.1"), None)
    figure = lines(drawn, sweep((L2, axis), [0.3 + 0.01 * index for index in range(8)]))
    assert {text.splitlines()[-1] for text in texts(figure) if "hidden" in text and "512" in text} >= {
        "batch_size=1024 l2=0",
        "batch_size=1024 l2=0.1",
    }


def test_a_line_that_is_never_in_the_frame_is_named_and_has_no_band(drawn: list[Figure]) -> None:
    epochs = Axis("epoch", "epoch", ("1", "2", "3"), (1.0, 2.0, 3.0))
    axis = Axis("", "setting", ("rate=0.1", "rate=1e4"), None)
    means = [0.5, 1e6, 0.4, 1e6, 0.3, 1e6]
    spots = [
        replace(one, half_width=0.05 if one.mean < 1 else 4e6) for one in sweep((epochs, axis), means).spots
    ]
    figure = lines(drawn, replace(sweep((epochs, axis), means), spots=tuple(spots), best=None, baseline=None))
    assert any("beyond the axis: rate=1e4" in text for text in texts(figure))
    low, high = figure.axes[0].get_ylim()
    for band in marked(figure, "band"):
        for path in band.get_paths():
            assert ((path.vertices[:, 1] >= low) & (path.vertices[:, 1] <= high)).all()
