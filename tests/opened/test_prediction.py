"""What a run predicts for the raw rows of its validation split is what was measured during training.

The expected numbers are those in result.json, which the engine measured on preprocessed rows; here metrics
are computed from predictions by NumPy's own means.
"""

from pathlib import Path

import numpy as np
import pytest

from regexp.datasets import load, prepare
from regexp.history import Moment
from regexp.opened import Run
from regexp.spec import Array

MODEL = "optimizer: {kind: adam, learning_rate: 0.01, batch_size: 16, epochs: 4}\n"
MLP = "model: {kind: mlp, hidden: [8, 5], activation: tanh}\n"
CLASSES = {
    "three classes": "dataset: {kind: iris, label_noise: 0.2}\nregularization: {dropout: 0.3, l2: 0.01}\n",
    "two classes on one output": "dataset: {kind: breast_cancer, train_size: 100}\n",
    "two classes on two outputs": "dataset: {kind: moons, samples: 90}\nloss: softmax_cross_entropy\n",
    "independent outputs": "dataset: {kind: wine, scale: minmax}\nloss: sigmoid_cross_entropy\n",
    "squared error": "dataset: {kind: iris, train_size: 60}\nloss: squared_error\ndtype: float64\n",
    "squared error of two": "dataset: {kind: circles, samples: 90}\nloss: squared_error\n",
    "unscaled": "dataset: {kind: iris, scale: none}\nevaluation: {every: 3}\n",
}
NUMBERS = {
    "one input": "dataset: {kind: sine, samples: 60}\n",
    "many inputs": "dataset: {kind: diabetes, feature_noise: 0.1}\nregularization: {input_dropout: 0.2}\n",
    "double": "dataset: {kind: friedman1, samples: 80}\ndtype: float64\nregularization: {l1: 0.01}\n",
}
AT: tuple[Moment, ...] = ("best", "last")


def validation_rows(run: Run) -> tuple[Array, Array]:
    """Return the raw inputs and targets of a run's validation split."""
    table = load(run.config.dataset)
    rows = prepare(run.config.dataset, run.seed).validation.rows
    labels = np.array(table.classes) if table.classes else None
    return table.x[rows], table.y[rows] if labels is None else labels[table.y[rows]]


@pytest.mark.parametrize("at", AT)
@pytest.mark.parametrize("text", CLASSES.values(), ids=CLASSES)
def test_accuracy_is_what_was_measured(text: str, at: Moment, train) -> None:
    run = train(MODEL + MLP + text)
    x, y = validation_rows(run)
    right = run.predict(x, at).astype(str) == y
    assert right.mean() == getattr(run, at)["validation_accuracy"]


def check_errors(run: Run, x: Array, y: Array, at: Moment) -> None:
    """Compare mean squared and mean absolute error with what was measured: bit for bit."""
    difference = (run.predict(x, at).reshape(y.shape) - y.astype(run.config.dtype)).astype(np.float64)
    columns = np.ascontiguousarray(difference.T)
    measured = getattr(run, at)
    assert np.square(columns).mean(axis=1).mean() == measured["validation_mse"]
    assert np.abs(columns).mean(axis=1).mean() == measured["validation_mae"]


@pytest.mark.parametrize("at", AT)
@pytest.mark.parametrize("text", NUMBERS.values(), ids=NUMBERS)
def test_errors_are_what_was_measured(text: str, at: Moment, train) -> None:
    run = train(MODEL + MLP + text)
    x, y = validation_rows(run)
    assert run.predict(x, at).shape == (len(x),)
    check_errors(run, x, y, at)


def test_basis_functions(train) -> None:
    run = train(
        "dataset: {kind: polynomial, samples: 60, features: {polynomial: 5}}\n"
        "model: linear\noptimizer: exact\nregularization: {l2: 0.01}\n"
    )
    x, y = validation_rows(run)
    assert x.shape == (12, 1)
    check_errors(run, x, y, "last")


def test_several_targets_of_ready_made_splits(train, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    arrays = {f"x_{part}": rng.normal(size=(20, 2, 3)) for part in ("train", "validation")}
    arrays |= {f"y_{part}": rng.normal(size=(20, 2)) for part in ("train", "validation")}
    np.savez(tmp_path / "points.npz", **arrays)
    run = train(f"dataset: {tmp_path}/points.npz\n{MODEL}{MLP}")
    predicted = run.predict(arrays["x_validation"])
    assert predicted.shape == (20, 2)
    check_errors(run, arrays["x_validation"], arrays["y_validation"], "best")


def test_soft_labels_are_predicted_as_probabilities(train, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    y = rng.dirichlet([1, 1, 1], size=60)
    np.savez(tmp_path / "soft.npz", x=rng.normal(size=(60, 4)), y=y)
    run = train(f"dataset: {tmp_path}/soft.npz\nloss: softmax_cross_entropy\n{MODEL}{MLP}")
    x, soft = validation_rows(run)
    predicted = run.predict(x)
    assert predicted.shape == (12, 3)
    assert predicted.sum(axis=1) == pytest.approx(np.ones(12), abs=1e-6)
    right = predicted.argmax(axis=1) == soft.argmax(axis=1)
    assert right.mean() == run.best["validation_accuracy"]
    np.testing.assert_array_equal(run.predict_proba(x), predicted)


CROSS_ENTROPIES = ["three classes", "two classes on one output", "two classes on two outputs"]


@pytest.mark.parametrize("name", CROSS_ENTROPIES)
def test_probabilities_give_the_loss_that_was_measured(name: str, train) -> None:
    """The cross-entropy is −log of the probability of the right class, whatever the number of outputs."""
    run = train(MODEL + MLP + CLASSES[name])
    x, y = validation_rows(run)
    probabilities = run.predict_proba(x)
    assert probabilities.shape == (len(x), len(run.classes))
    assert probabilities.sum(axis=1) == pytest.approx(np.ones(len(x)), abs=1e-6)
    of_the_right = probabilities[y[:, np.newaxis] == run.classes.astype(str)]
    assert -np.log(of_the_right).mean() == pytest.approx(run.best["validation_loss"], rel=1e-5)


def test_labels_are_those_of_the_data(train, tmp_path: Path) -> None:
    digits = train(f"dataset: {{kind: digits, train_size: 60}}\n{MODEL}{MLP}")
    assert digits.classes.dtype == np.int64
    assert digits.classes.tolist() == list(range(10))
    iris = train(MODEL + MLP + CLASSES["unscaled"])
    assert iris.classes.tolist() == ["setosa", "versicolor", "virginica"]
    assert set(iris.predict(load(iris.config.dataset).x)) <= set(iris.classes)


def test_a_regression_has_no_classes(train) -> None:
    assert train(MODEL + MLP + NUMBERS["one input"]).classes.shape == (0,)
