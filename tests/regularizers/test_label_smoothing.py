"""Label smoothing: the targets it makes, the loss that amounts to, and the entropy that bounds it."""

from math import log
from typing import Any

import numpy as np
import pytest
from scipy.special import log_expit, log_softmax
from support.problems import alone, classification

from regexp.context import Context, Situation
from regexp.engine import new_member, train
from regexp.losses import Loss, SigmoidCrossEntropy, SoftmaxCrossEntropy
from regexp.optimizers import Adam, GradientDescent
from regexp.regularizers import LabelSmoothing
from regexp.spec import Array

SOFTMAX, SIGMOID = "softmax_cross_entropy", "sigmoid_cross_entropy"
LOSSES: dict[str, Loss] = {SOFTMAX: SoftmaxCrossEntropy(), SIGMOID: SigmoidCrossEntropy()}


def smoothed(y: Any, *amounts: float, loss: str = SOFTMAX) -> Array:
    """Return what it makes of targets (B, K), for runs of these amounts."""
    targets = np.array([y] * len(amounts), dtype=float)
    ctx = Context([], rows=1, epochs=1, dtype="float64", loss=loss)
    spec = LabelSmoothing.stack([LabelSmoothing(amount=amount) for amount in amounts])
    spec.inputs(np.zeros((len(amounts), len(y), 2)), targets, ctx)
    return targets


def test_targets_by_hand() -> None:
    """(1 − 0.3)·y + 0.3/3 and (1 − 0.6)·y + 0.6/3, of a certain and of a soft label."""
    found = smoothed([[1, 0, 0], [0.5, 0.5, 0]], 0.3, 0.6)
    np.testing.assert_allclose(found[0], [[0.8, 0.1, 0.1], [0.45, 0.45, 0.1]], rtol=1e-14)
    np.testing.assert_allclose(found[1], [[0.6, 0.2, 0.2], [0.4, 0.4, 0.2]], rtol=1e-14)


@pytest.mark.parametrize("loss", [SIGMOID, "squared_error"])
def test_two_classes_on_one_output_by_hand(loss: str) -> None:
    """Half of 0.3 goes to each class: what two outputs would have for the second class."""
    assert smoothed([[1], [0]], 0.3, loss=loss)[0, :, 0].tolist() == pytest.approx([0.85, 0.15])
    assert smoothed([[0, 1], [1, 0]], 0.3)[0, :, 1].tolist() == pytest.approx([0.85, 0.15])


def test_independent_outputs_by_hand() -> None:
    """Each output of sigmoid_cross_entropy is a yes or no of its own."""
    assert smoothed([[1, 0, 0]], 0.3, loss=SIGMOID)[0, 0].tolist() == pytest.approx([0.85, 0.15, 0.15])


@pytest.mark.parametrize(("loss", "outputs"), [(SOFTMAX, 4), (SIGMOID, 4), (SIGMOID, 1)])
def test_the_loss_is_a_mixture_with_that_of_uniform_targets(loss: str, outputs: int) -> None:
    """(1 − ε)·CE(y) + ε·mean(−log p) with SciPy's logarithms, p over classes or over yes and no."""
    generator = np.random.default_rng(0)
    z = 3 * generator.standard_normal((1, 20, outputs))
    y = np.eye(4)[generator.integers(4, size=20)][:, :outputs]
    yes_or_no = -(log_expit(z) + log_expit(-z)).sum(axis=-1) / 2
    uniform = yes_or_no if loss == SIGMOID else -log_softmax(z, axis=-1).mean(axis=-1)
    rows = LOSSES[loss].rows
    np.testing.assert_allclose(
        rows(z, smoothed(y, 0.2, loss=loss)), 0.8 * rows(z, y) + 0.2 * uniform, rtol=1e-12
    )


def entropy(amount: float, classes: int) -> float:
    """Return the entropy of a smoothed one-hot target, by hand."""
    own, other = 1 - amount + amount / classes, amount / classes
    return -own * log(own) - (classes - 1) * other * log(other)


def test_no_outputs_go_below_the_entropy_of_the_smoothed_target() -> None:
    """Gibbs' inequality, with logits from nearly uniform to certain; it is met by their own logarithms."""
    generator = np.random.default_rng(0)
    y = smoothed(np.eye(4)[generator.integers(4, size=500)], 0.2)
    for scale in (0.01, 1.0, 3.0, 1000.0):
        z = scale * generator.standard_normal(y.shape)
        assert (SoftmaxCrossEntropy().rows(z, y) >= entropy(0.2, 4)).all()
    np.testing.assert_allclose(SoftmaxCrossEntropy().rows(np.log(y), y), entropy(0.2, 4), rtol=1e-12)


def test_training_gets_near_the_entropy_and_not_below() -> None:
    """A net that can fit its 20 rows ends with p = the smoothed targets.

    The measured loss is of the targets as they are: −log(1 − ε + ε/K) there, the entropy at no time.
    """
    amount, loss = 0.2, SoftmaxCrossEntropy()
    optimizer = Adam(learning_rate=0.03, batch_size="full", epochs=600)
    problem = classification(
        rows=20, dtype="float64", optimizer=optimizer, regularizers=(LabelSmoothing(amount=amount),)
    )
    member, y = new_member(problem), smoothed(problem.train.y, amount)
    losses = [
        loss.rows(outputs(member.named("last"), problem.train.x)[np.newaxis], y).mean()
        for _ in train([member])
    ]
    assert min(losses) >= entropy(amount, 4)
    assert losses[0] > entropy(amount, 4) + 0.3
    assert losses[-1] == pytest.approx(entropy(amount, 4), abs=1e-4)
    assert member.history["train_loss"][-1] == pytest.approx(-log(1 - amount + amount / 4), abs=1e-2)


def outputs(named: dict[str, Array], x: Array) -> Array:
    """Return the outputs of a ReLU net."""
    for k in range(3):
        x = (np.maximum(x, 0) if k else x) @ named[f"layers/{k}/weight"] + named[f"layers/{k}/bias"]
    return x


def test_nothing_is_smoothed_when_measuring() -> None:
    """A step of 1e-30 changes no weight, so that the measured numbers are those of the run without it."""
    optimizer = GradientDescent(learning_rate=1e-30, epochs=1)
    plain, smooth = (
        classification(optimizer=optimizer, regularizers=some) for some in ((), (LabelSmoothing(amount=0.3),))
    )
    assert alone(plain).history.values.tobytes() == alone(smooth).history.values.tobytes()


def test_it_objects_to_numbers() -> None:
    def reason(classes: bool | None) -> str | None:
        return LabelSmoothing(amount=0.1).objection(Situation((8,), "adam", True, classes=classes))

    assert reason(False) == "needs classes, and the targets are numbers; use mixup or input_noise"
    assert (reason(True), reason(None)) == (None, None)
