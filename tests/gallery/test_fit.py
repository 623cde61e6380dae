"""What `--kind fit` draws, against lines fitted by NumPy."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from support.figures import heights, marked, texts
from support.sweeps import runs_of, swept

from regexp.config import load_config
from regexp.datasets import load, prepare
from regexp.errors import ConfigError

Drawn = Callable[..., Figure]

LINE = """
name: line
dtype: float64
dataset: {kind: line, samples: 60, train_size: 10, slope: 3, intercept: -1}
model: linear
optimizer: exact
"""


@pytest.fixture(scope="module")
def sweep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fit")
    (folder / "line.yaml").write_text(LINE)
    return swept(folder / "line.yaml", folder / "runs", "l2=0,1", "--seeds", "3")


def fitted(sweep: Path, seed: int, x: list[float]) -> list[float]:
    """Return the line of least squares through a seed's training rows at x."""
    dataset = load_config(str(sweep.parents[1] / "line.yaml")).config.dataset
    table, rows = load(dataset), prepare(dataset, seed).train.rows
    found = np.polyfit(table.x[rows, 0], table.y[rows, 0], 1)
    return [float(y) for y in np.polyval(found, x)]


def test_every_seed_has_its_line_and_the_truth_is_beside_them(sweep: Path, drawn: Drawn) -> None:
    first = drawn("fit", sweep).axes[0]
    [learned] = marked(first, "learned")
    assert isinstance(learned, Line2D)
    x = [float(value) for value in np.asarray(learned.get_xdata())]
    assert heights(first, "learned") == pytest.approx(fitted(sweep, 0, x))
    assert heights(first, "other seed") == pytest.approx([*fitted(sweep, 1, x), *fitted(sweep, 2, x)])
    assert heights(first, "truth") == pytest.approx([3 * value - 1 for value in x])


def test_panels_say_which_setting_and_share_their_axes(sweep: Path, drawn: Drawn) -> None:
    figure = drawn("fit", sweep)
    assert [axes.get_title("left").splitlines()[0] for axes in figure.axes] == ["l2=0", "l2=1"]
    assert len({(axes.get_xlim(), axes.get_ylim()) for axes in figure.axes}) == 1
    [train] = marked(figure.axes[1], "train_rows")
    assert isinstance(train, PathCollection)
    assert len(train.get_offsets()) == 10
    assert "at the end of training; line, rows of seed 0, 2 other seeds faint" in texts(figure)


def test_one_run_stands_alone(sweep: Path, drawn: Drawn) -> None:
    figure = drawn("fit", next(runs_of(sweep)))
    (axes,) = figure.axes
    assert axes.get_title("left") == ""
    assert not marked(figure, "other seed")
    assert any(text.startswith("Validation MSE 0.") for text in texts(figure))


def test_other_data_are_refused(tmp_path: Path, drawn: Drawn) -> None:
    (tmp_path / "iris.yaml").write_text(
        "dataset: iris\nmodel: linear\noptimizer: {kind: gd, learning_rate: 0.1, epochs: 1}\n"
    )
    sweep = swept(tmp_path / "iris.yaml", tmp_path / "runs", "l2=0,1")
    with pytest.raises(ConfigError) as refused:
        drawn("fit", sweep)
    assert str(refused.value) == (
        "--kind fit: needs data with 1 input and 1 number to predict, and iris has 4 inputs and classes; "
        "try sine, polynomial or line"
    )


def test_runs_on_other_rows_are_refused(sweep: Path, tmp_path: Path, drawn: Drawn) -> None:
    (tmp_path / "line.yaml").write_text(LINE.replace("slope: 3", "slope: 2"))
    other = swept(tmp_path / "line.yaml", tmp_path / "runs", "l2=0,1")
    with pytest.raises(ConfigError) as refused:
        drawn("fit", sweep, other)
    assert str(refused.value) == (
        "--kind fit: needs runs on the same rows, and these were trained on different ones of line and line"
    )
