"""Confidence penalty: its gradient against central differences of SciPy's entropies, and where it ends."""

from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.special import entr, expit, softmax
from support.gradients import FrozenStep
from support.problems import alone, classification

from regexp.context import Context, Situation
from regexp.engine import Problem, rows_of
from regexp.losses import Loss, SigmoidCrossEntropy, SoftmaxCrossEntropy
from regexp.optimizers import GradientDescent
from regexp.regularizers import ConfidencePenalty
from regexp.spec import Array

LOSSES: dict[str, Loss] = {
    "softmax_cross_entropy": SoftmaxCrossEntropy(),
    "sigmoid_cross_entropy": SigmoidCrossEntropy(),
}


def entropy(z: Array, loss: str) -> float:
    """Return the mean over rows (B, K) of the entropy of what is predicted."""
    if loss == "softmax_cross_entropy":
        return float(entr(softmax(z, axis=1)).sum(axis=1).mean())
    return float((entr(expit(z)) + entr(expit(-z))).sum(axis=1).mean())


def slope(z: Any, loss: str, *strengths: float) -> Array:
    """Return what is added to the gradient at outputs (B, K), for runs of these strengths."""
    logits = np.array([z] * len(strengths), dtype=float)
    delta = np.zeros_like(logits)
    spec = ConfidencePenalty.stack([ConfidencePenalty(strength=strength) for strength in strengths])
    ctx = Context([], rows=1, epochs=1, dtype="float64", loss=loss)
    spec.output_gradient(delta, logits, np.zeros_like(logits), ctx)
    assert (logits == z).all()
    return delta


def small(loss: Loss, outputs: int, *chosen: ConfidencePenalty) -> Problem:
    """Return six rows on a small net with so many outputs."""
    generator = np.random.default_rng(2)
    targets = np.eye(4)[generator.integers(4, size=6)][:, :outputs]
    rows = rows_of(generator.standard_normal((6, 7)), targets, "float64")
    changes: dict[str, Any] = {"train": rows, "loss": loss, "hidden": (5,), "regularizers": chosen}
    return classification(held_out=0, dtype="float64", **changes)


@pytest.mark.parametrize(
    ("loss", "outputs"),
    [("softmax_cross_entropy", 4), ("sigmoid_cross_entropy", 1), ("sigmoid_cross_entropy", 4)],
)
def test_the_gradient_is_that_of_the_formula(loss: str, outputs: int) -> None:
    step = FrozenStep(small(LOSSES[loss], outputs, ConfidencePenalty(strength=0.6)))
    assert step.error(lambda: step.loss() - 0.6 * entropy(step.outputs, loss)) < 1e-7
    assert step.error() > 1e-3, "the term is there"


@pytest.mark.parametrize("loss", LOSSES)
def test_there_is_no_slope_where_nothing_is_more_certain_than_the_rest(loss: str) -> None:
    assert (slope(np.zeros((3, 4)), loss, 2.0) == 0).all()
    if loss == "softmax_cross_entropy":
        np.testing.assert_allclose(slope(np.full((3, 4), 7.3), loss, 2.0), 0, atol=1e-14)


def test_one_logistic_output_is_a_softmax_of_two() -> None:
    """softmax((0, z)) = (1 − p, p): the same entropy, so the same slope at z; by strength and by run."""
    z = np.linspace(-6, 6, 25)
    two = slope(np.column_stack([np.zeros(25), z]), "softmax_cross_entropy", 0.3, 0.9)
    one = slope(z[:, np.newaxis], "sigmoid_cross_entropy", 0.3, 0.9)
    np.testing.assert_allclose(two[..., 1], one[..., 0], rtol=1e-12, atol=1e-17)
    np.testing.assert_allclose(one[1], 3 * one[0], rtol=1e-12)


@pytest.mark.parametrize("loss", LOSSES)
def test_certain_predictions_have_no_slope_and_no_nan(loss: str) -> None:
    """p·(1 − p)·z and its like tend to 0 much faster than z grows."""
    z = np.array([[1e4, -1e4, -1e4], [-1e30, -1e30, 1e30]])
    np.testing.assert_allclose(slope(z, loss, 1.0), 0, atol=1e-300)


@pytest.mark.parametrize("strength", [0.3, 0.5, 2.0])
def test_it_ends_where_certainty_and_penalty_balance(strength: float) -> None:
    """One class only, inputs of 0, so that the bias z is all there is.

    The slope of −log p − β·H, (p − 1) + β·p·(1 − p)·z, is 0 where β·p·z = 1; SciPy solves that.
    """
    expected = brentq(lambda z: strength * z * expit(z) - 1, 0, 20, xtol=1e-14)
    rows = rows_of(np.zeros((4, 7)), np.ones((4, 1)), "float64")
    problem = classification(
        train=rows,
        validation=rows,
        dtype="float64",
        hidden=(),
        loss=SigmoidCrossEntropy(),
        optimizer=GradientDescent(learning_rate=2.0, epochs=3000),
        regularizers=(ConfidencePenalty(strength=strength),),
        every=3000,
    )
    assert alone(problem).theta[-1] == pytest.approx(expected, abs=1e-9)


def test_it_objects_to_losses_without_probabilities() -> None:
    def reason(loss: str | None) -> str | None:
        return ConfidencePenalty(strength=0.1).objection(Situation((8,), "adam", True, loss=loss))

    for loss in ("squared_error", "half_squared_error"):
        assert reason(loss) == f"needs softmax_cross_entropy or sigmoid_cross_entropy, not {loss}"
    assert [reason(loss) for loss in (None, *LOSSES)] == [None, None, None]
