"""Configs whose result has an independent answer: robust and Poisson regression, logistic regression."""

import numpy as np
import pytest
from support.shipped import parameters, problems, trained

from regexp.spec import Array

SELDOM = "evaluation.every=1000"


def points(name: str) -> tuple[Array, Array]:
    """Return x and y of a config's training rows in float64."""
    (run,) = problems(name, "dtype=float64")
    return run.train.x[:, 0], run.train.y[:, 0]


def test_huber_by_reweighted_least_squares() -> None:
    """Huber's own algorithm: least squares with weights min(1, δ/|error|), repeated, to 1e-4."""
    x, y = points("outliers")
    design, line = np.stack([x, np.ones_like(x)], axis=1), np.zeros(2)
    for _ in range(500):
        weight = np.minimum(1, 0.2 / np.maximum(np.abs(design @ line - y), 1e-12))[:, np.newaxis]
        line = np.linalg.solve(design.T @ (weight * design), design.T @ (weight[:, 0] * y))
    assert parameters(trained("outliers", SELDOM))[0] == pytest.approx(line, abs=1e-4)
    assert line[0] == pytest.approx(2, abs=0.2)


def test_squared_error_follows_the_outliers() -> None:
    """NumPy's polyfit: a falling line."""
    x, y = points("outliers")
    expected = np.polyfit(x, y, 1)
    assert parameters(trained("outliers", SELDOM, "loss=half_squared_error"))[0] == pytest.approx(
        expected, abs=1e-4
    )
    assert expected[0] < 0


def test_poisson_by_newton() -> None:
    """Newton's method for the likelihood, gradient Xᵀ(μ − y), Hessian Xᵀ·diag(μ)·X, to 1e-3."""
    x, y = points("counts")
    design, theta = np.stack([x, np.ones_like(x)], axis=1), np.zeros(2)
    for _ in range(50):
        mean = np.exp(design @ theta)
        theta = theta - np.linalg.solve(design.T @ (mean[:, np.newaxis] * design), design.T @ (mean - y))
    assert parameters(trained("counts", SELDOM))[0] == pytest.approx(theta, abs=1e-3)
    assert theta == pytest.approx([1, -0.5], abs=0.05)


def test_squared_error_predicts_negative_counts() -> None:
    """NumPy's polyfit: a line that starts below 0."""
    expected = np.polyfit(*points("counts"), 1)
    found = parameters(trained("counts", SELDOM, "loss=squared_error"))[0]
    assert found == pytest.approx(expected, abs=1e-3)
    assert expected[1] < 0


def test_lbfgs_finds_the_optimum() -> None:
    """scikit-learn's LogisticRegression with C = 1/(rows·λ), both to small tolerances: weights to 1e-4."""
    from sklearn.linear_model import LogisticRegression

    (run,) = trained("lbfgs", "dtype=float64", "optimizer.tolerance=1e-8")
    rows = run.problem.train
    model = LogisticRegression(C=1 / (len(rows) * 0.01), tol=1e-10, max_iter=10_000)
    model.fit(rows.x, rows.y[:, 0])
    expected = np.append(model.coef_[0], model.intercept_)
    assert run.last.reshape(-1) == pytest.approx(expected, abs=1e-4)
    totals = run.history["train_loss"] + run.history["penalty"]
    assert totals[40:] == pytest.approx(np.full_like(totals[40:], totals[-1]), abs=1e-6)
