"""Pictures of made-up sweeps that are kept instead of saved."""

from collections.abc import Callable
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from regexp.collection import collect, find_all
from regexp.gallery.kinds import DRAWS
from regexp.plots import chart_page, curves, fit_page, histogram_page, overview, region_page

PAGES = (chart_page, curves, fit_page, histogram_page, overview, region_page)

Drawn = Callable[..., Figure]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """Return what draws a kind of picture of some runs or sweeps and returns its figure."""
    figures: list[Figure] = []
    for module in PAGES:
        monkeypatch.setattr(module, "save", lambda figure, path: figures.append(figure))

    def draw(kind: str, *targets: Path) -> Figure:
        collection = collect(find_all(map(str, targets), Path("runs")))
        DRAWS[kind](collection, Path("unused.png"), lambda sentence: None)
        figures[-1].draw_without_rendering()
        return figures.pop()

    return draw
