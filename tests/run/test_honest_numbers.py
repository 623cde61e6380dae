"""The numbers of metrics.csv, computed again by hand from the weights that were saved."""

from pathlib import Path

import numpy as np
import pytest
from support.runs import inputs, outputs, result, rows, table_of, trained, weights

from regexp.config import load_config
from regexp.datasets import Data, prepare

pytestmark = pytest.mark.usefixtures("no_pictures")

NOISY = """
dataset: {kind: digits, train_size: 120, validation_size: 90, test_size: 90, label_noise: 0.2}
model: {kind: mlp, hidden: [20, 10]}
optimizer: {kind: adam, learning_rate: 0.03, batch_size: 25, epochs: 8}
regularization: {dropout: 0.2, input_dropout: 0.1, l2: 0.005, l1: 1e-4}
"""


def data_of(config: Path, *overrides: str) -> Data:
    return prepare(load_config(str(config), overrides).config.dataset, seed=0)


def cross_entropy(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return log Σ exp(z) − z of the given class, one a row."""
    return np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), y]


@pytest.fixture
def noisy(write_config) -> Path:
    """A classification with noise wherever noise can be: labels, hidden units, inputs."""
    return write_config(NOISY)


@pytest.mark.parametrize("which", ["best", "last"])
def test_losses_are_measured_without_noise_and_without_penalty(which: str, noisy: Path, runs: Path) -> None:
    run, table, data = trained(noisy, runs), table_of(noisy), data_of(noisy)
    found = result(run)[which]
    parameters = weights(run, which)
    for split, labels in ((data.train, data.train.y), (data.validation, table.y[data.validation.rows])):
        name = "train" if split is data.train else "validation"
        z = outputs(inputs(run, table, split.rows), parameters)
        assert found[f"{name}_loss"] == pytest.approx(cross_entropy(z, labels).mean(), rel=1e-5)
        assert found[f"{name}_accuracy"] == pytest.approx(np.mean(z.argmax(axis=1) == labels))


def test_the_training_loss_is_of_the_labels_that_the_model_was_given(noisy: Path, runs: Path) -> None:
    run, table, data = trained(noisy, runs), table_of(noisy), data_of(noisy)
    z = outputs(inputs(run, table, data.train.rows), weights(run, "last"))
    true = table.y[data.train.rows]
    assert (true != data.train.y).sum() == 24  # a fifth of 120
    assert result(run)["last"]["train_loss"] != pytest.approx(cross_entropy(z, true).mean(), rel=0.01)
    flipped = data.train.y != true
    memorized = np.mean(z[flipped].argmax(axis=1) == data.train.y[flipped])
    assert result(run)["last"]["memorized"] == pytest.approx(memorized)


def test_the_penalty_is_a_column_of_its_own(noisy: Path, runs: Path) -> None:
    run = trained(noisy, runs)
    squares = sum(np.square(w).sum() for name, w in weights(run, "last").items() if "weight" in name)
    sizes = sum(np.abs(w).sum() for name, w in weights(run, "last").items() if "weight" in name)
    last = result(run)["last"]
    assert last["penalty"] == pytest.approx(0.005 / 2 * squares + 1e-4 * sizes, rel=1e-5)
    assert last["weight_norm"] == pytest.approx(np.sqrt(squares), rel=1e-6)


def test_regression(line: Path, runs: Path) -> None:
    run, table, data = trained(line, runs, "l2=0.1"), table_of(line), data_of(line)
    for name, split in (("train", data.train), ("validation", data.validation)):
        z = outputs(inputs(run, table, split.rows), weights(run, "last"))
        error, y = z - table.y[split.rows], table.y[split.rows]
        found = result(run)["last"]
        assert found[f"{name}_loss"] == pytest.approx(np.mean(error**2), rel=1e-5)
        assert found[f"{name}_mse"] == pytest.approx(np.mean(error**2), rel=1e-5)
        assert found[f"{name}_mae"] == pytest.approx(np.mean(np.abs(error)), rel=1e-5)
        assert found[f"{name}_r2"] == pytest.approx(1 - np.mean(error**2) / np.var(y), rel=1e-5)


def test_a_constant_prediction_is_learned_from_the_training_rows(noisy: Path, runs: Path) -> None:
    data, found = data_of(noisy), result(trained(noisy, runs))["constant_prediction"]
    frequencies = np.bincount(data.train.y, minlength=10) / len(data.train)
    assert found["train_loss"] == pytest.approx(-np.log(frequencies)[data.train.y].mean(), rel=1e-5)
    assert found["validation_loss"] == pytest.approx(-np.log(frequencies)[data.validation.y].mean(), rel=1e-5)
    commonest = frequencies.argmax()
    assert found["validation_accuracy"] == pytest.approx(np.mean(data.validation.y == commonest))


def test_preprocessing_knows_the_training_rows_only(noisy: Path, runs: Path) -> None:
    run, table, data = trained(noisy, runs), table_of(noisy), data_of(noisy)
    standard = inputs(run, table, data.train.rows)
    varies = standard.std(axis=0) > 0
    assert standard[:, varies].mean(axis=0) == pytest.approx(0, abs=1e-12)
    assert standard[:, varies].std(axis=0) == pytest.approx(1)


def test_learning_rates_are_those_of_the_schedule(flowers: Path, runs: Path) -> None:
    # cosine: rate · (1 + cos(π·(epoch − 1)/epochs))/2, per epoch
    found = [float(row["learning_rate"]) for row in rows(trained(flowers, runs, "schedule=cosine"))]
    assert found == pytest.approx([0.01 * (1 + np.cos(np.pi * k / 4)) / 2 for k in range(4)])
