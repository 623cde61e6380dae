"""What holds for every optimizer and schedule that is registered; nothing here names one."""

import re
from dataclasses import replace

import numpy as np
import pytest
from pydantic import TypeAdapter, ValidationError
from support.components import example, label, optimizers, variants
from support.problems import alone, different, fitting, trained

from regexp.context import Context
from regexp.engine import Problem
from regexp.optimizers import Iterative, Optimizer
from regexp.schedules import Schedule
from regexp.spec import Array, Spec

KINDS = Optimizer.kinds()
ITERATIVE = {kind: cls for kind, cls in KINDS.items() if issubclass(cls, Iterative)}
FAMILIES = {"optimizer": Optimizer, "schedule": Schedule}
MEMBERS = [(family, cls) for family in FAMILIES.values() for cls in family.kinds().values()]

each_member = pytest.mark.parametrize(("family", "cls"), MEMBERS, ids=lambda cls: cls.__name__)
each_variant = pytest.mark.parametrize("optimizer", optimizers(epochs=4), ids=label)


def spread(optimizer: Optimizer) -> list[Problem]:
    """Return runs that differ in every field that may differ within a stack, and in their seeds."""
    changes = [{name: getattr(optimizer, name) * 0.7} for name in type(optimizer).per_run()]
    runs = [optimizer.model_copy(update=change) for change in ({}, *changes, {})]
    return [fitting(run, rows=33, seed=seed % 2) for seed, run in enumerate(runs)]


@each_variant
def test_stacked_and_alone_are_the_same(optimizer: Optimizer) -> None:
    problems = spread(optimizer)
    assert len({problem.shape for problem in problems}) == 1
    for member, problem in zip(trained(*problems), problems, strict=True):
        assert different(member, alone(problem)) == []


@pytest.mark.parametrize(
    "schedule", [v for cls in Schedule.kinds().values() for v in variants(cls)], ids=label
)
@pytest.mark.parametrize("cls", ITERATIVE.values(), ids=ITERATIVE)
def test_every_schedule_stacked_and_alone(cls: type[Iterative], schedule: Schedule) -> None:
    problems = [
        fitting(example(cls, epochs=4, schedule=one), rows=33) for one in (schedule, example(cls).schedule)
    ]
    for member, problem in zip(trained(*problems), problems, strict=True):
        assert different(member, alone(problem)) == []


@each_variant
def test_it_makes_the_training_loss_smaller(optimizer: Optimizer) -> None:
    """Against the start, which a single epoch with a vanishing step measures."""
    problem = fitting(optimizer, dtype="float64")
    still = example(ITERATIVE["gd"], learning_rate=1e-300, epochs=1)
    start = alone(replace(problem, optimizer=still)).history["train_loss"][0]
    assert alone(problem).history["train_loss"][-1] < start


@pytest.mark.parametrize("cls", KINDS.values(), ids=KINDS)
def test_its_state_leads_with_the_runs(cls: type[Optimizer]) -> None:
    """(R, …), in the dtype of theta where it is as long, so that runs can leave and be stored."""
    spec = cls.stack([example(cls)] * 3)
    ctx, theta = Context([], rows=1, epochs=1, dtype="float32"), np.ones((3, 1, 5), "float32")
    spec.init_state(theta, ctx)
    for array in ctx.state.values():
        assert array.shape[0] == 3
        assert array.dtype == theta.dtype or array.size < theta.size


@pytest.mark.parametrize("cls", ITERATIVE.values(), ids=ITERATIVE)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_it_changes_theta_in_place_and_keeps_the_dtype(cls: type[Iterative], dtype: str) -> None:
    spec = cls.stack([example(cls)] * 2)
    theta = np.ones((2, 1, 5), dtype)
    ctx = Context([], rows=1, epochs=1, dtype=dtype, step=1, rate=np.full((2, 1, 1), 0.1))
    spec.init_state(theta, ctx)
    before: dict[str, Array] = dict(ctx.state)
    spec.update(theta, np.ones_like(theta), ctx)
    assert (theta < 1).all()
    assert {name: id(array) for name, array in ctx.state.items()} == {
        k: id(array) for k, array in before.items()
    }
    assert {array.dtype for array in ctx.state.values()} <= {np.dtype(dtype)}


@each_member
def test_it_comes_back_from_plain_values(family: type[Spec], cls: type[Spec]) -> None:
    adapter = TypeAdapter(list[family])
    for variant in variants(cls):
        assert adapter.validate_python([variant.model_dump()]) == [variant]
        assert adapter.validate_python([variant.model_dump(mode="json")]) == [variant]


@each_member
def test_it_refuses_what_is_not_its_own(family: type[Spec], cls: type[Spec]) -> None:
    adapter = TypeAdapter(list[family])
    given = example(cls).model_dump()
    adapter.validate_python([given])
    wrong = [{name: bad} for name in cls.per_run() for bad in ("text", -1.0, float("inf"))]
    for change in ({"surely_unknown": 1}, *wrong):
        with pytest.raises(ValidationError):
            adapter.validate_python([given | change])


@each_member
def test_its_fields_describe_themselves(family: type[Spec], cls: type[Spec]) -> None:
    for name, field in cls.model_fields.items():
        if name != "kind":
            assert field.description, name
    for name in cls.per_run():
        assert cls.model_fields[name].examples, name


@pytest.mark.parametrize("cls", KINDS.values(), ids=KINDS)
def test_its_docstring_has_a_formula_and_a_source(cls: type[Optimizer]) -> None:
    text = cls.__doc__ or ""
    assert re.search(r"[←=]", text), "a formula"
    assert re.search(r"Sources?:.*\(\d{4}\)", text, re.DOTALL), "a source: Author (year), title"
