"""Made-up sweeps to compare, in a folder of their own so that what is printed never changes."""

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from support.made_runs import made_sweep

from regexp.collection import collect, find_all
from regexp.comparison import Comparison, Request, compare


@pytest.fixture
def runs_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The usual runs directory, empty, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return Path("runs")


@pytest.fixture
def compared(runs_dir: Path) -> Callable[..., Comparison]:
    """Compare a made-up sweep: `losses` and arguments of `made_sweep`, the others are of the request."""

    def compared(
        axes: dict[str, Any], losses: Any, seeds: Any = 5, made: Any = (), **asked: Any
    ) -> Comparison:
        rmtree(runs_dir, ignore_errors=True)
        sweep = made_sweep(runs_dir, axes=axes, losses=losses, seeds=seeds, **dict(made))
        request = Request(targets=(sweep.name,), **asked)
        return compare(collect(find_all(request.targets, runs_dir)), request)

    return compared
