"""What configs/textbook/three_points… say one should see, computed without regexp, on paper or in NumPy."""

import numpy as np
import pytest
from support.shipped import last, lowest, parameters, trained

from regexp.spec import Array

X = np.array([[1.0, 2.0], [2.0, 3.0], [3.0, 4.0]])
Y = np.array([1.0, 2.0, 3.0])
HESSIAN, RATE = X.T @ X / 3, 0.01


def descended(steps: int, quadratic: Array) -> Array:
    """Return where descent on ½θᵀHθ − bᵀθ gets from 0: direction i has gone 1 − (1 − αsᵢ)^t of its way.

    H is the data's Hessian plus a penalty's; b = Xᵀy/3.
    """
    curvature, directions = np.linalg.eigh(HESSIAN + quadratic)
    slope = directions.T @ (X.T @ Y / 3)
    return np.asarray(directions @ ((1 - (1 - RATE * curvature) ** steps) / curvature * slope))


def loss(theta: Array) -> float:
    """Return 1/(2m)·Σ(prediction − y)²."""
    return float(((X @ theta - Y) ** 2).mean() / 2)


def test_plain_descent() -> None:
    """Weights by eigen-directions, to 1e-12; the comment's numbers are these, rounded."""
    runs = trained("textbook/three_points")
    expected = descended(1000, 0 * HESSIAN)
    assert parameters(runs)[0] == pytest.approx(expected, abs=1e-12)
    assert expected == pytest.approx([0.576, 0.294], abs=5e-4)
    assert last(runs, "train_loss")[0] == pytest.approx(loss(expected), abs=1e-12)
    assert loss(expected) == pytest.approx(0.0062, abs=5e-5)
    assert np.linalg.eigvalsh(HESSIAN) == pytest.approx([0.0467, 14.287], abs=5e-4)


def test_plain_descent_ends_where_the_points_are_met() -> None:
    """y is the first input: θ = (1, 0)."""
    (found,) = parameters(trained("textbook/three_points", "epochs=100000", "evaluation.every=100000"))
    assert found == pytest.approx([1, 0], abs=1e-9)


@pytest.mark.parametrize(
    ("scale", "c", "end"), [("sum", 0.1, (0.448, 0.373)), ("half_mean", 0.1 / 6, (0.718, 0.194))]
)
def test_l2(scale: str, c: float, end: tuple[float, float]) -> None:
    """By eigen-directions with 2c on the diagonal; the end is (H + 2c)⁻¹Xᵀy/3, by NumPy's solver."""
    runs = trained("textbook/three_points_l2", f"l2.scale={scale}")
    expected = descended(1000, 2 * c * np.eye(2))
    assert parameters(runs)[0] == pytest.approx(expected, abs=1e-12)
    assert last(runs, "train_loss")[0] == pytest.approx(loss(expected), abs=1e-12)
    assert last(runs, "penalty")[0] == pytest.approx(c * (expected**2).sum(), abs=1e-12)
    solved = np.linalg.solve(HESSIAN + 2 * c * np.eye(2), X.T @ Y / 3)
    assert descended(100_000, 2 * c * np.eye(2)) == pytest.approx(solved, abs=1e-9)
    assert solved == pytest.approx(end, abs=5e-4)


def test_the_numbers_in_the_comment_on_l2() -> None:
    """Those of the closed form, rounded."""
    theta = descended(1000, 0.2 * np.eye(2))
    assert theta == pytest.approx([0.437, 0.381], abs=5e-4)
    assert loss(theta) == pytest.approx(0.0112, abs=5e-5)
    assert 0.1 * (theta**2).sum() == pytest.approx(0.0336, abs=5e-5)


def shrunk(strength: float, steps: int) -> Array:
    """Return where a loop of steps and soft thresholds, written out, gets from 0."""
    theta = np.zeros(2)
    for _ in range(steps):
        theta = theta - RATE * X.T @ (X @ theta - Y) / 3
        theta = np.sign(theta) * np.maximum(np.abs(theta) - RATE * strength, 0)
    return theta


def test_l1() -> None:
    """A loop written out; the end by hand: with both signs positive, Hθ = Xᵀy/3 − λ."""
    (found,) = parameters(trained("textbook/three_points_l1"))
    assert found == pytest.approx(shrunk(0.1, 1000), abs=1e-12)
    assert found == pytest.approx([0.405, 0.400], abs=5e-4)
    assert np.linalg.solve(HESSIAN, X.T @ Y / 3 - 0.1) == pytest.approx([0.55, 0.3], abs=1e-9)


@pytest.mark.parametrize(("strength", "end"), [(0.5, (0, 37 / 58)), (6.6, (0, 0.2 / 29)), (6.7, (0, 0))])
def test_strong_l1_switches_parameters_off(strength: float, end: tuple[float, float]) -> None:
    """By hand: with θ₁ = 0, 29/3·θ₂ = 20/3 − λ; the zeros are exact."""
    (found,) = parameters(trained("textbook/three_points_l1", f"l1={strength}"))
    assert found == pytest.approx(end, abs=1e-9)
    assert (found == 0).tolist() == [one == 0 for one in end]


@pytest.mark.slow
def test_input_dropout_on_average() -> None:
    """The mean over seeds is descent on the mean loss: p/(1 − p) = 1 adds mean(xᵢ²) to the diagonal.

    A step is linear in the parameters, with masks that don't depend on them, so that this is exact for each
    step. 200 seeds: each parameter within 5 standard errors.
    """
    found = parameters(trained("textbook/three_points_input_dropout", "evaluation.every=1000", seeds=200))
    expected = descended(1000, HESSIAN * np.eye(2))
    error = found.std(axis=0, ddof=1) / np.sqrt(len(found))
    assert (np.abs(found.mean(axis=0) - expected) < 5 * error).all()
    assert error.max() < 0.003
    assert expected == pytest.approx([0.337, 0.229], abs=5e-4)


def test_input_dropout_stays_far_from_zero() -> None:
    """Plain descent is below 0.011 after 400 steps; with dropout ten seeds never are below 0.03."""
    noisy = trained("textbook/three_points_input_dropout", seeds=10)
    plain = trained("textbook/three_points")
    assert plain[0].history["train_loss"][400] < 0.011
    assert min(run.history["train_loss"][400:].min() for run in noisy) > 0.03
    assert lowest(plain, "train_loss")[0] < 0.007
