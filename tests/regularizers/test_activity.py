"""L1 and L2 of activations: their gradients against central differences, and what they do to a net."""

import numpy as np
import pytest
from support.gradients import FrozenStep
from support.problems import alone, classification

from regexp.activations import Activation, Gelu, Relu
from regexp.context import Situation
from regexp.engine import Member
from regexp.optimizers import Adam
from regexp.regularizers import ActivityL1, ActivityL2, Dropout, Regularizer
from regexp.spec import Array

TOLERANCE = 1e-7
PENALTIES = {"l1": ActivityL1, "l2": ActivityL2}

each = pytest.mark.parametrize("cls", PENALTIES.values(), ids=PENALTIES)


def cost(regularizer: ActivityL1 | ActivityL2, hidden: tuple[Array, ...]) -> float:
    """Return λ·(1/B)·Σ|h| or λ/2·(1/B)·Σh² of activations (1, B, O), from the formula."""
    chosen = [h[0] for k, h in enumerate(hidden) if regularizer.layers is None or k in regularizer.layers]
    if isinstance(regularizer, ActivityL1):
        return sum(regularizer.strength / len(h) * float(np.abs(h).sum()) for h in chosen)
    return sum(regularizer.strength / 2 / len(h) * float((h**2).sum()) for h in chosen)


@pytest.mark.parametrize("layers", [None, (0,), (1,)])
@pytest.mark.parametrize("others", [(), (Dropout(rate=0.4),)], ids=["alone", "dropout"])
@pytest.mark.parametrize("activation", [Relu(), Gelu()], ids=["relu", "gelu"])
@each
def test_the_gradient_is_that_of_the_formula(
    cls: type[ActivityL1 | ActivityL2],
    activation: Activation,
    others: tuple[Regularizer, ...],
    layers: tuple[int, ...] | None,
) -> None:
    """With dropout, h are the activations that it leaves and rescales."""
    penalty = cls(strength=0.7, layers=layers)
    problem = classification(
        3,
        rows=6,
        held_out=0,
        dtype="float64",
        hidden=(5, 4),
        activation=activation,
        regularizers=(penalty, *others),
    )
    step = FrozenStep(problem)
    assert step.error(lambda: step.loss() + cost(penalty, step.hidden)) < TOLERANCE
    assert step.error() > 1e-3, "the term is there"


def mean_square(member: Member, x: Array) -> tuple[float, float]:
    """Return the mean square of the first hidden layer's activations, and the fraction that is active."""
    named = member.named("last")
    h = np.maximum(x @ named["layers/0/weight"] + named["layers/0/bias"], 0)
    return float((h**2).mean()), float((h > 0).mean())


def test_l1_leaves_fewer_units_active_and_l2_smaller_ones() -> None:
    optimizer = Adam(learning_rate=0.01, batch_size=16, epochs=40)
    plain, sparse, small = (
        classification(optimizer=optimizer, regularizers=chosen)
        for chosen in ((), (ActivityL1(strength=0.2),), (ActivityL2(strength=0.2),))
    )
    squares, active = zip(
        *(mean_square(alone(problem), plain.train.x) for problem in (plain, sparse, small)), strict=True
    )
    assert active[1] < active[0] / 2
    assert squares[2] < squares[0] / 4


@each
def test_it_objects_to_a_model_without_hidden_units(cls: type[ActivityL1 | ActivityL2]) -> None:
    instead = cls.kind_name().removeprefix("activity_")
    reason = cls(strength=1.0).objection(Situation((), "adam", True))
    assert reason == f"acts on hidden units and a linear model has none; use {instead}"
    assert cls(strength=1.0).objection(Situation((8,), "adam", True)) is None
