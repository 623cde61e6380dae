"""Every setting of a config by its full name, in the words and types of axes."""

from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from regexp.config import load_config, shipped_names
from regexp.errors import DataError
from regexp.grid import Grid, settings_of


def described(text: str, tmp_path: Path) -> dict[str, object]:
    (tmp_path / "c.yaml").write_text(text, encoding="utf-8")
    return settings_of(load_config(str(tmp_path / "c.yaml")).config)


def test_every_setting_of_a_small_config(tmp_path: Path) -> None:
    """What is not given has its default; name and seed are no settings."""
    text = "name: mine\nseed: 3\ndataset: iris\nmodel: linear\noptimizer: {kind: gd, learning_rate: 1}\n"
    assert described(text, tmp_path) == {
        "dtype": "float32",
        "dataset.kind": "iris",
        "dataset.seed": 0,
        "dataset.split_seed": None,
        "dataset.train_size": None,
        "dataset.validation_size": None,
        "dataset.test_size": None,
        "dataset.label_noise": 0.0,
        "dataset.feature_noise": 0.0,
        "dataset.scale": None,
        "dataset.features": None,
        "model.kind": "linear",
        "model.initialization.kind": "zeros",
        "model.bias": True,
        "model.weights": None,
        "loss.kind": "auto",
        "optimizer.kind": "gd",
        "optimizer.learning_rate": 1.0,
        "optimizer.epochs": 100,
        "optimizer.schedule.kind": "constant",
        "optimizer.schedule.warmup": 0.0,
        "monitor": "validation_loss",
        "evaluation.every": 1,
    }


def test_components_in_components(tmp_path: Path) -> None:
    text = (
        "dataset: line\n"
        "model: {kind: mlp, hidden: 8x4, activation: {kind: leaky_relu, negative_slope: 0.2}}\n"
        "loss: half_squared_error\n"
    )
    found = described(text, tmp_path)
    assert found["model.hidden"] == (8, 4)
    assert found["model.activation.kind"] == "leaky_relu"
    assert found["model.activation.negative_slope"] == 0.2
    assert found["loss.kind"] == "half_squared_error"


def test_basis_functions(tmp_path: Path) -> None:
    found = described("dataset: {kind: line, features: {polynomial: 3}}\nmodel: linear\n", tmp_path)
    assert (found["dataset.features.polynomial"], found["dataset.features.fourier"]) == (3, None)


def test_regularizers_that_do_something(tmp_path: Path) -> None:
    text = "dataset: iris\nregularization: {l2: 1, l1: 0, dropout: 0.5}\n"
    found = described(text, tmp_path)
    assert {name: value for name, value in found.items() if name.startswith("regularization.")} == {
        "regularization.l2.strength": 1.0,
        "regularization.l2.scale": "half",
        "regularization.l2.layers": None,
        "regularization.dropout.rate": 0.5,
        "regularization.dropout.noise": "bernoulli",
        "regularization.dropout.layers": None,
    }
    assert type(found["regularization.l2.strength"]) is float


@pytest.mark.parametrize(("given", "kind"), [("30", int), ("0.25", float)])
def test_sizes_are_rows_or_fractions(given: str, kind: type, tmp_path: Path) -> None:
    """30 rows and the fraction 0.25 mean different things, so that neither type is changed."""
    found = described(f"dataset: {{kind: iris, train_size: {given}}}\n", tmp_path)["dataset.train_size"]
    assert (found, type(found)) == (kind(given), kind)


def test_a_file_is_its_name_and_its_content(tmp_path: Path) -> None:
    data = tmp_path / "points.csv"
    data.write_text("a,target\n1,2\n")
    digits = sha256(data.read_bytes()).hexdigest()[:6]
    assert described("dataset: points.csv\n", tmp_path)["dataset.path"] == f"points.csv-{digits}"
    moved = tmp_path / "moved"
    moved.mkdir()
    data.rename(moved / "points.csv")
    assert described("dataset: moved/points.csv\n", tmp_path)["dataset.path"] == f"points.csv-{digits}"
    with pytest.raises(DataError) as caught:
        described("dataset: points.csv\n", tmp_path)
    assert str(caught.value) == f"{data}: no such file"


def test_a_file_of_weights(tmp_path: Path) -> None:
    np.savez(tmp_path / "w.npz", a=np.zeros(1))
    digits = sha256((tmp_path / "w.npz").read_bytes()).hexdigest()[:6]
    found = described("dataset: iris\nmodel: {kind: mlp, weights: w.npz}\n", tmp_path)
    assert found["model.weights"] == f"w.npz-{digits}"


def test_rows_in_the_config_are_no_settings(tmp_path: Path) -> None:
    found = described("dataset: {kind: inline, x: [[1, 2], [3, 4]], y: [1, 2], task: regression}\n", tmp_path)
    assert "dataset.x" not in found
    assert found["dataset.task"] == "regression"


@pytest.mark.parametrize("name", shipped_names())
def test_settings_are_what_axes_may_hold(name: str) -> None:
    for value in settings_of(load_config(name).config).values():
        assert value is None or isinstance(value, str | int | float | bool | tuple)


SWEPT = """
dataset: {kind: iris, train_size: 60}
regularization: {l2: 1e-3}
"""


POINTS = "points.csv-8094df"
SWEEPS = [
    ["l2=0,1,1e-3", "dropout=0,0.5"],
    ["hidden=8,4x4", "activation=relu,tanh"],
    ["train_size=30,0.25", "dataset=iris,wine,points.csv"],
    ["optimizer=adam,sgd", "loss=auto,squared_error", "learning_rate=0.1"],
]


@pytest.mark.parametrize("words", SWEEPS, ids=" ".join)
def test_a_cell_has_the_settings_that_it_is_named_after(words: list[str], made, tmp_path: Path) -> None:
    """What an axis sets reads the same in a cell's settings and in all settings of its config.

    But for a file of data, which the axis has as its kind.
    """
    (tmp_path / "points.csv").write_text("a,target\n1,2\n")
    grid: Grid = made(SWEPT, *words)
    for cell in grid.cells:
        every = settings_of(cell.config)
        for name, value in cell.settings.items():
            own = every.get("dataset.path" if value == POINTS else name, 0.0)
            assert own == value
            assert type(own) is type(value)
