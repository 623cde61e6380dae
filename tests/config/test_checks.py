from typing import Any

import pytest

from regexp.config.checks import objections

BASE = "dataset: line\n"

REFUSED = {
    "model: linear\nregularization: {dropout: 0.5}": (
        "3:27: regularization.dropout: acts on hidden units and a linear model has none; use input_dropout"
    ),
    "optimizer: adam\nregularization: {l1: {strength: 1, method: proximal}}": (
        "3:22: regularization.l1: proximal does not fit adam, whose weights have step sizes of their own; "
        "use subgradient"
    ),
    "model: {hidden: [4, 4]}\nregularization: {l2: {strength: 1, layers: [0, 3]}}": (
        "3:44: regularization.l2.layers: names layer 3, but the model has layers 0 to 2"
    ),
    "model: {hidden: [4, 4]}\nregularization: {dropout: {rate: 0.1, layers: [2]}}": (
        "3:47: regularization.dropout.layers: names layer 2, but the model has hidden layers 0 to 1"
    ),
    "model: {hidden: 4}\nregularization: {dropout: {rate: 0.1, layers: [-1]}}": (
        "3:47: regularization.dropout.layers: names layer -1, but the model has one hidden layer, 0"
    ),
    "model: linear\nregularization: {l1: {strength: 1, layers: [1]}}": (
        "3:44: regularization.l1.layers: names layer 1, but the model has one layer, 0"
    ),
    "model: {hidden: 4}\noptimizer: exact": "3:12: optimizer: exact needs model: linear, not mlp",
    "model: linear\noptimizer: exact\nloss: softmax_cross_entropy": (
        "4:7: loss: exact needs half_squared_error or squared_error, not softmax_cross_entropy"
    ),
    "model: linear\noptimizer: exact\nregularization: {early_stopping: 3}": (
        "4:34: regularization.early_stopping: does not fit exact, which solves for the weights at once; l2 does"
    ),
    "model: linear\noptimizer: exact\nregularization: {l1: 1}": (
        "4:22: regularization.l1: does not fit exact, which solves for the weights at once; l2 does"
    ),
}


@pytest.mark.parametrize("text", REFUSED, ids=ascii)
def test_refused(refused: Any, text: str) -> None:
    assert refused(BASE + text) == [f"c.yaml:{REFUSED[text]}"]


def test_features_are_for_linear_models(refused: Any) -> None:
    assert refused("dataset: {kind: line, features: {polynomial: 3}}") == [
        "c.yaml:1:33: dataset.features: is for linear models; write model: linear or leave it out"
    ]


def test_early_stopping_needs_rows_to_watch(load: Any, refused: Any) -> None:
    text = "dataset: {kind: line, validation_size: 0}\nregularization: {early_stopping: 3}\n"
    assert refused(text) == [
        "c.yaml:2:34: regularization.early_stopping: waits for validation_loss, but dataset.validation_size is 0; "
        "monitor train_loss instead"
    ]
    assert load(f"{text}monitor: train_loss").config.monitor == "train_loss"


def test_every_objection_at_once(refused: Any) -> None:
    text = "model: {hidden: 4}\noptimizer: exact\nregularization: {l1: 1, input_dropout: 0.1}"
    assert [line.split(": ")[1] for line in refused(BASE + text)] == [
        "optimizer",
        "regularization.l1",
        "regularization.input_dropout",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "model: linear\nregularization: {dropout: 0}",
        "optimizer: adam\nregularization: {l1: {strength: 1, method: subgradient}}",
        "model: {hidden: [4, 4]}\nregularization: {l2: {strength: 1, layers: [0, 2]}, dropout: {rate: 0.1, layers: [1]}}",
        "model: linear\noptimizer: exact\nloss: half_squared_error\nregularization: {l2: 1, l1: 0}",
        "dataset: {kind: line, features: {fourier: 3}}\nmodel: linear",
        "dataset: {kind: line, validation_size: 0}",
    ],
    ids=ascii,
)
def test_what_fits_is_not_objected_to(load: Any, text: str) -> None:
    config = load(text if "dataset" in text else BASE + text).config
    assert list(objections(config)) == []
