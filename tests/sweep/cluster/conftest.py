"""The sweeps that Dask's workers have to repeat, and a scheduler with workers."""

import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from support.dask_cluster import DaskCluster, dask_cluster
from support.dask_sweeps import GRID, LONG, SLOW
from support.sweeps import SMALL, swept


@pytest.fixture
def config(write_config) -> Path:
    return write_config(SMALL, "flowers.yaml")


@pytest.fixture(scope="session")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sweep as this process trains it."""
    return _expected(tmp_path_factory.mktemp("expected"))


@pytest.fixture(scope="session")
def expected_long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The long sweep as this process trains it."""
    return _expected(tmp_path_factory.mktemp("expected_long"), LONG)


def _expected(folder: Path, *words: str) -> Path:
    (folder / "flowers.yaml").write_text(SMALL, encoding="utf-8")
    return swept(folder / "flowers.yaml", folder / "runs", *GRID, *words, "--jobs", "1")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """A scheduler with two workers that survive."""
    with dask_cluster(tmp_path_factory.mktemp("dask"), SLOW, SLOW) as cluster:
        yield cluster


@pytest.fixture
def slow_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the workers of `local:N` slow."""
    (tmp_path / "slow.py").write_text(SLOW, encoding="utf-8")
    monkeypatch.setenv("DASK_DISTRIBUTED__WORKER__PRELOAD", str([str(tmp_path / "slow.py")]))


@pytest.fixture(autouse=True)
def same_environment() -> Iterator[None]:
    """Undo what Dask's nannies set in the environment for the processes that they start."""
    with patch.dict(os.environ):
        yield
