from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from support.configs import FLOWERS, LINE

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")  # `pytest --hypothesis-profile default` searches further

WriteConfig = Callable[..., Path]


@pytest.fixture(scope="session", autouse=True)
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep data sets in a cache of the tests' own, and the terminal as plain as a pipe."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REGEXP_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        for name in ("COLUMNS", "FORCE_COLOR", "NO_COLOR", "PYTHONIOENCODING", "REGEXP_TRACEBACK"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write a stand-in for curves.png, because drawing takes most of the time of a tiny run."""
    monkeypatch.setattr("regexp.training.plots.draw_curves", lambda _, path, __: path.write_bytes(b"PNG"))


@pytest.fixture
def no_overview(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write a stand-in for overview.png, as `no_pictures` does for curves.png."""
    monkeypatch.setattr("regexp.summary.pictures.draw_overview", lambda path, _: path.write_bytes(b"PNG"))


@pytest.fixture
def careful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a checkpoint after every epoch."""
    monkeypatch.setattr("regexp.training.checkpoint_is_due", lambda seconds, cost: True)


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """The runs directory of a test; it isn't there yet."""
    return tmp_path / "runs"


@pytest.fixture
def write_config(tmp_path: Path) -> WriteConfig:
    """Write a config into the test's folder: `write_config(text, "name.yaml")`."""

    def write(text: str, name: str = "exp.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def flowers(write_config: WriteConfig) -> Path:
    """A classification in four epochs: 60 irises to train on, 30 to validate, 30 to test, 30 left out."""
    return write_config(FLOWERS, "flowers.yaml")


@pytest.fixture
def line(write_config: WriteConfig) -> Path:
    """A regression in three epochs: a straight line through 36 points, 12 to validate and 12 to test."""
    return write_config(LINE, "line.yaml")
