"""Measured numbers are honest: evaluation mode, no penalty in the loss, from the weights that are saved.

Expected: forward passes and metrics written out here, and scikit-learn's metrics.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, log_loss, mean_absolute_error, mean_squared_error, r2_score
from support.problems import alone, classification, regression

from regexp.engine import Problem, constant_scores, rows_of
from regexp.losses import HalfSquaredError, SigmoidCrossEntropy, SquaredError
from regexp.optimizers import Adam
from regexp.regularizers import L1, L2, Dropout, InputDropout
from regexp.spec import Array

NOISY = (Dropout(rate=0.5), InputDropout(rate=0.3), L2(strength=0.2), L1(strength=0.01))


def outputs(weights: dict[str, Array], x: Array) -> Array:
    """Return the outputs of an MLP with ReLU, without dropout."""
    h = x
    for k in range(len(weights) // 2):
        h = h if k == 0 else np.maximum(h, 0)
        h = h @ weights[f"layers/{k}/weight"] + weights[f"layers/{k}/bias"]
    return h


@pytest.mark.parametrize("split", ["train", "validation"])
def test_classification(split: str) -> None:
    member = alone(classification(dtype="float64", regularizers=NOISY))
    rows, row = getattr(member.problem, split), member.history.row(-1)
    z = outputs(member.named("last"), rows.x)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    labels = rows.y.argmax(axis=1)
    assert row[f"{split}_loss"] == pytest.approx(log_loss(labels, p, labels=range(4)), rel=1e-12)
    assert row[f"{split}_accuracy"] == pytest.approx(accuracy_score(labels, z.argmax(axis=1)), rel=1e-15)


@pytest.mark.parametrize("split", ["train", "validation"])
@pytest.mark.parametrize("targets", [1, 3])
def test_regression(targets: int, split: str) -> None:
    """The loss sums the outputs of a row, the metrics average them."""
    member = alone(regression(targets=targets, hidden=(9,), dtype="float64", regularizers=NOISY))
    rows, row = getattr(member.problem, split), member.history.row(-1)
    z = outputs(member.named("last"), rows.x)
    assert row[f"{split}_loss"] == pytest.approx(((z - rows.y) ** 2).sum(axis=1).mean(), rel=1e-12)
    for name, metric in (("mse", mean_squared_error), ("mae", mean_absolute_error), ("r2", r2_score)):
        assert row[f"{split}_{name}"] == pytest.approx(metric(rows.y, z), rel=1e-11)


def test_best_is_the_row_of_the_best_epoch() -> None:
    member = alone(
        classification(dtype="float64", regularizers=NOISY, optimizer=Adam(learning_rate=0.1, epochs=9))
    )
    rows = member.problem.validation
    z = outputs(member.named("best"), rows.x)
    loss = float((np.log(np.exp(z).sum(axis=1)) - (z * rows.y).sum(axis=1)).mean())
    assert member.history["validation_loss"].min() == pytest.approx(loss, rel=1e-12)


def test_penalty_and_weight_norm() -> None:
    """0.2/2·Σw² + 0.01·Σ|w| over weights, not biases; √Σw²."""
    member = alone(classification(dtype="float64", regularizers=NOISY))
    weights = [array for name, array in member.named("last").items() if name.endswith("weight")]
    squares, sizes = sum((w**2).sum() for w in weights), sum(np.abs(w).sum() for w in weights)
    row = member.history.row(-1)
    assert row["penalty"] == pytest.approx(0.1 * squares + 0.01 * sizes, rel=1e-12)
    assert row["weight_norm"] == pytest.approx(np.sqrt(squares), rel=1e-12)


def test_no_penalty_is_zero() -> None:
    assert (alone(classification(regularizers=NOISY[:2])).history["penalty"] == 0).all()


def test_columns() -> None:
    memorized = np.zeros(101, dtype=bool)
    assert classification(flipped=memorized).columns == (
        "epoch",
        "train_loss",
        "validation_loss",
        "train_accuracy",
        "validation_accuracy",
        "penalty",
        "learning_rate",
        "weight_norm",
        "memorized",
    )
    assert regression().columns == (
        "epoch",
        "train_loss",
        "validation_loss",
        "train_mse",
        "validation_mse",
        "train_mae",
        "validation_mae",
        "train_r2",
        "validation_r2",
        "penalty",
        "learning_rate",
        "weight_norm",
    )


def test_without_validation_rows_its_columns_are_empty() -> None:
    history = alone(classification(held_out=0)).history
    for name in ("validation_loss", "validation_accuracy"):
        assert np.isnan(history[name]).all()
    assert np.isfinite(history["train_loss"]).all()


def test_memorized_is_the_fraction_of_changed_labels_that_are_predicted() -> None:
    flipped = np.arange(101) % 3 == 0
    member = alone(
        classification(dtype="float64", flipped=flipped, optimizer=Adam(learning_rate=0.03, epochs=30))
    )
    rows = member.problem.train
    right = outputs(member.named("last"), rows.x).argmax(axis=1) == rows.y.argmax(axis=1)
    assert 0 < right[flipped].mean() < 1
    assert member.history["memorized"][-1] == pytest.approx(right[flipped].mean(), rel=1e-15)


def test_memorized_without_changed_labels_is_empty() -> None:
    assert np.isnan(alone(classification(flipped=np.zeros(101, dtype=bool))).history["memorized"]).all()


def constant_problem(**changes: Any) -> Problem:
    """Return targets whose mean is 2 in training and 1 in validation."""
    given = regression(dtype="float64")
    train = rows_of(np.zeros((4, 1)), np.array([[0.0], [1.0], [3.0], [4.0]]), "float64")
    validation = rows_of(np.zeros((2, 1)), np.array([[0.0], [2.0]]), "float64")
    return replace(given, train=train, validation=validation, **changes)


def test_constant_scores_of_numbers() -> None:
    """By hand: predicting 2 errs by 2, 1, 1, 2 in training and 2, 0 in validation, whose mean errs by 1."""
    assert constant_scores(constant_problem()) == {
        "train_loss": 2.5,
        "train_mse": 2.5,
        "train_mae": 1.5,
        "train_r2": 0.0,
        "validation_loss": 2.0,
        "validation_mse": 2.0,
        "validation_mae": 1.0,
        "validation_r2": -1.0,
    }
    assert constant_scores(constant_problem(loss=HalfSquaredError()))["train_loss"] == 1.25


def test_constant_scores_of_classes() -> None:
    """Frequencies 3/4 and 1/4 in training: entropy there, cross-entropy on 1/2 and 1/2."""
    train = rows_of(np.zeros((4, 1)), np.array([[1.0], [1.0], [1.0], [0.0]]), "float64")
    validation = rows_of(np.zeros((2, 1)), np.array([[1.0], [0.0]]), "float64")
    given = classification(loss=SigmoidCrossEntropy(), train=train, validation=validation, hidden=())
    scores = constant_scores(given)
    assert scores == pytest.approx(
        {
            "train_loss": -0.75 * np.log(0.75) - 0.25 * np.log(0.25),
            "train_accuracy": 0.75,
            "validation_loss": -0.5 * np.log(0.75) - 0.5 * np.log(0.25),
            "validation_accuracy": 0.5,
        },
        rel=1e-12,
    )
    least_squares = constant_scores(replace(given, loss=SquaredError()))
    assert least_squares["train_accuracy"] == 0.75


def test_constant_scores_without_validation_rows() -> None:
    empty = rows_of(np.zeros((0, 1)), np.zeros((0, 1)), "float64")
    scores = constant_scores(replace(constant_problem(), validation=empty))
    assert {name for name, value in scores.items() if np.isnan(value)} == {
        "validation_loss",
        "validation_mse",
        "validation_mae",
        "validation_r2",
    }
