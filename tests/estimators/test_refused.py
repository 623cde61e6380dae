"""What estimators refuse: whole messages, in the words of configs and with the names of arguments."""

import re
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_array
from sklearn.exceptions import NotFittedError
from support.estimators import SMALL

from regexp.sklearn import RegexpClassifier, RegexpRegressor
from regexp.sklearn.arguments import config_of

X, CLASSES = np.arange(40.0).reshape(20, 2), np.arange(20) % 2

REFUSED_ARGUMENTS: dict[str, tuple[dict[str, Any], str]] = {
    "a bound": ({"learning_rate": -1}, "learning_rate: must be a number above 0, not -1"),
    "a type": ({"learning_rate": "0.1"}, 'learning_rate: must be a number above 0, not "0.1" in quotes'),
    "an object": (
        {"dtype": np.float32},
        "dtype: must be float32 or float64, not \"<class 'numpy.float32'>\"",
    ),
    "a width": (
        {"hidden": (8, 0)},
        "hidden.1: must be a whole number of at least 1 and at most 1000000, not 0",
    ),
    "an unknown word": (
        {"activation": "rleu"},
        "activation: rleu is not known (did you mean relu?); known are gelu, identity, leaky_relu, relu, "
        "sigmoid and tanh",
    ),
    "an unknown regularizer": (
        {"regularization": {"dropot": 0.5}},
        "regularization.dropot: is not a known key (did you mean dropout?)",
    ),
    "a dose": (
        {"regularization": {"dropout": 1.5}},
        "regularization.dropout: must be a number of at least 0 and below 1, not 1.5",
    ),
    "several at once": (
        {"epochs": 0, "optimizer": {"kind": "sgd", "momentum": 1.0, "learning_rate": 0.1}},
        "epochs: must be a whole number of at least 1 and at most 10000000, not 0\n"
        "optimizer.momentum: must be a number of at least 0 and below 1, not 1.0",
    ),
    "given twice": (
        {"optimizer": {"kind": "sgd", "learning_rate": 0.1}, "learning_rate": 0.2},
        "learning_rate: is given twice, here and in optimizer; leave one of them out",
    ),
    "a seed": (
        {"random_state": -1},
        "random_state: must be a whole number of at least 0 and below 9223372036854775808, not -1",
    ),
    "no hidden units": (
        {"hidden": (), "regularization": {"dropout": 0.5}},
        "regularization.dropout: acts on hidden units and a linear model has none; use input_dropout",
    ),
    "hidden units": ({"optimizer": "exact"}, "optimizer: exact needs hidden=(), a linear model"),
    "no rows to wait for": (
        {"regularization": {"early_stopping": 3}},
        "regularization.early_stopping: waits for validation_loss, but validation_size is 0; monitor "
        "train_loss instead",
    ),
    "too many rows set aside": (
        {"validation_size": 20},
        "fit: the splits need 21 rows (1 for train, 20 for validation), but there are 20 rows",
    ),
    "another task's metric": (
        {"monitor": "validation_r2"},
        "monitor: validation_r2 is not measured for this task; use one of validation_loss, "
        "validation_accuracy",
    ),
    "another task's solver": (
        {"hidden": (), "optimizer": "exact"},
        "optimizer: exact solves squared errors only, and the loss of these targets is "
        "sigmoid_cross_entropy; add loss=squared_error or use another optimizer",
    ),
    "steps too long": (
        {"hidden": (), "optimizer": "gd", "learning_rate": 1e30, "loss": "squared_error"},
        "training diverged in epoch 1; lower learning_rate or scale y",
    ),
}


@pytest.mark.parametrize(("arguments", "message"), REFUSED_ARGUMENTS.values(), ids=REFUSED_ARGUMENTS)
def test_arguments(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        RegexpClassifier(**arguments).fit(X, CLASSES)


REFUSED_ROWS: dict[str, tuple[type[Any], tuple[Any, ...], str]] = {
    "half a pair": (RegexpRegressor, (X, CLASSES, X), "X_val and y_val: give both or neither"),
    "targets of another width": (
        RegexpRegressor,
        (X, np.c_[CLASSES, CLASSES], X, CLASSES),
        "y_val: has 1 columns, but y has 2",
    ),
    "a class that isn't trained": (
        RegexpClassifier,
        (X, CLASSES, X, CLASSES + 1),
        "y_val: class 2 is not in y",
    ),
    "one class": (
        RegexpClassifier,
        (X, 0 * CLASSES),
        "y: all rows are of one class, 0; two classes are needed",
    ),
    "huge inputs": (
        RegexpRegressor,
        (X * 1e300, CLASSES),
        "fit: column x1: 19 values infinite or beyond 1e100",
    ),
    "inputs beyond float32": (
        RegexpRegressor,
        (X, CLASSES * 1e40),
        "dataset: numbers leave the range of float32; set dtype: float64, or scale them",
    ),
}


@pytest.mark.parametrize(("kind", "rows", "message"), REFUSED_ROWS.values(), ids=REFUSED_ROWS)
def test_rows(kind: type[Any], rows: tuple[Any, ...], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        kind(**SMALL).fit(*rows)


def test_what_scikit_learn_refuses() -> None:
    classifier = RegexpClassifier(**SMALL)
    with pytest.raises(NotFittedError, match=r"^This RegexpClassifier instance is not fitted yet"):
        classifier.predict(X)
    with pytest.raises(TypeError, match=r"^Sparse data was passed for X, but dense data is required"):
        classifier.fit(csr_array(X), CLASSES)
    with pytest.raises(ValueError, match=r"^Input X contains NaN"):
        classifier.fit(X, CLASSES, X * np.nan, CLASSES)
    with pytest.raises(ValueError, match=r"^X has 1 features, but RegexpClassifier is expecting 2 features"):
        classifier.fit(X, CLASSES).predict(X[:, :1])


def test_a_run_that_diverges_later_keeps_its_best_weights() -> None:
    """Of y = x with a rate that doubles the error's size a step: the first epoch is the best."""
    x = np.array([[-1.0], [1.0]])
    arguments = {"hidden": (), "optimizer": "gd", "loss": "half_squared_error", "scale": "none"}
    regressor = RegexpRegressor(**arguments, learning_rate=3.0, epochs=500).fit(x, x[:, 0], x, x[:, 0])
    assert regressor.verdict_.kind == "diverged"
    assert regressor.best_epoch_ == 1
    np.testing.assert_allclose(regressor.predict(x), 3 * x[:, 0])


def test_defaults_are_those_of_a_config() -> None:
    """Rows are set aside only on request, and scaled even where validation rows are given."""
    differing = {"validation_size": 0, "scale": "standard"}
    assert config_of(RegexpClassifier().get_params()) == config_of(differing)
    assert config_of({}) != config_of(differing)
