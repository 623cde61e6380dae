"""Gradients through the hooks, alone and together, against central differences in float64."""

from collections.abc import Callable

import numpy as np
import pytest
from support.gradients import FrozenStep
from support.hooks import (
    ActivityPenalty,
    CentredWeights,
    ConfidencePenalty,
    LateActivityPenalty,
    Mix,
    Scale,
    SmoothLabels,
    WeightMask,
)
from support.problems import classification

from regexp.activations import Gelu, Relu
from regexp.numerics import softmax
from regexp.regularizers import L2, Dropout, InputDropout, Regularizer

TOLERANCE = 1e-7

FORWARD: dict[str, list[Regularizer]] = {
    "weights": [WeightMask()],
    "weights twice": [WeightMask(), CentredWeights()],
    "activations": [Mix()],
    "activations twice": [Mix(), Scale()],
    "inputs and targets": [SmoothLabels()],
    "all": [
        WeightMask(),
        Mix(),
        Scale(),
        SmoothLabels(),
        Dropout(rate=0.3),
        InputDropout(rate=0.2),
        L2(strength=0.1),
    ],
}


def step(regularizers: list[Regularizer], smooth: bool = True) -> FrozenStep:
    return FrozenStep(
        classification(
            3,
            rows=6,
            held_out=0,
            dtype="float64",
            hidden=(5, 4),
            activation=Gelu() if smooth else Relu(),
            regularizers=tuple(regularizers),
        )
    )


def activity(run: FrozenStep) -> float:
    return sum(float(0.1 * (h**2).sum() / h.shape[1]) for h in run.hidden)


def confidence(run: FrozenStep) -> float:
    p = run.outputs.copy()
    softmax(p)
    return float(0.3 * (p * np.log(p)).sum() / len(p))


@pytest.mark.parametrize("smooth", [True, False], ids=["gelu", "relu"])
@pytest.mark.parametrize("name", FORWARD)
def test_what_changes_the_forward_pass(name: str, smooth: bool) -> None:
    assert step(FORWARD[name], smooth).error() < TOLERANCE


@pytest.mark.parametrize("smooth", [True, False], ids=["gelu", "relu"])
@pytest.mark.parametrize("others", [[], *FORWARD.values()], ids=["alone", *FORWARD])
@pytest.mark.parametrize(
    ("regularizer", "term"),
    [(ActivityPenalty(), activity), (LateActivityPenalty(), activity), (ConfidencePenalty(), confidence)],
    ids=["activity", "late activity", "confidence"],
)
def test_what_adds_to_the_gradient(
    regularizer: Regularizer, term: Callable[[FrozenStep], float], others: list[Regularizer], smooth: bool
) -> None:
    run = step([regularizer, *others], smooth)
    assert run.error(lambda: run.loss() + term(run)) < TOLERANCE
    assert run.error() > 1e-3, "the term is there"
