"""A whole run against a loop written out in NumPy, as one would on paper."""

import numpy as np
import pytest
from support.problems import alone

from regexp.activations import Sigmoid
from regexp.engine import Problem, rows_of
from regexp.initializations import Zeros
from regexp.losses import SigmoidCrossEntropy
from regexp.optimizers import GradientDescent
from regexp.regularizers import L2
from regexp.spec import Array

ROWS, INPUTS, HIDDEN, EPOCHS, RATE, STRENGTH = 30, 4, 6, 50, 0.8, 1.5


def data() -> tuple[Array, Array, dict[str, Array]]:
    """Return inputs, two classes as 0 and 1, and weights to start from."""
    generator = np.random.default_rng(11)
    x = generator.standard_normal((ROWS, INPUTS))
    y = (x[:, :1] * x[:, 1:2] + 0.3 * generator.standard_normal((ROWS, 1)) > 0).astype(float)
    start = {
        "layers/0/weight": generator.standard_normal((INPUTS, HIDDEN)),
        "layers/0/bias": np.zeros(HIDDEN),
        "layers/1/weight": generator.standard_normal((HIDDEN, 1)),
        "layers/1/bias": np.zeros(1),
    }
    return x, y, start


def by_hand(x: Array, y: Array, start: dict[str, Array]) -> tuple[list[float], list[float], dict[str, Array]]:
    """Return loss and penalty after each epoch, and the weights at the end."""

    def sigmoid(z: Array) -> Array:
        return 1 / (1 + np.exp(-z))

    w0, b0, w1, b1 = (start[name].copy() for name in start)
    losses, penalties = [], []
    for _ in range(EPOCHS):
        hidden = sigmoid(x @ w0 + b0)
        error = (sigmoid(hidden @ w1 + b1) - y) / ROWS
        back = error @ w1.T * hidden * (1 - hidden)
        steps = (
            x.T @ back + STRENGTH / ROWS * w0,
            back.sum(axis=0),
            hidden.T @ error + STRENGTH / ROWS * w1,
            error.sum(0),
        )
        w0, b0, w1, b1 = (value - RATE * step for value, step in zip((w0, b0, w1, b1), steps, strict=True))
        p = sigmoid(sigmoid(x @ w0 + b0) @ w1 + b1)
        losses.append(-float((y * np.log(p) + (1 - y) * np.log(1 - p)).mean()))
        penalties.append(STRENGTH / (2 * ROWS) * float((w0**2).sum() + (w1**2).sum()))
    return losses, penalties, dict(zip(start, (w0, b0, w1, b1), strict=True))


def test_logistic_network_with_half_mean_l2() -> None:
    """50 epochs of full-batch descent in float64: loss, penalty λ/(2m)·Σw² and all weights, to 1e-10."""
    x, y, start = data()
    losses, penalties, weights = by_hand(x, y, start)
    rows = rows_of(x, y, "float64")
    member = alone(
        Problem(
            seed=0,
            train=rows,
            validation=rows,
            flipped=None,
            classification=True,
            hidden=(HIDDEN,),
            activation=Sigmoid(),
            initialization=Zeros(),
            loss=SigmoidCrossEntropy(),
            dtype="float64",
            weights=start,
            optimizer=GradientDescent(learning_rate=RATE, epochs=EPOCHS),
            regularizers=(L2(strength=STRENGTH, scale="half_mean"),),
        )
    )
    np.testing.assert_allclose(member.history["train_loss"], losses, rtol=0, atol=1e-10)
    np.testing.assert_allclose(member.history["penalty"], penalties, rtol=0, atol=1e-10)
    found = member.named("last")
    assert list(found) == list(weights)
    for name, expected in weights.items():
        np.testing.assert_allclose(found[name], expected, rtol=0, atol=1e-10)
    assert losses[0] - losses[-1] > 0.01
    assert member.history["train_accuracy"][-1] == pytest.approx(
        1 - np.mean((predicted(x, weights) > 0) != (y > 0.5))
    )


def predicted(x: Array, weights: dict[str, Array]) -> Array:
    """Return the log odds of the second class."""
    w0, b0, w1, b1 = weights.values()
    return (1 / (1 + np.exp(-(x @ w0 + b0)))) @ w1 + b1
