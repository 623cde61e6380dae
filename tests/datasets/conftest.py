from collections.abc import Callable
from pathlib import Path

import pytest

from regexp.datasets import Dataset
from regexp.spec import Section

Build = Callable[..., Dataset]


class Config(Section):
    dataset: Dataset


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def cache(shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGEXP_CACHE_DIR", str(shared_cache))


@pytest.fixture(scope="session")
def build() -> Build:
    """Validate a data set as a config would: by its kind."""
    return lambda kind, **fields: Config.model_validate({"dataset": {"kind": kind, **fields}}).dataset
