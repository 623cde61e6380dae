"""In which settings runs differ: of settings made by hand."""

from regexp.collection import differing, value_at

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
