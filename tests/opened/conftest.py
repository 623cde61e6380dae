"""Runs to open that were trained, once for all tests."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.runs import trained

import regexp
from regexp.opened import Run

Train = Callable[..., Run]


@pytest.fixture(scope="session")
def train(tmp_path_factory: pytest.TempPathFactory) -> Train:
    """Train a config's text and open the run; a config that was trained before is not trained again."""
    folder = tmp_path_factory.mktemp("trained")
    done: dict[str, Path] = {}

    def open_trained(text: str) -> Run:
        if text not in done:
            config = folder / f"config{len(done)}.yaml"
            config.write_text(text, encoding="utf-8")
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(
                    "regexp.training.plots.draw_curves", lambda _, path, __: path.write_bytes(b"PNG")
                )
                done[text] = trained(config, folder / "runs")
        found = regexp.open(done[text])
        assert isinstance(found, Run)
        return found

    return open_trained
