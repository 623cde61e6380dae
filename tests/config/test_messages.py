import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regexp.config.accepted import choices
from regexp.config.paths import KeyPath, catalogue
from regexp.config.writer import write_yaml
from regexp.datasets import Dataset
from regexp.errors import ConfigError

BAD = """\
seed: -1
dataset:
  kind: digit
  train_sze: 4
model: {kind: linear, hidden: 4}
lr: .1
optimizer:
  lr: 1
  kind: sgd
  batch_size: foo
  batch_order: 3
  weight_decay: 1
regularization:
  ridge: 1
  l2: "0.1"
  dropout:
    layers: [0, a]
  early_stopping: yes
monitor: val_loss
evaluation: 5
loss: mse
dtype: f64
name: 5
"""

BAD_LINES = [
    "1:7: seed: must be a whole number of at least 0 and below 9223372036854775808, not -1",
    "3:9: dataset.kind: digit is not known (did you mean digits?); known are blobs, breast_cancer, circles, "
    "classification, csv, diabetes, digits, friedman1, idx, inline, iris, line, moons, npz, polynomial, regression, "
    "sine and wine",
    "5:23: model.hidden: is a setting of mlp, not of linear",
    "6:1: lr: is not a known key (did you mean optimizer.learning_rate?)",
    "8:3: optimizer.lr: is not a known key (did you mean learning_rate?)",
    "9:9: optimizer.learning_rate: is missing; give a number above 0 (length of a step)",
    "10:15: optimizer.batch_size: must be a whole number of at least 1 or full, not foo",
    "11:16: optimizer.batch_order: must be text, not 3 (did you mean \"3\"?)",
    "12:3: optimizer.weight_decay: is not a known key (did you mean regularization.l2?)",
    "14:3: regularization.ridge: is not a known key (did you mean l2?)",
    '15:7: regularization.l2: must be a number of at least 0, not "0.1" in quotes',
    "16:3: regularization.dropout.rate: is missing; give a number of at least 0 and below 1 (probability of dropping)",
    "17:17: regularization.dropout.layers.1: must be a whole number, not a",
    "18:19: regularization.early_stopping: must be a whole number of at least 1, not yes",
    "19:10: monitor: must be validation_loss, validation_accuracy, validation_mse, validation_mae, validation_r2, "
    "train_loss, train_accuracy, train_mse, train_mae or train_r2, not val_loss (did you mean validation_loss?)",
    "20:13: evaluation: must be a mapping with the key every, not 5",
    "21:7: loss: mse is not known (did you mean squared_error?); known are half_squared_error, "
    "sigmoid_cross_entropy, softmax_cross_entropy, squared_error and auto",
    "22:8: dtype: must be float32 or float64, not f64 (did you mean float64?)",
    "23:7: name: must be at most 100 letters, digits, . _ and -, the first no dot, not 5 (did you mean \"5\"?)",
]  # fmt: skip


def test_all_errors_at_once_by_position(refused: Any) -> None:
    assert refused(BAD) == [f"c.yaml:{line}" for line in BAD_LINES]


