"""What `--kind path` draws, against scikit-learn's lasso."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from sklearn.linear_model import Lasso
from support.figures import heights, texts
from support.made_runs import made_run, made_sweep
from support.sweeps import swept

from regexp.config import load_config
from regexp.datasets import prepare
from regexp.errors import ConfigError

Drawn = Callable[..., Figure]

LASSO = """
name: lasso
dtype: float64
dataset: {kind: regression, inputs: 12, informative: 4, samples: 100, train_size: 60}
model: linear
optimizer: {kind: gd, learning_rate: 0.1, epochs: 600}
evaluation: {every: 600}
"""
STRENGTHS = (0.0, 1.0, 10.0, 100.0)


@pytest.fixture(scope="module")
def sweep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("path")
    (folder / "lasso.yaml").write_text(LASSO)
    return swept(folder / "lasso.yaml", folder / "runs", "l1=0,1,10,100", "--seeds", "2")


def test_coefficients_are_those_of_the_lasso(sweep: Path, drawn: Drawn) -> None:
    """Our loss is the mean square without ½ and the penalty λ·Σ|w|: scikit-learn's alpha is λ/2."""
    figure = drawn("path", sweep)
    data = prepare(load_config(str(sweep.parents[1] / "lasso.yaml")).config.dataset, seed=0)
    x, y = data.train.x, data.train.y[:, 0]
    least_squares = np.linalg.lstsq(x - x.mean(axis=0), y - y.mean())[0]
    lassos = [Lasso(alpha=strength / 2, tol=1e-12).fit(x, y).coef_ for strength in STRENGTHS[1:]]
    paths = np.array([least_squares, *lassos])
    for index in range(12):
        assert heights(figure, f"coefficient {index}") == pytest.approx(paths[:, index], abs=1e-6)
    zeros = (paths[-1] == 0).sum()
    assert f"Exactly 0: 0 of 12 with l1=0, {zeros} with l1=100" in texts(figure)


def test_the_largest_have_names_and_the_axis_says_what_they_are(sweep: Path, drawn: Drawn) -> None:
    figure = drawn("path", sweep)
    found = texts(figure)
    data = prepare(load_config(str(sweep.parents[1] / "lasso.yaml")).config.dataset, seed=0)
    named = {text for text in found if text in data.features}
    assert len(named) == 10
    sizes = [max(map(abs, heights(figure, f"coefficient {index}"))) for index in range(12)]
    assert named == {data.features[index] for index in np.argsort(sizes)[-10:]}
    assert "coefficient per standard deviation of its input" in " ".join(found).replace("\n", " ")
    assert "grey: 2 other coefficients" in found
    assert "seed 0, at the end of training; largest coefficients named" in found


def test_each_of_many_classes_has_a_panel(tmp_path: Path, drawn: Drawn) -> None:
    text = LASSO.replace("regression, inputs: 12, informative: 4, samples: 100", "iris")
    (tmp_path / "iris.yaml").write_text(text.replace("600", "5"))
    figure = drawn("path", swept(tmp_path / "iris.yaml", tmp_path / "runs", "l1=0,0.1"))
    titles = [axes.get_title("left") for axes in figure.axes]
    assert titles == ["class setosa", "class versicolor", "class virginica"]


def test_networks_have_no_path(tmp_path: Path, drawn: Drawn) -> None:
    sweep = made_sweep(tmp_path, axes={"l2": [0, 0.1]})
    with pytest.raises(ConfigError) as refused:
        drawn("path", sweep)
    run = sweep / "cells" / "l2=0" / "seed=0"
    assert str(refused.value) == (
        "--kind path: needs linear models, whose weights are the coefficients of inputs, and "
        f"{run} is of kind mlp; see --kind weights"
    )


def test_one_run_has_no_path(tmp_path: Path, drawn: Drawn) -> None:
    run = made_run(tmp_path / "one", settings={"dataset.kind": "diabetes"})
    with pytest.raises(ConfigError) as refused:
        drawn("path", run)
    assert "needs linear models" in str(refused.value)
