"""Twenty regularized steps are PyTorch's, for every regularizer alone, some together and all at once.

Expected: tests/references/pytorch_regularizers.npz, written by the script of that name beside it, which draws
the same random numbers from their description; `ema` is optax's. The cases stand in the file, as configs.
"""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter
from support.problems import alone
from support.references import (
    TOLERANCES,
    TWENTY_STEPS,
    normalized_start,
    reference_problem,
    references,
)

from regexp.activations import Activation
from regexp.engine import Problem
from regexp.losses import Loss
from regexp.normalizations import Normalization
from regexp.optimizers import Adam, StochasticGradientDescent
from regexp.regularizers import Regularizer

CASES: dict[str, dict[str, Any]] = json.loads(str(references("pytorch_regularizers")["cases"]))
OPTIMIZERS = {
    "adam": Adam(learning_rate=0.01, **TWENTY_STEPS),
    "momentum": StochasticGradientDescent(learning_rate=0.05, momentum=0.9, **TWENTY_STEPS),
}
BY_HAND = {"early_stopping"}
"""What changes no number, and is tested by hand."""


def problem_of(name: str, dtype: str) -> Problem:
    """Return the run that the script calls so."""
    case = CASES[name]
    chosen = [{"kind": kind, **settings} for kind, settings in case["regularizers"].items()]
    normalization = case.get("normalization", "none")
    problem = reference_problem(
        OPTIMIZERS[case.get("optimizer", "momentum")],
        dtype,
        activation=Activation.kinds()[case.get("activation", "tanh")](),
        loss=Loss.kinds()[case.get("loss", "softmax_cross_entropy")](),
        normalization=Normalization.kinds()[normalization](),
        regularizers=tuple(TypeAdapter(list[Regularizer]).validate_python(chosen)),
    )
    return problem if normalization == "none" else replace(problem, weights=normalized_start(normalization))


@pytest.mark.parametrize("dtype", TOLERANCES)
@pytest.mark.parametrize("name", CASES)
def test_twenty_steps(name: str, dtype: str) -> None:
    """What is evaluated at the end, statistics included; and it is not what it were without."""
    problem = problem_of(name, dtype)
    found, expected = alone(problem).last, references("pytorch_regularizers")[f"{name}/{dtype}"]
    assert found.dtype == expected.dtype == dtype
    np.testing.assert_allclose(found, expected, rtol=0, atol=TOLERANCES[dtype])
    plain = alone(replace(problem, regularizers=())).last
    assert np.abs(plain - expected).max() > 100 * TOLERANCES["float32"]


def test_every_regularizer_has_a_case() -> None:
    """Alone, and all that fit each other at once."""
    alone_in = {next(iter(case["regularizers"])) for case in CASES.values() if len(case["regularizers"]) == 1}
    assert alone_in == Regularizer.kinds().keys() - BY_HAND
    instead = {"swa", "unit_norm", "non_negative"}
    assert CASES["all/batch"]["regularizers"].keys() == alone_in - instead


def test_every_loss_and_normalization_has_a_case() -> None:
    """Where no loss is named it is softmax_cross_entropy."""
    assert {case.get("loss", "softmax_cross_entropy") for case in CASES.values()} == Loss.kinds().keys()
    assert {case.get("normalization", "none") for case in CASES.values()} == Normalization.kinds().keys()
