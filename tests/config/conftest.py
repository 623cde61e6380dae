from collections.abc import Callable
from pathlib import Path

import pytest

from regexp.config import Loaded, load_config
from regexp.errors import ConfigError

Load = Callable[..., Loaded]
Refused = Callable[..., list[str]]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Load a config from text in the file c.yaml of the current folder, changed by words and options."""
    monkeypatch.chdir(tmp_path)

    def load_text(text: str, *words: str, **options: str) -> Loaded:
        Path("c.yaml").write_text(text, encoding="utf-8")
        return load_config("c.yaml", words, options)

    return load_text


@pytest.fixture
def refused(load: Load) -> Refused:
    """Return the lines of the error that a config from text ends in."""

    def lines(text: str, *words: str, **options: str) -> list[str]:
        with pytest.raises(ConfigError) as caught:
            load(text, *words, **options)
        return str(caught.value).split("\n")

    return lines
