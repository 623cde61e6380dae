"""What `--kind boundary` draws, against a logistic regression's line computed from its stored weights."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from support.figures import marked, texts
from support.sweeps import runs_of, swept

from regexp.errors import ConfigError
from regexp.plots.palette import category

Drawn = Callable[..., Figure]

BLOBS = """
name: blobs
dataset: {kind: blobs, classes: 2, samples: 60, train_size: 20, label_noise: 0.2}
model: linear
optimizer: {kind: gd, learning_rate: 0.5, epochs: 20}
"""


def trained(folder: Path, *words: str, text: str = BLOBS) -> Path:
    """Return a sweep over what words say."""
    (folder / "blobs.yaml").write_text(text)
    return swept(folder / "blobs.yaml", folder / "runs", *words)


@pytest.fixture(scope="module")
def sweep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return trained(tmp_path_factory.mktemp("boundary"), "l2=0,0.1,1", "--seeds", "2", "--save-weights")


def points(figure: Figure, name: str) -> list[PathCollection]:
    return [found for found in marked(figure, name) if isinstance(found, PathCollection)]


def test_regions_are_what_the_model_predicts(sweep: Path, drawn: Drawn) -> None:
    """The second class where ((x − center)/spread)·w + b > 0; a pixel is white with some of its colour."""
    run = next(runs_of(sweep))
    figure = drawn("boundary", run)
    [image] = marked(figure, "regions")
    assert isinstance(image, AxesImage)
    colours = np.asarray(image.get_array())
    left, right, low, high = image.get_extent()
    rows, columns, _ = colours.shape
    grid = np.stack(np.meshgrid(np.linspace(left, right, columns), np.linspace(low, high, rows)), axis=-1)
    fitted = json.loads((run / "preprocessing.json").read_text())
    weights = np.load(run / "last.npz")
    scaled = (grid - fitted["center"]) / fitted["spread"]
    second = (scaled @ weights["layers/0/weight"] + weights["layers/0/bias"])[:, :, 0] > 0
    tints = [np.subtract(1, to_rgb(category(number))) for number in (0, 1)]
    alike = [(1 - colours) @ tint / np.linalg.norm(tint) for tint in tints]
    assert ((alike[1] > alike[0]) == second).all()
    assert 0.1 < second.mean() < 0.9


def test_rows_are_drawn_with_those_whose_label_was_flipped(sweep: Path, drawn: Drawn) -> None:
    """20 training rows, of which 4 have another label, and 60/5 validation rows."""
    figure = drawn("boundary", next(runs_of(sweep)))
    sizes = {name: len(points(figure, name)[0].get_offsets()) for name in ("train_rows", "validation_rows")}
    assert sizes == {"train_rows": 20, "validation_rows": 12}
    assert len(points(figure, "flipped")[0].get_offsets()) == 4
    assert "cross: label flipped on purpose" in " ".join(texts(figure)).replace("\n", " ")


def test_each_setting_has_a_panel_with_the_axes_of_all(sweep: Path, drawn: Drawn) -> None:
    figure = drawn("boundary", sweep)
    assert [axes.get_title("left").splitlines()[0] for axes in figure.axes] == ["l2=0", "l2=0.1", "l2=1"]
    assert len({(axes.get_xlim(), axes.get_ylim()) for axes in figure.axes}) == 1
    assert "at the end of training; blobs, seed 0" in texts(figure)


@pytest.mark.slow
def test_of_many_settings_nine_are_shown(tmp_path: Path, drawn: Drawn) -> None:
    sweep = trained(tmp_path, "l2=0,log:0.001:1:19", text=BLOBS.replace("epochs: 20", "epochs: 1"))
    figure = drawn("boundary", sweep)
    titles = [axes.get_title("left").splitlines()[0] for axes in figure.axes]
    assert (len(titles), titles[0], titles[-1]) == (9, "l2=0", "l2=1")
    assert "9 of 20 settings shown" in " ".join(texts(figure)).replace("\n", " ")


@pytest.mark.parametrize(
    ("dataset", "title", "has"),
    [
        ("iris", "iris", "4 inputs and classes"),
        ("sine", "sine", "1 input and numbers to predict"),
    ],
)
def test_other_data_are_refused_before_anything_is_trained(
    dataset: str, title: str, has: str, tmp_path: Path, drawn: Drawn
) -> None:
    text = f"dataset: {dataset}\nmodel: linear\noptimizer: {{kind: gd, learning_rate: 0.1, epochs: 1}}\n"
    sweep = trained(tmp_path, "l2=0,1", text=text)
    with pytest.raises(ConfigError) as refused:
        drawn("boundary", sweep)
    assert str(refused.value) == (
        f"--kind boundary: needs data with 2 inputs and classes, and {title} has {has}; "
        "try moons, circles or blobs"
    )


def test_runs_on_other_inputs_are_refused(sweep: Path, tmp_path: Path, drawn: Drawn) -> None:
    other = trained(tmp_path, "l2=0,1", text=BLOBS.replace("classes: 2", "classes: 3"))
    with pytest.raises(ConfigError) as refused:
        drawn("boundary", sweep, other)
    assert str(refused.value) == (
        "--kind boundary: needs runs on the same inputs and classes, and these were trained on blobs and "
        "blobs"
    )
