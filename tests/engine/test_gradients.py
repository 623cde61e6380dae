"""Gradients against central differences in float64, over everything that is registered.

The differences are taken of the formulas of loss and penalty; a new activation, loss or regularizer is tested
without being named here. Left out are regularizers whose gradient belongs to no loss that the engine could
tell: those need a test of their own.
"""

import pytest
from support.components import example, label, objects, overrides, regularizers
from support.gradients import FrozenStep
from support.problems import classification

from regexp.activations import Activation, Tanh
from regexp.engine import Problem
from regexp.initializations import Normal
from regexp.losses import Loss, SoftmaxCrossEntropy
from regexp.optimizers import Adam
from regexp.regularizers import Regularizer

TOLERANCE = 1e-7
"""Of the whole gradient's length; the differences themselves are good to about 1e-9."""

DEPTHS = {0: (), 1: (4,), 2: (4, 3), 3: (4, 3, 3)}


def checkable(regularizer: Regularizer) -> bool:
    """Tell whether the gradient is that of loss + penalty, and there is something of it to check."""
    adds = overrides(regularizer, "output_gradient", "gradient", "perturb")
    adds |= overrides(regularizer, "activate_backward") and not overrides(regularizer, "activate")
    does = overrides(regularizer, "inputs", "weights", "multiplier", "activate", "penalty_gradient")
    return does and not adds and not objects(regularizer, Adam(), 1)


CHECKED = [regularizer for regularizer in regularizers() if checkable(regularizer)]
FIRSTS = list({type(regularizer): regularizer for regularizer in reversed(CHECKED)}.values())


def small(activation: type[Activation], loss: type[Loss], depth: int, *chosen: Regularizer) -> Problem:
    """Return six rows on a small net whose weights are far from zero, for slopes of all sizes."""
    fitting = tuple(one for one in chosen if not objects(one, Adam(), depth))
    return classification(
        3,
        rows=6,
        held_out=0,
        dtype="float64",
        hidden=DEPTHS[depth],
        activation=example(activation),
        loss=example(loss),
        initialization=Normal(standard_deviation=0.8),
        regularizers=fitting,
        seed=depth,
    )


activations = pytest.mark.parametrize("activation", Activation.kinds().values(), ids=Activation.kinds())
losses = pytest.mark.parametrize("loss", Loss.kinds().values(), ids=Loss.kinds())


@pytest.mark.parametrize("depth", [1, 2, 3])
@losses
@activations
@pytest.mark.parametrize("regularizer", FIRSTS, ids=label)
def test_each_regularizer(
    regularizer: Regularizer, activation: type[Activation], loss: type[Loss], depth: int
) -> None:
    assert FrozenStep(small(activation, loss, depth, regularizer)).error() < TOLERANCE


@pytest.mark.parametrize("depth", DEPTHS)
@losses
@activations
@pytest.mark.parametrize("chosen", [(), FIRSTS], ids=["none", "all"])
def test_none_and_all_at_once(
    chosen: list[Regularizer], activation: type[Activation], loss: type[Loss], depth: int
) -> None:
    assert FrozenStep(small(activation, loss, depth, *chosen)).error() < TOLERANCE


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("regularizer", CHECKED, ids=label)
def test_each_choice_of_each_regularizer(regularizer: Regularizer, depth: int) -> None:
    assert FrozenStep(small(Tanh, SoftmaxCrossEntropy, depth, regularizer)).error() < TOLERANCE


def test_this_test_can_fail() -> None:
    """A penalty that is twice what its gradient says is found out."""
    step = FrozenStep(small(Tanh, SoftmaxCrossEntropy, 2))
    assert step.error(lambda: step.loss() + 1e-5 * float((step.theta**2).sum())) > TOLERANCE
