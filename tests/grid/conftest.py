from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from regexp.config import Config
from regexp.errors import ConfigError
from regexp.grid import Grid, Outline, outline

Outlined = Callable[..., Outline]
Made = Callable[..., Grid]
Refused = Callable[..., list[str]]
ReadBack = Callable[[Grid], Grid]


def strengths(config: Config, kind: str) -> Sequence[float]:
    """Stand in for the automatic grid: values that name the strength and the scale they were given."""
    assert config.regularization[kind].model_dump()["strength"] == 0
    return [1.0, 0.0, 0.1 if kind == "l1" else 0.01]


@pytest.fixture
def outlined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Outlined:
    """Outline a sweep of a config from text in the file c.yaml of the current folder."""
    monkeypatch.chdir(tmp_path)

    def from_text(text: str, *words: str, zipped: bool = False, **options: str) -> Outline:
        Path("c.yaml").write_text(text, encoding="utf-8")
        return outline("c.yaml", words, options, zipped)

    return from_text


@pytest.fixture
def made(outlined: Outlined) -> Made:
    """Return the grid of a sweep of a config from text."""
    return lambda *args, **options: outlined(*args, **options).grid(strengths)


@pytest.fixture
def refused(made: Made) -> Refused:
    """Return the lines of the error that a sweep ends in."""

    def lines(text: str, *words: str, zipped: bool = False, **options: str) -> list[str]:
        with pytest.raises(ConfigError) as caught:
            made(text, *words, zipped=zipped, **options)
        return str(caught.value).split("\n")

    return lines


@pytest.fixture
def read_back(tmp_path: Path) -> ReadBack:
    """Return the grid of what a grid writes into the folder runs/x."""
    folder = tmp_path / "runs" / "x"
    folder.mkdir(parents=True)

    def grid_of_sweep_yaml(grid: Grid) -> Grid:
        (folder / "sweep.yaml").write_text(grid.to_yaml(folder), encoding="utf-8")
        found = outline(str(folder / "sweep.yaml"), [], {})
        again = found.grid(lambda config, kind: [])
        assert found.runs == again.runs
        return again

    return grid_of_sweep_yaml
