"""Pages and slides: their size, and that slides are only drawn where they are asked for."""

from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import imread
from support.figures import draw
from support.overviews import DROPOUT, L2, ONE, OPTIMIZER, TWO, sweep

from regexp.plots.figures import is_ours
from regexp.plots.group_panel import most_groups
from regexp.plots.overview import draw_overview
from regexp.plots.paper import PAGE, SLIDE, on, paper
from regexp.plots.survey import Overview

HIGH = sweep((L2, DROPOUT, OPTIMIZER), [0.3 + 0.01 * index for index in range(24)])


@pytest.mark.parametrize("found", [ONE, TWO, HIGH], ids=["line", "map", "maps"])
def test_a_slide_has_the_shape_of_a_screen(tmp_path: Path, found: Overview) -> None:
    with on(SLIDE):
        draw_overview(tmp_path / "slide.png", found)
    height, width, _ = imread(tmp_path / "slide.png").shape
    assert width / height == pytest.approx(16 / 9, abs=0.005)
    assert width >= 1800  # sharp on a projector of 1,920 pixels


def test_type_is_larger_on_a_slide(drawn: list[Figure]) -> None:
    def share(figure: Figure) -> float:
        """The height of the title as a part of the slide's or page's width."""
        figure.draw_without_rendering()
        box = figure.texts[0].get_window_extent(FigureCanvasAgg(figure).get_renderer())
        return float(box.height / max(figure.bbox.width, figure.bbox.height * (paper().ratio or 0)))

    on_a_page = share(draw(drawn, ONE))
    with on(SLIDE):
        assert share(draw(drawn, ONE)) > 1.2 * on_a_page


def test_a_slide_ends_with_its_block() -> None:
    groups = most_groups()
    with on(SLIDE):
        assert paper() is SLIDE
        assert most_groups() < groups
    assert paper() is PAGE


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_pictures_say_who_made_them_but_not_when(tmp_path: Path, ending: str) -> None:
    first, second = tmp_path / f"first.{ending}", tmp_path / f"second.{ending}"
    for path in (first, second):
        draw_overview(path, ONE)
    assert is_ours(first)
    assert first.read_bytes() == second.read_bytes()


def test_other_pictures_are_not_ours(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.png"
    Figure().savefig(foreign)
    assert not is_ours(foreign)
