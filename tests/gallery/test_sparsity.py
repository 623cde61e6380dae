"""What `--kind sparsity` draws, against the files of runs read without our own readers."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from support.figures import heights, texts
from support.sweeps import runs_of, swept

Drawn = Callable[..., Figure]

LASSO = """
name: lasso
dataset: {kind: regression, inputs: 20, samples: 100, train_size: 40}
model: linear
optimizer: {kind: gd, learning_rate: 0.1, epochs: 100}
"""


@pytest.fixture(scope="module")
def sweep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sparsity")
    (folder / "lasso.yaml").write_text(LASSO)
    words = ("l1=0,1,30,1000", "--seeds", "2", "--save-weights")
    return swept(folder / "lasso.yaml", folder / "runs", *words)


def last(run: Path, metric: str) -> float:
    return float(json.loads((run / "result.json").read_text())["last"][metric])


def by_strength(sweep: Path, number: Callable[[Path], float]) -> list[float]:
    """Return the mean over seeds of a number of each strength's runs."""
    cells = [sweep / "cells" / f"l1={strength}" for strength in (0, 1, 30, 1000)]
    return [float(np.mean([number(run) for run in cell.glob("seed=*")])) for cell in cells]


def test_shares_are_those_of_the_stored_weights(sweep: Path, drawn: Drawn) -> None:
    figure = drawn("sparsity", sweep)
    shares = by_strength(sweep, lambda run: np.mean(np.load(run / "last.npz")["layers/0/weight"] != 0))
    assert shares[0] == 1
    assert 0 < shares[2] < 1
    assert shares[3] == 0
    assert heights(figure, "nonzero") == pytest.approx(shares)
    assert "The fewest are left with l1=1000: 0.0% are not exactly 0" in texts(figure)
    assert "not exactly 0" in texts(figure)


def test_the_metric_stands_below_on_both_splits(sweep: Path, drawn: Drawn) -> None:
    _, below = drawn("sparsity", sweep).axes
    assert heights(below, "train") == pytest.approx(by_strength(sweep, lambda run: last(run, "train_loss")))
    losses = by_strength(sweep, lambda run: last(run, "validation_loss"))
    assert heights(below, "validation") == pytest.approx(losses)


def test_where_nothing_is_exactly_zero_it_says_what_would_be(sweep: Path, drawn: Drawn) -> None:
    found = texts(drawn("sparsity", next(runs_of(sweep))))
    assert "No weight is exactly 0: l1 makes some so with optimizer gd or sgd" in found


def test_weights_that_are_small_are_left_out_of_a_second_line(tmp_path: Path, drawn: Drawn) -> None:
    """l2 shrinks what inputs no longer reach by a factor a step: near 0 and never there."""
    text = LASSO.replace("kind: regression, inputs: 20, samples: 100", "kind: iris")
    text = text.replace("model: linear", "model: {kind: mlp, hidden: [8]}").replace("gd", "adam")
    (tmp_path / "near.yaml").write_text(text)
    sweep = swept(tmp_path / "near.yaml", tmp_path / "runs", "l2=0,1", "--save-weights")
    figure = drawn("sparsity", sweep)
    expected = []
    for run in runs_of(sweep):
        weights = np.load(run / "last.npz")
        layers = [np.abs(weights[f"layers/{k}/weight"]) for k in (0, 1)]
        expected.append(np.mean(np.concatenate([np.ravel(w > 0.001 * w.max()) for w in layers])))
    assert min(expected) < 1
    assert heights(figure, "nonzero") == [1, 1]
    assert heights(figure, "large") == pytest.approx(expected)
    assert "over 0.1% of the largest" in texts(figure)
