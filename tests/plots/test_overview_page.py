"""The page of a sweep's picture: nothing overlaps or leaves it, and the same sweep gives the same bytes."""

from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from support.overviews import DROPOUT, L2, ONE, OPTIMIZER, RATE, TWO, sweep, without_mean

from regexp.plots import overview as module
from regexp.plots.overview import Form, draw_overview
from regexp.plots.paper import PAGE, SLIDE, Paper, on
from regexp.plots.survey import Axis, Overview

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
    "gap map": replace(sweep((L2, DROPOUT), [0.3] * 12, monitor="gap_loss"), note="a note " * 20),
    "gap line": sweep((L2,), [0.3, 0.2, -0.1, 0.0], monitor="gap_accuracy"),
    "threshold": replace(ONE, thresholds=((0.01, "as many parameters\nas rows"), (0.1, "fits all"))),
}
SETTINGS = Axis(
    "", "setting", tuple(f"l2={rate} learning_rate=0.0{rate} schedule=cosine" for rate in range(7)), None
)
EPOCHS = Axis("epoch", "epoch", tuple(map(str, range(1, 31))), tuple(map(float, range(1, 31))))
LINES = {
    "groups": sweep((L2, OPTIMIZER), [0.3 + 0.01 * index for index in range(8)]),
    "many groups": sweep((L2, SETTINGS), [0.3 + 0.01 * index for index in range(28)]),
    "epochs": sweep((EPOCHS, OPTIMIZER), [0.3 + 0.01 * index for index in range(60)]),
    "far groups": sweep((L2, OPTIMIZER), [0.3 * 100**index for index in range(8)]),
    "flawed groups": without_mean(sweep((L2, OPTIMIZER), [0.3] * 8), 4, "2 of 2 diverged"),
}
"""Drawn as lines, one for each level of the second axis."""
DRAWINGS = [(found, None) for found in CASES.values()] + [(found, "lines") for found in LINES.values()]


@pytest.mark.parametrize("sheet", [PAGE, SLIDE], ids=["page", "slide"])
@pytest.mark.parametrize(("found", "form"), DRAWINGS, ids=[*CASES, *LINES])
def test_all_words_are_inside_the_page_and_keep_clear_of_each_other(
    monkeypatch: pytest.MonkeyPatch, found: Overview, form: Form | None, sheet: Paper
) -> None:
    saved: list[Figure] = []
    monkeypatch.setattr(module, "save", lambda figure, path: saved.append(figure))
    with on(sheet):
        draw_overview(Path("unused.png"), found, form)
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


@pytest.mark.parametrize(("found", "form"), DRAWINGS, ids=[*CASES, *LINES])
def test_same_overview_gives_same_bytes(tmp_path: Path, found: Overview, form: Form | None) -> None:
    for name in ("first.png", "second.png"):
        draw_overview(tmp_path / name, found, form)
    assert (tmp_path / "first.png").read_bytes() == (tmp_path / "second.png").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first.png", "second.png"]
