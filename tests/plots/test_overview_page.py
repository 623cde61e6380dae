"""The page of a sweep's picture: nothing overlaps or leaves it, and the same sweep gives the same bytes."""

from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from support.overviews import DROPOUT, L2, ONE, OPTIMIZER, RATE, TWO, sweep, without_mean

from regexp.plots import overview as module
from regexp.plots.overview import draw_overview
from regexp.plots.survey import Overview

LONG = replace(L2, levels=("0.000168", "0.000531", "0.00168", "0.00531"))
FOUR = replace(RATE, levels=("1", "2", "3", "4"), numbers=(1.0, 2.0, 3.0, 4.0))
CASES = {
    "line": replace(ONE, choice=ONE.spots[3]),
    "high line": sweep((L2,), [900_000.0, 36.0, 0.3, 0.6]),
    "narrow maps": sweep((LONG, DROPOUT, FOUR), [0.3 + 0.01 * index for index in range(48)]),
    "map": without_mean(TWO, 4, "1 of 2 diverged"),
    "low map": sweep((L2, RATE), 4 * [0.3, 0.4]),
    "maps": sweep((L2, RATE, DROPOUT), [0.3 + 0.01 * index for index in range(24)]),
    "many maps": sweep((L2, DROPOUT, replace(L2, name="l1")), [0.3 + 0.01 * index for index in range(48)]),
    "unframed map": replace(TWO, best=None, baseline=None),
    "rows": sweep((L2, DROPOUT, OPTIMIZER, RATE), [0.3 + 0.01 * index for index in range(48)]),
    "names": sweep((OPTIMIZER,), [0.3, 0.4]),
    "seeds": replace(sweep((), [0.3]), baseline=None),
}


@pytest.mark.parametrize("found", CASES.values(), ids=CASES.keys())
def test_all_words_are_inside_the_page_and_keep_clear_of_each_other(
    monkeypatch: pytest.MonkeyPatch, found: Overview
) -> None:
    saved: list[Figure] = []
    monkeypatch.setattr(module, "save", lambda figure, path: saved.append(figure))
    draw_overview(Path("unused.png"), found)
    (figure,) = saved
    figure.draw_without_rendering()
    renderer = FigureCanvasAgg(figure).get_renderer()
    heading = [text.get_window_extent(renderer) for text in figure.texts if text.get_gid() is None]
    captions = [text.get_window_extent(renderer) for text in figure.texts if text.get_gid() == "caption"]
    panels = [axes.get_tightbbox(renderer) for axes in figure.axes]
    for box in heading + panels + captions:
        assert 0 <= box.x0 < box.x1 <= figure.bbox.x1
        assert 0 <= box.y0 < box.y1 <= figure.bbox.y1
    assert all(upper.y0 >= lower.y1 - 1 for upper, lower in pairwise(heading))
    assert min(box.y0 for box in heading) > max(box.y1 for box in panels)
    assert max((box.y1 for box in captions), default=0) < min(box.y0 for box in panels)
    assert not any(one.overlaps(other) for one, other in combinations(panels, 2))


@pytest.mark.parametrize("found", CASES.values(), ids=CASES.keys())
def test_same_overview_gives_same_bytes(tmp_path: Path, found: Overview) -> None:
    for name in ("first.png", "second.png"):
        draw_overview(tmp_path / name, found)
    assert (tmp_path / "first.png").read_bytes() == (tmp_path / "second.png").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first.png", "second.png"]
