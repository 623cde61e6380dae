"""Runs that are stored at any epoch and go on, with several components that have a state: the same bits.

What is registered is combined as it is. Every regularizer meets every normalization, and takes turns with
optimizers and schedules; those that fit each other also go on together.
"""

from itertools import product

import pytest
from support.components import example, label, objects, optimizers, regularizers
from support.problems import after, alone, classification, different

from regexp.engine import Member, Problem, freeze, thaw, train
from regexp.normalizations import NONE, Normalization
from regexp.optimizers import ClosedForm, Iterative
from regexp.regularizers import Regularizer
from regexp.schedules import Schedule

NORMALIZATIONS = [example(cls) for cls in Normalization.kinds().values() if cls is not type(NONE)]
SCHEDULES = [example(cls) for cls in Schedule.kinds().values()]
OPTIMIZERS = [
    one
    for one in {type(one): one for one in optimizers(epochs=5)}.values()
    if not isinstance(one, ClosedForm)
]
FIRSTS = list({type(one): one for one in reversed(regularizers())}.values())
AVERAGERS = [one for one in FIRSTS if one.acts_at("evaluation")]
OTHERS = [one for one in FIRSTS if one not in AVERAGERS and not one.acts_at("stop")]


def problem(
    turn: int, normalization: Normalization, *chosen: Regularizer, schedule: Schedule | None = None
) -> Problem:
    """Return five epochs of three steps with these components and an optimizer that fits, by turns."""
    fitting = [one for one in OPTIMIZERS if not any(objects(each, one, 2) for each in chosen)]
    optimizer = fitting[turn % len(fitting)]
    if isinstance(optimizer, Iterative):
        following = schedule or SCHEDULES[turn % len(SCHEDULES)]
        optimizer = optimizer.model_copy(update={"schedule": following})
    return classification(
        rows=36,
        normalization=normalization,
        regularizers=chosen,
        optimizer=optimizer,
        every=1 + turn % 2,
    )


def name(case: Problem) -> str:
    """Return a short name for a test's parameter."""
    schedules = [case.optimizer.schedule] if isinstance(case.optimizer, Iterative) else []
    parts = (case.normalization, case.optimizer, *schedules, *case.regularizers[:1])
    return " ".join(label(component) for component in parts)


def interrupted(case: Problem, epoch: int) -> Member:
    """Return a run that was stored after an epoch, and trained to its end."""
    member = thaw(case, freeze(after(case, epoch)))
    for _ in train([member]):
        pass
    return member


def assert_goes_on(case: Problem) -> None:
    """Interrupt a run after each of its epochs but the last."""
    expected = alone(case)
    assert expected.status in ("completed", "early_stopped")
    for epoch in range(1, expected.epoch):
        assert different(interrupted(case, epoch), expected) == []


PAIRS = [problem(turn, *pair) for turn, pair in enumerate(product(NORMALIZATIONS, FIRSTS))]


@pytest.mark.slow
@pytest.mark.parametrize("case", PAIRS, ids=name)
def test_every_regularizer_with_every_normalization(case: Problem) -> None:
    assert_goes_on(case)


AVERAGED = [
    problem(turn, normalization, averager, schedule=schedule)
    for turn, (normalization, averager, schedule) in enumerate(
        product((NONE, *NORMALIZATIONS), AVERAGERS, SCHEDULES)
    )
]


@pytest.mark.slow
@pytest.mark.parametrize("case", AVERAGED, ids=name)
def test_every_average_with_every_normalization_and_schedule(case: Problem) -> None:
    assert_goes_on(case)


TOGETHER = [
    problem(turn, normalization, averager, *OTHERS)
    for turn, (normalization, averager) in enumerate(product((NONE, *NORMALIZATIONS), AVERAGERS))
]


@pytest.mark.parametrize("case", TOGETHER, ids=name)
def test_all_regularizers_at_once(case: Problem) -> None:
    assert_goes_on(case)