ONE = {
    "seed: 1": "1:1: dataset: is missing; give one of blobs, breast_cancer, circles, classification, csv, diabetes, "
    "digits, friedman1, idx, inline, iris, line, moons, npz, polynomial, regression, sine or wine, or a mapping with "
    "its kind (the rows; `regexp datasets` lists the kinds, a file's kind is inferred)",
    "dataset: {kind: csv}": "1:17: dataset.path: is missing; give text "
    f"({Dataset.kinds()['csv'].model_fields['path'].description})",
    "dataset: {samples: 3}": "1:1: dataset.kind: is missing; give blobs, breast_cancer, circles, classification, csv, "
    "diabetes, digits, friedman1, idx, inline, iris, line, moons, npz, polynomial, regression, sine or wine",
    "dataset: 5": "1:10: dataset: must be one of blobs, breast_cancer, circles, classification, csv, diabetes, "
    "digits, friedman1, idx, inline, iris, line, moons, npz, polynomial, regression, sine or wine, or a mapping with "
    "its kind, not 5",
    "dataset: {kind: moons, noise: .inf}": "1:31: dataset.noise: must be finite: a number of at least 0 and at most "
    "100, not .inf",
    "dataset: {kind: moons, samples: 1.5}": "1:33: dataset.samples: must be a whole number of at least 2 and at most "
    "100000, not 1.5",
    "dataset: {kind: moons, samples: 2e2}": "1:33: dataset.samples: must be a whole number of at least 2 and at most "
    "100000, not 200.0",
    "dataset: {kind: line, features: {polynomial: 3, fourier: 2}}\nmodel: linear": (
        "1:33: dataset.features: give either polynomial: DEGREE or fourier: NUMBER"
    ),
    "dataset: {kind: line, features: {sines: 3}}": "1:34: dataset.features.sines: is not a known key; known are "
    "polynomial and fourier",
    "dataset: {kind: polynomial, features: {polynomial: 0}}": "1:52: dataset.features.polynomial: must be a whole "
    "number of at least 1 and at most 100, not 0",
    "dataset: iris\nmodel: {hidden: [0, 4]}": "2:18: model.hidden.0: must be a whole number of at least 1 and at most "
    "1000000, not 0",
    "dataset: iris\nmodel: {hidden: []}": "2:17: model.hidden: must be a list of at least 1, each a whole number of "
    "at least 1 and at most 1000000, not an empty list",
    "dataset: iris\nmodel: {hidden: 5.5}": "2:17: model.hidden: must be a whole number of at least 1 and at most "
    "1000000, not 5.5",
    "dataset: iris\nmodel: {hidden: 64-64}": "2:17: model.hidden: is not a list of widths; write [256, 256] or 256x256",
    "dataset: iris\nmodel: {kind: [mlp]}": "2:15: model.kind: a list is not known; known are linear and mlp",
    "dataset: iris\noptimizer: {kind: sgd, learning_rate: 1, nesterov: yes}": "2:52: optimizer.nesterov: must be true "
    "or false, not yes (did you mean true?)",
    "dataset: iris\noptimizer: {schedule: cos}": "2:23: optimizer.schedule: cos is not known (did you mean cosine?); "
    "known are constant and cosine",
    "dataset: iris\noptimizer:": "2:11: optimizer: must be one of adam, exact, gd or sgd, or a mapping with its kind, "
    "not empty",
    "dataset: iris\nloss: {kind: squared_error, power: 1}": "2:29: loss.power: is not a known key; known are kind",
    "dataset: iris\nregularization: [l2]": "2:17: regularization: must be a mapping with the keys dropout, "
    "early_stopping, input_dropout, l1 and l2, not a list",
    "dataset: iris\nregularization: {l2: [1]}": "2:22: regularization.l2: must be a number of at least 0, or a "
    "mapping with the keys layers, strength and scale, not a list",
    "dataset: iris\nregularization: {l1: {kind: l2, strength: 1}}": "2:29: regularization.l1.kind: must be l1, not l2",
    "dataset: iris\nregularization: {l1: {strength: 1, scale: half}}": "2:43: regularization.l1.scale: must be sum or "
    "mean, not half",
    "dataset: iris\nregularization: {l2: true}": "2:22: regularization.l2: must be a number of at least 0, not true",
    "dataset: iris\nevaluation: {evry: 1}": "2:14: evaluation.evry: is not a known key (did you mean every?)",
    "dataset: iris\nqqqq: 1": "2:1: qqqq: is not a known key; known are name, seed, dtype, dataset, model, loss, "
    "optimizer, monitor, evaluation, regularization and sweep",
    'dataset: iris\n"a\\nb": 1': '2:1: "a\\U0000000ab": is not a known key; known are name, seed, dtype, dataset, '
    "model, loss, optimizer, monitor, evaluation, regularization and sweep",
    "dataset: iris\nname: .hidden": "2:7: name: must be at most 100 letters, digits, . _ and -, the first no dot, not "
    ".hidden",
    "dataset: iris\nname: a/b": "2:7: name: must be at most 100 letters, digits, . _ and -, the first no dot, not a/b",
    "dataset: iris\nseed: 9223372036854775808": "2:7: seed: must be a whole number of at least 0 and below "
    "9223372036854775808, not 9223372036854775808",
    "a: &a {lr: 1}\ndataset: iris\noptimizer: *a": "1:8: optimizer.lr: is not a known key (did you mean "
    "learning_rate?)",
}  # fmt: skip


