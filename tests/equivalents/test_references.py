"""PyTorch and Keras move weights by the gradient that the converted strength has here.

Expected numbers: tests/references/conventions.npz, written by PyTorch 2.13 and Keras 3.15.
"""

from pathlib import Path

import numpy as np
import pytest
from support.components import example
from support.conventions import Case, context, our_gradient, stacked

from regexp.equivalents.conversion import conversions
from regexp.equivalents.facts import Facts
from regexp.equivalents.keras import ROWS_OF_KERAS
from regexp.equivalents.numbers import values_of
from regexp.equivalents.row import Row
from regexp.equivalents.torch import ROWS_OF_TORCH
from regexp.losses import Loss, SoftmaxCrossEntropy, SquaredError
from regexp.regularizers import GradientClip, LabelSmoothing, Regularizer, WeightDecay
from regexp.spec import Array

NUMBERS = np.load(Path(__file__).parents[1] / "references" / "conventions.npz")
THEIRS = 0.3
"""The setting in all references; of Keras's L1L2 that of l1, with half of it for l2."""


def case_of(row: Row, loss: str, y: Array) -> Case:
    """Return our loss and the regularizer that a row's reference converts to."""
    ours = example(Regularizer.kinds()[row.kind])
    if row.kind != "l2" and "method" in type(ours).model_fields:
        ours = ours.model_copy(update={"method": "subgradient"})
    size = {"m": float(len(y)), "b": float(len(y)), "K": float(y.shape[1]), "sd": float(y.std())}
    values = values_of(ours, Facts("reference", loss, "linear", size))
    (found,) = conversions(row, ours, loss)
    name = row.settings[0][0]
    strength = found.backwards(0).value({**values, name: THEIRS})
    converted = ours.model_copy(update={"strength": strength})
    return Case(row, Loss.kinds()[loss](), converted, y, found, {**values, "λ": strength})


@pytest.mark.parametrize(
    ("tool", "row", "loss", "outputs"),
    [
        pytest.param(tool, row, loss, outputs, id=f"{tool}-{row.kind}-{loss}-{outputs}")
        for tool, rows in {"torch": ROWS_OF_TORCH, "keras": ROWS_OF_KERAS}.items()
        for row in rows
        if row.kind in ("l1", "l2", "elastic_net")
        for loss in row.losses or ()
        for outputs in (1, 3)
        if (loss, outputs) != ("softmax_cross_entropy", 1)
    ],
)
def test_their_step_is_ours(tool: str, row: Row, loss: str, outputs: int) -> None:
    """Their gradient is ours at the converted strength, times their data term over ours."""
    name = f"{loss.removeprefix('half_')}/{outputs}"
    case = case_of(row, loss, NUMBERS[f"{name}/y"])
    start = NUMBERS[f"{name}/start"]
    ours = our_gradient(case, start, np.zeros(outputs), x=NUMBERS["x"])
    assert ours * case.data == pytest.approx(NUMBERS[f"{name}/{tool}/{row.kind}"], rel=1e-6, abs=1e-6)
    second = [made.value(case.values) for _, made in case.conversion.settings[1:]]
    assert second == ([pytest.approx(THEIRS / 2)] if row.kind == "elastic_net" else [])


@pytest.mark.parametrize("kind", ["l1", "l2"])
def test_the_activity_of_keras_is_ours(kind: str) -> None:
    """The first layer of a linear network, whose activations cost something."""
    (row,) = (row for row in ROWS_OF_KERAS if row.kind == f"activity_{kind}")
    y, last, start = (NUMBERS[f"activity/{name}"] for name in ("y", "last", "start"))
    case = case_of(row, "squared_error", y)
    hidden = (NUMBERS["x"] @ start)[np.newaxis]
    delta = hidden @ last
    SquaredError().gradient(delta, y[np.newaxis])
    delta = delta @ last.T
    stacked(case.regularizer).activate_backward(delta, hidden, 0, context())
    ours = NUMBERS["x"].T @ delta[0]
    assert ours * case.data == pytest.approx(NUMBERS[f"activity/{kind}"], rel=1e-6, abs=1e-6)


OTHERS = {name: NUMBERS[f"others/{name}"] for name in ("start", "labels", "numbers")}


def value_of(tool: str, kind: str) -> tuple[Row, float]:
    """Return the row of a tool whose setting is our number, and our number at their setting."""
    rows = {"torch": ROWS_OF_TORCH, "keras": ROWS_OF_KERAS}[tool]
    row = next(row for row in rows if row.kind == kind)
    loss = "softmax_cross_entropy" if kind == "label_smoothing" else "squared_error"
    (found,) = conversions(row, example(Regularizer.kinds()[kind]), loss if row.losses else None)
    return row, found.backwards(0).value({"K": 3.0, found.settings[0][0]: THEIRS})


@pytest.mark.parametrize("tool", ["torch", "keras"])
def test_smoothed_labels_are_ours(tool: str) -> None:
    _, amount = value_of(tool, "label_smoothing")
    y = OTHERS["labels"][np.newaxis].copy()
    stacked(LabelSmoothing(amount=amount)).inputs(NUMBERS["x"][np.newaxis].copy(), y, context())
    delta = (NUMBERS["x"] @ OTHERS["start"])[np.newaxis]
    SoftmaxCrossEntropy().gradient(delta, y)
    moved = NUMBERS[f"others/{tool}/label_smoothing"]
    assert NUMBERS["x"].T @ delta[0] == pytest.approx(moved, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("tool", ["torch", "keras"])
def test_a_clipped_gradient_is_ours_times_their_data_term(tool: str) -> None:
    row, limit = value_of(tool, "gradient_clip")
    delta = (NUMBERS["x"] @ OTHERS["start"])[np.newaxis]
    SquaredError().gradient(delta, OTHERS["numbers"][np.newaxis])
    gradient = (NUMBERS["x"].T @ delta[0]).reshape(1, 1, -1)
    stacked(GradientClip(limit=limit)).gradient(gradient, context())
    assert row.losses is not None
    data = row.losses["squared_error"].value({"K": 3.0})
    moved = NUMBERS[f"others/{tool}/gradient_clip"]
    assert data * gradient.reshape(moved.shape) == pytest.approx(moved, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("tool", ["torch", "keras"])
def test_decoupled_decay_is_ours(tool: str) -> None:
    """By how much more a step of AdamW with a learning rate of 0.1 moves the weights with weight_decay."""
    _, strength = value_of(tool, "weight_decay")
    weights = OTHERS["start"][np.newaxis].copy()
    ctx = context()
    ctx.rate = np.full((1, 1, 1), 0.1)
    stacked(WeightDecay(strength=strength)).before_update(weights.reshape(1, 1, -1), [weights], ctx)
    moved = NUMBERS[f"others/{tool}/weight_decay"]
    assert OTHERS["start"] - weights[0] == pytest.approx(moved, rel=1e-6, abs=1e-6)
