"""What holds for every regularizer that is registered; nothing here names one.

A new file in the catalogue is tested by this as it is: its examples come from its fields.
"""

import re

import numpy as np
import pytest
from pydantic import TypeAdapter, ValidationError
from support.components import example, label, objects, optimizers, overrides, regularizers
from support.problems import alone, different, fitting, trained

from regexp.optimizers import Optimizer
from regexp.regularizers import Regularizer

KINDS = Regularizer.kinds()
NUMERIC_HOOKS = tuple(
    name
    for name, hook in vars(Regularizer).items()
    if callable(hook)
    and name not in ("acts_on", "objection", "init_state", "stop", "in_words")
    and not name.startswith("_")
)
FAMILY = TypeAdapter(list[Regularizer])

each_kind = pytest.mark.parametrize("cls", KINDS.values(), ids=KINDS)
each_variant = pytest.mark.parametrize("regularizer", regularizers(), ids=label)


def partners(regularizer: Regularizer) -> list[Optimizer]:
    """Return an optimizer of each kind that this regularizer can be used with."""
    firsts = {type(one): one for one in reversed(optimizers(epochs=4))}.values()
    found = [one for one in firsts if not objects(regularizer, one, len(fitting(one).hidden))]
    assert found, "can be used with no optimizer"
    return found


@each_variant
def test_a_run_without_it_does_not_notice_a_neighbour_with_it(regularizer: Regularizer) -> None:
    for optimizer in partners(regularizer):
        plain = fitting(optimizer, rows=33)
        beside = trained(fitting(optimizer, rows=33, seed=1, regularizers=(regularizer,)), plain)[1]
        assert different(beside, alone(plain)) == []


@each_variant
def test_stacked_and_alone_are_the_same(regularizer: Regularizer) -> None:
    for optimizer in partners(regularizer):
        problems = [
            fitting(optimizer, rows=33, seed=seed, regularizers=chosen)
            for seed, chosen in ((0, (regularizer,)), (1, ()), (1, (regularizer,)), (2, (regularizer,)))
        ]
        for member, problem in zip(trained(*problems), problems, strict=True):
            assert different(member, alone(problem)) == []


@each_variant
def test_it_does_something(regularizer: Regularizer) -> None:
    """Its example changes the parameters that are measured and saved, or ends the run."""
    for optimizer in partners(regularizer):
        longer = {"learning_rate": 0.5, "epochs": 30}.items()
        own = {name: value for name, value in longer if name in type(optimizer).model_fields}
        optimizer = optimizer.model_copy(update=own)
        plain = alone(fitting(optimizer, rows=33))
        regularized = alone(fitting(optimizer, rows=33, regularizers=(regularizer,)))
        assert plain.last.tobytes() != regularized.last.tobytes()


@each_kind
def test_its_main_field_at_zero_is_the_same_as_leaving_it_out(cls: type[Regularizer]) -> None:
    assert cls.main in cls.model_fields
    assert not example(cls).is_off
    try:
        off = example(cls, **{cls.main: type(getattr(example(cls), cls.main))(0)})
    except ValidationError:
        return  # zero is refused, so that it can't be off
    assert off.is_off
    for optimizer in partners(off):
        plain = alone(fitting(optimizer, rows=33))
        switched_off = alone(fitting(optimizer, rows=33, regularizers=(off,)))
        assert switched_off.theta.tobytes() == plain.theta.tobytes()
        assert switched_off.history.values.tobytes() == plain.history.values.tobytes()


@each_variant
def test_it_comes_back_from_plain_values(regularizer: Regularizer) -> None:
    """As Python's own types and as JSON's, where a tuple is a list: what a YAML file holds."""
    assert FAMILY.validate_python([regularizer.model_dump()]) == [regularizer]
    assert FAMILY.validate_python([regularizer.model_dump(mode="json")]) == [regularizer]


@each_kind
def test_it_refuses_what_is_not_its_own(cls: type[Regularizer]) -> None:
    given = example(cls).model_dump()
    FAMILY.validate_python([given])
    for wrong in ({"surely_unknown": 1}, {cls.main: "text"}, {cls.main: -1}, {cls.main: float("nan")}):
        with pytest.raises(ValidationError):
            FAMILY.validate_python([given | wrong])


@each_kind
def test_its_fields_describe_themselves(cls: type[Regularizer]) -> None:
    for name, field in cls.model_fields.items():
        if name != "kind":
            assert field.description, name
    for name in cls.per_run():
        assert cls.model_fields[name].examples, name


@each_kind
def test_its_docstring_has_a_formula_and_a_source(cls: type[Regularizer]) -> None:
    text = cls.__doc__ or ""
    assert re.search(r"Sources?:.*\(\d{4}\)", text, re.DOTALL), "a source: Author (year), title"
    if any(cls.acts_at(hook) for hook in NUMERIC_HOOKS):
        assert re.search(r"[←=Σ]", text), "a formula"
    if overrides(example(cls), "penalty", "before_update", "after_update"):
        assert "bias" in text, "whether biases are penalized"
        assert "Σ" in text or "per" in text, "what is summed or averaged"


@each_kind
def test_its_penalty_belongs_to_its_gradient(cls: type[Regularizer]) -> None:
    """Penalty, gradient and closed form are given together: one without the other would be a wrong column."""
    regularizer = example(cls)
    assert overrides(regularizer, "penalty") == overrides(regularizer, "penalty_gradient")
    if overrides(regularizer, "quadratic"):
        assert overrides(regularizer, "penalty")


@each_variant
def test_only_a_penalty_fills_the_penalty_column(regularizer: Regularizer) -> None:
    for optimizer in partners(regularizer):
        column = alone(fitting(optimizer, rows=33, regularizers=(regularizer,))).history["penalty"]
        assert np.isfinite(column).all()
        assert (column > 0).all() == overrides(regularizer, "penalty")
