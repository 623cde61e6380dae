"""Pictures that are kept instead of saved."""

from pathlib import Path

import pytest
from matplotlib.figure import Figure

from regexp.plots import curves, overview


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """Keep the figures that are saved, drawn as saving would."""
    figures: list[Figure] = []

    def keep(figure: Figure, path: Path) -> None:
        figure.draw_without_rendering()
        figures.append(figure)

    for module in (curves, overview):
        monkeypatch.setattr(module, "save", keep)
    return figures
