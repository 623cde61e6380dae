"""What `--kind weights` draws, against the files of runs read without our own readers."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import StepPatch
from support.figures import heights, marked, texts, tick_texts
from support.sweeps import runs_of, swept

Drawn = Callable[..., Figure]

FLOWERS = """
name: flowers
dataset: {kind: iris, train_size: 60}
model: {kind: mlp, hidden: [8]}
optimizer: {kind: adam, learning_rate: 0.01, batch_size: 16, epochs: 3}
"""


def trained(folder: Path, *words: str, text: str = FLOWERS) -> Path:
    """Return a sweep over what words say."""
    (folder / "flowers.yaml").write_text(text)
    return swept(folder / "flowers.yaml", folder / "runs", *words)


@pytest.fixture(scope="module")
def sweep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return trained(tmp_path_factory.mktemp("weights"), "l2=0,0.1", "--seeds", "2", "--save-weights")


def test_norms_are_those_of_the_stored_weights(sweep: Path, drawn: Drawn) -> None:
    figure = drawn("weights", sweep)
    runs = [np.load(run / "last.npz") for run in runs_of(sweep)]
    for k, name in enumerate(("layer 0", "layer 1, output")):
        norms = [np.sqrt(np.square(run[f"layers/{k}/weight"].astype(float)).sum()) for run in runs]
        means = [np.mean(norms[:2]), np.mean(norms[2:])]  # l2=0 with seeds 0 and 1, then l2=0.1
        assert heights(figure, name) == pytest.approx(means)
    found = texts(figure)
    assert f"{sweep.name}: norms of weights against l2" in found
    assert "means over 2 seeds, at the end of training; biases left out" in found
    assert "norm of weights √Σw²" in found


def test_layers_that_a_setting_lacks_are_left_out(tmp_path: Path, drawn: Drawn) -> None:
    """The second of two hidden layers stands in the middle, and the output layer at the end of each."""
    figure = drawn("weights", trained(tmp_path, "hidden=4,4x4"))
    assert len(heights(figure, "layer 0")) == 2
    (axes,) = figure.axes
    assert tick_texts(axes, "x") == ["35", "55"]  # parameters: 5·4 + 5·3 and 5·4 + 5·4 + 5·3
    assert np.isnan(heights(figure, "layer 2, output")).tolist() == [True, False]


def test_settings_with_names_are_points(tmp_path: Path, drawn: Drawn) -> None:
    text = f"{FLOWERS}sweep:\n  arms: {{none: {{}}, decay: {{l2: [0.1]}}}}\n"
    figure = drawn("weights", trained(tmp_path, text=text))
    (axes,) = figure.axes
    assert tick_texts(axes, "x") == ["arm=decay l2=0.1", "arm=none"]
    assert all(line.get_linestyle() == "None" for line in marked(axes, "layer 0") if isinstance(line, Line2D))


def test_one_setting_has_histograms_of_its_layers(sweep: Path, drawn: Drawn) -> None:
    """The bars of a layer hold each weight once: 4·8 and 8·3 in one run."""
    run = next(runs_of(sweep))
    figure = drawn("weights", run)
    assert [axes.get_title("left") for axes in figure.axes] == ["layer 0 (4x8)", "layer 1 (8x3)"]
    weights = np.load(run / "last.npz")
    for k, axes in enumerate(figure.axes):
        stairs = marked(axes, "end")[0]
        assert isinstance(stairs, StepPatch)
        shares, edges, _ = stairs.get_data()
        expected, _ = np.histogram(np.clip(weights[f"layers/{k}/weight"], edges[0], edges[-1]), edges)
        assert shares == pytest.approx(expected / expected.sum())


def test_weights_that_are_exactly_zero_are_counted_apart(tmp_path: Path, drawn: Drawn) -> None:
    text = FLOWERS.replace("kind: adam", "kind: sgd")
    run = next(runs_of(trained(tmp_path, "l1=3", "hidden=8", "--save-weights", text=text)))
    weights = np.load(run / "last.npz")
    shares = [np.mean(weights[f"layers/{k}/weight"] == 0) for k in (0, 1)]
    assert min(shares) > 0
    for axes, share in zip(drawn("weights", run).axes, shares, strict=True):
        assert f"{100 * share:.1f}% exactly 0" in texts(axes)
