"""A list leaves the collection of garbage as it was."""

import gc
from pathlib import Path

import pytest

from regexp.listing import Request, report


@pytest.mark.parametrize("is_on", [True, False])
def test_garbage_collection_is_as_before(is_on: bool, tmp_path: Path) -> None:
    before = gc.isenabled()
    try:
        gc.enable() if is_on else gc.disable()
        report(Request(tmp_path), None)
        assert gc.isenabled() is is_on
    finally:
        gc.enable() if before else gc.disable()
