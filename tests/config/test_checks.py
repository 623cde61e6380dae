from typing import Any

import pytest

from regexp.config.checks import objections

BASE = "dataset: line\n"


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
        "model: {hidden: [4, 4]}\nregularization: {l2: {strength: 1, layers: [0, 2]}}",
        "model: {hidden: [4, 4]}\nregularization: {dropout: {rate: 0.1, layers: [1]}}",
        "model: linear\noptimizer: exact\nloss: half_squared_error\nregularization: {l2: 1, l1: 0}",
        "dataset: {kind: line, features: {fourier: 3}}\nmodel: linear",
        "dataset: {kind: line, validation_size: 0}",
        "model: {hidden: [8, 1], normalization: batch}\nregularization: {swap: 0.3}",
        "model: {hidden: 4}\nregularization: {max_norm: 3, unit_norm: {norm: 1, layers: [0]}}",
        "optimizer: {kind: adam, epsilon: 1.0e-38}",
        "dtype: float64\noptimizer: {kind: adam, epsilon: 1.0e-50}\nregularization: {max_norm: 1.0e+300}",
        "regularization: {dropout: {rate: 1.0e-6, noise: gaussian}, dropconnect: 8.0e-6}",
        "optimizer: {kind: adam, batch_size: 1}\nregularization: {mixup: 0}",
    ],
    ids=ascii,
)
def test_what_fits_is_not_objected_to(load: Any, text: str) -> None:
    config = load(text if "dataset" in text else BASE + text).config
    assert list(objections(config)) == []
