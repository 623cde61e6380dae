"""What configs/textbook/three_points… say one should see, computed without regexp, on paper or in NumPy."""

import numpy as np
import pytest
from support.shipped import last, lowest, parameters, trained

from regexp.spec import Array

X = np.array([[1.0, 2.0, 1.0], [2.0, 3.0, 1.0], [3.0, 4.0, 1.0]])
"""The points, with a column of ones for the bias."""

Y = np.array([1.0, 2.0, 3.0])
HESSIAN, RATE = X.T @ X / 3, 0.01
WEIGHTS = np.diag([1.0, 1.0, 0.0])
"""Both weights and not the bias."""


def descended(steps: int, quadratic: Array) -> Array:
    """Return where descent on ½θᵀHθ − bᵀθ gets from 0: direction i has gone 1 − (1 − αsᵢ)^t of its way.

    H is the data's Hessian plus a penalty's; b = Xᵀy/3.
    """
    curvature, directions = np.linalg.eigh(HESSIAN + quadratic)
    slope = directions.T @ (X.T @ Y / 3)
    flat = curvature < 1e-12
    ways = np.where(flat, RATE * steps, (1 - (1 - RATE * curvature) ** steps) / np.where(flat, 1, curvature))
    return np.asarray(directions @ (ways * slope))


def loss(theta: Array) -> float:
    """Return 1/(2m)·Σ(prediction − y)²."""
    return float(((X @ theta - Y) ** 2).mean() / 2)


def test_plain_descent() -> None:
    """Weights by eigen-directions, to 1e-12; the comment's numbers are these, rounded."""
    runs = trained("textbook/three_points")
    expected = descended(1000, 0 * WEIGHTS)
    assert parameters(runs)[0] == pytest.approx(expected, abs=1e-12)
    assert expected == pytest.approx([0.569, 0.362, -0.208], abs=5e-4)
    assert last(runs, "train_loss")[0] == pytest.approx(loss(expected), abs=1e-12)
    assert loss(expected) == pytest.approx(0.0017, abs=5e-5)
    assert np.linalg.eigvalsh(HESSIAN) == pytest.approx([0, 0.13, 15.2], abs=5e-3)


def test_plain_descent_ends_at_the_shortest_solution() -> None:
    """NumPy's pseudoinverse, and by hand: (2/3, 1/3, −1/3)."""
    (found,) = parameters(trained("textbook/three_points", "epochs=20000", "evaluation.every=20000"))
    assert found == pytest.approx(np.linalg.pinv(X) @ Y, abs=1e-6)
    assert found == pytest.approx([2 / 3, 1 / 3, -1 / 3], abs=1e-6)


@pytest.mark.parametrize(("scale", "c", "end"), [("sum", 0.1, 10 / 23), ("half_mean", 0.1 / 6, 20 / 41)])
def test_l2(scale: str, c: float, end: float) -> None:
    """By eigen-directions with 2c on the weights' diagonal; the end by hand: w₁ = w₂, 2/3·(1 − 2w) = 2cw."""
    runs = trained("textbook/three_points_l2", f"l2.scale={scale}")
    expected = descended(1000, 2 * c * WEIGHTS)
    assert parameters(runs)[0] == pytest.approx(expected, abs=1e-12)
    assert last(runs, "train_loss")[0] == pytest.approx(loss(expected), abs=1e-12)
    assert last(runs, "penalty")[0] == pytest.approx(c * (expected[:2] ** 2).sum(), abs=1e-12)
    assert descended(100_000, 2 * c * WEIGHTS)[:2] == pytest.approx([end, end], abs=1e-4)


def test_the_numbers_in_the_comment_on_l2() -> None:
    """Those of the closed form, rounded."""
    theta = descended(1000, 0.2 * WEIGHTS)
    assert theta == pytest.approx([0.442, 0.394, -0.057], abs=5e-4)
    assert loss(theta) == pytest.approx(0.0090, abs=5e-5)
    assert 0.1 * (theta[:2] ** 2).sum() == pytest.approx(0.0351, abs=5e-5)


def shrunk(strength: float, steps: int) -> Array:
    """Return where a loop of steps and soft thresholds, written out, gets from 0."""
    theta = np.zeros(3)
    for _ in range(steps):
        theta = theta - RATE * X.T @ (X @ theta - Y) / 3
        theta[:2] = np.sign(theta[:2]) * np.maximum(np.abs(theta[:2]) - RATE * strength, 0)
    return theta


def test_l1() -> None:
    """A loop written out; in the end a sum of 1 − 1.5λ, where the slope 2/3·(1 − s) of the loss is λ."""
    (found,) = parameters(trained("textbook/three_points_l1"))
    assert found == pytest.approx(shrunk(0.1, 1000), abs=1e-12)
    assert found == pytest.approx([0.422, 0.396, -0.025], abs=5e-4)
    assert shrunk(0.1, 20_000)[:2].sum() == pytest.approx(0.85, abs=1e-6)


@pytest.mark.parametrize(("strength", "zeros"), [(0.5, [True, False]), (0.7, [True, True])])
def test_strong_l1_switches_weights_off(strength: float, zeros: list[bool]) -> None:
    """Exact zeros; beyond 2/3, the inputs' covariance with y, the prediction is the mean of y, 2."""
    words = (f"l1={strength}", "epochs=5000", "evaluation.every=5000")
    (found,) = parameters(trained("textbook/three_points_l1", *words))
    assert (found[:2] == 0).tolist() == zeros
    if all(zeros):
        assert found[2] == pytest.approx(2, abs=1e-4)


@pytest.mark.slow
def test_input_dropout_on_average() -> None:
    """The mean over seeds is descent on the mean loss: p/(1 − p) = 1 adds mean(xᵢ²) to the weights' diagonal.

    A step is linear in the parameters, with masks that don't depend on them, so that this is exact for each
    step. 200 seeds: each parameter within 5 standard errors.
    """
    found = parameters(trained("textbook/three_points_input_dropout", "evaluation.every=1000", seeds=200))
    expected = descended(1000, HESSIAN * WEIGHTS)
    error = found.std(axis=0, ddof=1) / np.sqrt(len(found))
    assert (np.abs(found.mean(axis=0) - expected) < 5 * error).all()
    assert error.max() < 0.003
    assert expected == pytest.approx([0.122, 0.060, 1.563], abs=5e-4)


def test_input_dropout_stays_far_from_zero() -> None:
    """Plain descent is below 0.01 after 400 steps; with dropout ten seeds never are below ten times that."""
    noisy = trained("textbook/three_points_input_dropout", seeds=10)
    plain = trained("textbook/three_points")
    assert plain[0].history["train_loss"][400] < 0.01
    assert min(run.history["train_loss"][400:].min() for run in noisy) > 0.1
    assert lowest(plain, "train_loss")[0] < 0.002
