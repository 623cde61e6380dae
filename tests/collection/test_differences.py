"""In which settings runs differ: of settings made by hand."""

from collections.abc import Mapping

import pytest

from regexp.activations import Activation
from regexp.collection import differing, value_at
from regexp.losses import Loss
from regexp.normalizations import Normalization
from regexp.optimizers import Optimizer
from regexp.record import Setting
from regexp.schedules import Schedule
from regexp.spec import Spec

Settings = Mapping[str, Setting]

L2, DROPOUT = "regularization.l2.strength", "regularization.dropout.rate"


def test_nothing_differs() -> None:
    assert differing([{"dtype": "float32"}] * 2) == ()
    assert differing([{"dtype": "float32", L2: 0.1}]) == ()
    assert differing([]) == ()


def test_values_that_differ_in_the_order_of_mention() -> None:
    runs = [{"dtype": "float32", "optimizer.learning_rate": 0.1, L2: 0.1}]
    runs += [{"dtype": "float64", "optimizer.learning_rate": 0.1, L2: 0.2}]
    assert differing(runs) == ("dtype", L2)
    assert differing(runs, first=[L2, "optimizer.learning_rate", DROPOUT]) == (L2, "dtype")


def test_a_regularizer_that_is_off_differs_by_its_strength_alone() -> None:
    on = {"dtype": "float32", L2: 0.1, "regularization.l2.scale": "half"}
    assert differing([{"dtype": "float32"}, on]) == (L2,)
    assert differing([{"dtype": "float32"}, on, {**on, "regularization.l2.scale": "full"}]) == (
        L2,
        "regularization.l2.scale",
    )


def test_fields_of_another_kind_are_explained_by_it() -> None:
    adam = {"optimizer.kind": "adam", "optimizer.learning_rate": 0.1, "optimizer.beta1": 0.9}
    sgd = {"optimizer.kind": "sgd", "optimizer.learning_rate": 0.1, "optimizer.momentum": 0.0}
    assert differing([adam, sgd]) == ("optimizer.kind",)
    fast = {**sgd, "optimizer.momentum": 0.9}
    assert differing([adam, sgd, fast]) == ("optimizer.kind", "optimizer.momentum")


def optimized(kind: str, **fields: Setting) -> Settings:
    return {"optimizer.kind": kind, **{f"optimizer.{name}": value for name, value in fields.items()}}


def test_defaults_that_differ_between_kinds_are_told_by_them() -> None:
    """The defaults are those of the classes: ε is 1e-8 for RMSprop and 1e-10 for Adagrad, SGD has none."""
    rmsprop, adagrad = optimized("rmsprop", epsilon=1e-8), optimized("adagrad", epsilon=1e-10)
    assert differing([rmsprop, adagrad]) == ("optimizer.kind",)
    assert differing([rmsprop, adagrad, optimized("sgd")]) == ("optimizer.kind",)
    varied = [rmsprop, adagrad, optimized("adagrad", epsilon=1e-6)]
    assert differing(varied) == ("optimizer.kind", "optimizer.epsilon")


def test_what_is_chosen_for_each_kind_differs() -> None:
    """Adam has a default learning rate of 0.001; SGD has none, so that 0.1 was chosen."""
    sgd, adam = optimized("sgd", learning_rate=0.1), optimized("adam", learning_rate=0.001)
    assert differing([sgd, adam]) == ("optimizer.kind", "optimizer.learning_rate")
    assert differing([sgd, optimized("adam", learning_rate=0.1)]) == ("optimizer.kind",)


def test_what_is_within_a_component_is_told_by_the_kind_outside() -> None:
    """L-BFGS has no learning rate, so that it has no schedule, nor what is in one."""
    constant = {"optimizer.schedule.kind": "constant", "optimizer.schedule.warmup": 0.0}
    adam, lbfgs = {**optimized("adam"), **constant}, optimized("lbfgs")
    assert differing([adam, lbfgs]) == ("optimizer.kind",)
    warm = {**adam, "optimizer.schedule.warmup": 5.0}
    assert differing([adam, warm, lbfgs]) == ("optimizer.kind", "optimizer.schedule.warmup")
    stepped = {**optimized("adam"), "optimizer.schedule.kind": "step"}
    assert differing([adam, stepped, lbfgs]) == ("optimizer.kind", "optimizer.schedule.kind")


def test_kinds_that_others_have_by_default_are_told_by_them() -> None:
    """A linear model starts from zeros, an MLP from He's draws."""
    linear, mlp = (
        {"model.kind": kind, "model.initialization.kind": start}
        for kind, start in (("linear", "zeros"), ("mlp", "he"))
    )
    assert differing([linear, mlp]) == ("model.kind",)
    glorot = {**mlp, "model.initialization.kind": "glorot"}
    assert differing([linear, glorot]) == ("model.kind", "model.initialization.kind")


@pytest.mark.parametrize(
    ("family", "where"),
    [
        (Optimizer, "optimizer"),
        (Schedule, "optimizer.schedule"),
        (Loss, "loss"),
        (Activation, "model.activation"),
        (Normalization, "model.normalization"),
    ],
)
def test_one_of_each_kind_differs_in_the_kind_alone(family: type[Spec], where: str) -> None:
    """As in a sweep over all of them that sets nothing else: plain fields are at their defaults."""
    runs = [
        {
            f"{where}.{name}": field.default
            for name, field in member.model_fields.items()
            if not field.is_required() and name != "schedule"
        }
        for member in family.kinds().values()
    ]
    assert len(runs) > 2
    assert differing(runs) == (f"{where}.kind",)


def test_a_setting_that_an_older_version_did_not_have() -> None:
    assert differing([{"dtype": "float32"}, {"dtype": "float32", "monitor": "validation_loss"}]) == (
        "monitor",
    )
    assert differing([{"dtype": "float32"}, {"dtype": "float32", "dataset.scale": None}]) == ()


def test_whole_numbers_and_floats_of_the_same_value_are_one() -> None:
    assert differing([{L2: 0}, {L2: 0.0}, {"model.hidden": (8,), L2: 0}, {"model.hidden": (8,), L2: 0}]) == (
        "model.hidden",
    )


def test_the_value_of_what_is_off() -> None:
    assert value_at({L2: 0.1}, L2) == 0.1
    assert value_at({}, L2) == 0.0
    assert value_at({}, DROPOUT) == 0.0
    assert value_at({}, "regularization.l2.scale") is None
    assert value_at({}, "regularization.early_stopping.patience") is None
    assert value_at({}, "arm") is None
    assert value_at({"dataset.scale": None}, "dataset.scale") is None


def test_data_from_files_differ_in_their_kind() -> None:
    """As axes have it, where `dataset=a.csv,b.csv,iris` sets `dataset.kind`."""
    one, other = ({"dataset.kind": "csv", "dataset.path": f"{name}.csv-012345"} for name in "ab")
    assert differing([one, other, {"dataset.kind": "iris"}]) == ("dataset.kind",)
    assert differing([one, other]) == ("dataset.kind",)
    assert differing([one, one]) == ()
    assert value_at(one, "dataset.kind") == "a.csv-012345"
    assert value_at(one, "dataset.path") == "a.csv-012345"
    assert value_at({"dataset.kind": "iris"}, "dataset.kind") == "iris"


def test_kinds_of_a_newer_version() -> None:
    assert differing([{"dataset.kind": "quasar"}, {"dataset.kind": "iris"}]) == ("dataset.kind",)
    assert value_at({"loss.kind": "auto"}, "loss.kind") == "auto"
    assert value_at({}, "loss.kind") is None
