"""What holds for every schedule that is registered, warmed up or not; nothing here names one."""

import re
from collections.abc import Sequence

import numpy as np
import pytest
from support.components import example, label, variants
from support.problems import after, alone, classification, different, trained
from support.rates import BASE, EPOCHS, rates

from regexp.context import Context
from regexp.engine import Member, Problem, freeze, thaw, train
from regexp.optimizers import Adam
from regexp.regularizers import EarlyStopping
from regexp.schedules import Schedule

KINDS = Schedule.kinds()


def all_variants() -> list[Schedule]:
    """Return every schedule in each of its variants, and its example without a warm-up."""
    found = [variant for cls in KINDS.values() for variant in variants(cls)]
    colder = [one.model_copy(update={"warmup": 0.0}) for one in found if "warmup" in type(one).model_fields]
    return [*found, *colder]


each_variant = pytest.mark.parametrize(
    "schedule", all_variants(), ids=lambda one: f"{label(one)}-{getattr(one, 'warmup', '')}"
)


def problem(schedule: Schedule, seed: int = 0, every: int = 1, stops: bool = False) -> Problem:
    """Return a run of eight epochs of three steps whose validation loss goes up and down."""
    optimizer = Adam(learning_rate=0.05, batch_size=11, epochs=8, schedule=schedule)
    leaving = (EarlyStopping(patience=2, min_delta=1e3),) if stops else ()
    return classification(optimizer=optimizer, rows=33, seed=seed, every=every, regularizers=leaving)


def spread(schedule: Schedule) -> list[Schedule]:
    """Return schedules that differ in every field that may differ within a stack."""
    names = type(schedule).per_run()
    changes = [{name: type(getattr(schedule, name))(getattr(schedule, name) * 0.7 + 1e-3)} for name in names]
    counts = [name for name in names if isinstance(getattr(schedule, name), int)]
    longer = [{name: getattr(schedule, name) + 1} for name in counts]
    return [schedule.model_copy(update=change) for change in ({}, *changes, *longer)]


def same(members: Sequence[Member], problems: Sequence[Problem]) -> bool:
    return all(different(*pair) == [] for pair in zip(members, map(alone, problems), strict=True))


@each_variant
def test_rates_are_float64_and_positive(schedule: Schedule) -> None:
    spec = type(schedule).stack([schedule] * 3)
    base = np.array([0.1, 1e-5, 3.0]).reshape(3, 1, 1)
    ctx = Context([], rows=1, epochs=EPOCHS, dtype="float32")
    spec.init_state(base, ctx)
    for ctx.epoch in range(1, EPOCHS + 1):
        ctx.step = ctx.epoch
        found = spec.rate(base, {}, ctx)
        assert found.shape == (3, 1, 1)
        assert found.dtype == np.float64
        assert (found > 0).all()
        assert (found <= base).all()


@each_variant
@pytest.mark.parametrize("every", [1, 3])
def test_stacked_and_alone_are_the_same(schedule: Schedule, every: int) -> None:
    problems = [problem(one, seed % 2, every) for seed, one in enumerate(spread(schedule))]
    assert same(trained(*problems), problems)


@each_variant
def test_the_others_go_on_when_runs_have_left(schedule: Schedule) -> None:
    problems = [problem(schedule, seed, stops=seed == 1) for seed in range(3)]
    found = trained(*problems)
    assert [member.epoch for member in found] == [8, 3, 8]
    assert same(found, problems)


@each_variant
@pytest.mark.parametrize("every", [1, 3])
def test_a_stored_run_goes_on_as_if_it_had_not_been(schedule: Schedule, every: int) -> None:
    given = problem(schedule, every=every)
    expected = alone(given)
    for epoch in (1, 2, 3, 4, 6):
        member = thaw(given, freeze(after(given, epoch)))
        for _ in train([member]):
            pass
        assert different(member, expected) == []


@each_variant
def test_the_column_is_the_rate_of_the_last_step_before_the_measurement(schedule: Schedule) -> None:
    """The schedule asked by itself about the metrics that the run has measured."""
    given = problem(schedule)
    measured = alone(given).history
    expected = rates(schedule, steps=3, monitored=measured["validation_loss"].tolist(), epochs=8, base=0.05)
    assert measured["learning_rate"].tolist() == expected[2::3]


@pytest.mark.parametrize("cls", KINDS.values(), ids=KINDS)
def test_what_a_schedule_without_settings_does(cls: type[Schedule]) -> None:
    """It starts at the base rate or below, never leaves it upwards, and needs no setting."""
    found = rates(cls())
    assert 0 < min(found) <= max(found) <= BASE


@pytest.mark.parametrize("cls", KINDS.values(), ids=KINDS)
def test_its_docstring_has_a_formula(cls: type[Schedule]) -> None:
    assert re.search(r"rate\w* = ", cls.__doc__ or "")


def test_examples_use_every_field_that_may_differ() -> None:
    for cls in KINDS.values():
        for name in cls.per_run():
            assert getattr(example(cls), name) != cls.model_fields[name].default, name