@pytest.mark.parametrize("text", ONE, ids=lambda text: ascii(text[-40:]))
def test_one_error(refused: Any, text: str) -> None:
    lines = [line for line in refused(text) if ": a: is not" not in line]
    assert lines == [f"c.yaml:{ONE[text]}"]


def test_only_20_lines_are_shown(refused: Any) -> None:
    lines = refused("dataset: iris\nmodel:\n  hidden: [" + "0, " * 30 + "]")
    assert lines[19].startswith("c.yaml:3:69: model.hidden.19: must be a whole number")
    assert lines[20:] == ["and 10 more problems"]


VALUES: list[Any] = [
    None, True, -1, 10**60, -1e300, 1e300, float("inf"), float("nan"), "bogus", "", "none", "a: b", [], [[]], ["x"],
    [-1.5, None], {}, {"a": 1}, {"kind": 3},
]  # fmt: skip
PYDANTICS = re.compile(
    r"Input should|[Vv]alue error|Extra inputs|Field required|\[type=|pydantic|Traceback|\n"
)
REQUIRED = {"learning_rate": 0.1, "path": "x", "x": [1, 2], "y": [1, 2], "strength": 1, "rate": 0.5}


def tree_with(path: KeyPath, value: Any) -> dict[str, Any]:
    """Return a config with a value at a path, whatever kind of component it takes."""
    tree: dict[str, Any] = {"dataset": {"kind": "iris"}}
    inner = tree
    for depth, step in enumerate(path[:-1], 1):
        inner = inner.setdefault(step, {})
        slot = catalogue()[path[:depth]]
        owners = slot.owners_of(path[depth])
        if owners:
            inner.clear()
            inner["kind"] = owners[0]
        known = {} if slot.by_kind else slot.slots_of(inner)
        inner.update({name: REQUIRED[name] for name in known if known[name].info.is_required()})
    inner[path[-1]] = value
    return tree


@pytest.mark.parametrize("path", catalogue(), ids=".".join)
def test_no_value_anywhere_gets_pydantics_words(load: Any, path: KeyPath) -> None:
    for value in VALUES:
        text = write_yaml(tree_with(path, value))
        try:
            load(text)
        except ConfigError as error:
            for line in str(error).split("\n"):
                assert re.match(r"c\.yaml:\d+:\d+: [a-z0-9_.]+: .", line), line
                assert not PYDANTICS.search(line), line


NAMES = sorted({step for path in catalogue() for step in path} | {"kind", "bogus"})
WORDS = sorted(
    {word for slot in catalogue().values() for word in choices(slot)} | {"none", "256x256", "x.csv"}
)
TREES = st.dictionaries(
    st.sampled_from(NAMES),
    st.recursive(
        st.sampled_from(WORDS) | st.sampled_from(VALUES),
        lambda inner: (
            st.dictionaries(st.sampled_from(NAMES), inner, max_size=3) | st.lists(inner, max_size=2)
        ),
        max_leaves=6,
    ),
    max_size=4,
)


@given(TREES, st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(WORDS)), max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_nothing_but_config_errors(load: Any, tree: dict[str, Any], words: list[tuple[str, str]]) -> None:
    try:
        load(write_yaml({"dataset": "iris", **tree}), *(f"{key}={value}" for key, value in words))
    except ConfigError as error:
        assert not PYDANTICS.search(str(error).replace("\n", " "))
