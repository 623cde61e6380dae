"""Files of pictures that need weights: each format, the same bytes every time, large type on a slide."""

from pathlib import Path

import pytest
from support.sweeps import swept

from regexp.collection import Collection, collect, find_all
from regexp.gallery.kinds import DRAWS
from regexp.plots.paper import SLIDE, on

LINE = """
name: line
dataset: {kind: line, samples: 60, train_size: 10}
model: linear
optimizer: exact
"""
BLOBS = """
name: blobs
dataset: {kind: blobs, samples: 60, train_size: 20}
model: linear
optimizer: {kind: gd, learning_rate: 0.5, epochs: 2}
"""
KINDS = ("weights", "sparsity", "path", "fit", "bias-variance", "boundary")


@pytest.fixture(scope="module")
def collections(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Collection]:
    """Return a sweep that each kind can draw."""
    folder = tmp_path_factory.mktemp("pages")
    found = []
    for name, text in (("line", LINE), ("blobs", BLOBS)):
        (folder / f"{name}.yaml").write_text(text)
        sweep = swept(folder / f"{name}.yaml", folder / name, "l2=0,0.1", "--seeds", "2", "--save-weights")
        found.append(collect(find_all([str(sweep)], Path("runs"))))
    return {kind: found[kind == "boundary"] for kind in KINDS}


def drawn(collection: Collection, kind: str, path: Path) -> bytes:
    """Return the bytes of a picture that could use every run and had nothing to train."""
    said: list[str] = []
    assert not DRAWS[kind](collection, path, said.append)
    assert said == []
    return path.read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_runs_give_the_same_bytes(
    kind: str, collections: dict[str, Collection], tmp_path: Path
) -> None:
    one, other = (drawn(collections[kind], kind, tmp_path / f"{name}.svg") for name in ("one", "other"))
    assert one == other
    assert one.startswith(b"<?xml")


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_slide_has_the_shape_of_a_screen(
    kind: str, collections: dict[str, Collection], tmp_path: Path
) -> None:
    """A PNG says its width and height in its 17th to 24th byte."""
    with on(SLIDE):
        content = drawn(collections[kind], kind, tmp_path / "slide.png")
    width, height = (int.from_bytes(content[start : start + 4]) for start in (16, 20))
    assert width / height == pytest.approx(16 / 9, rel=0.01)
