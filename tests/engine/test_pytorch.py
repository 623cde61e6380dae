"""The first twenty steps of an MLP are PyTorch's, from the same weights and the same batches.

Expected: tests/references/pytorch_steps.npz, written by the script of that name beside it.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.problems import alone, classification

from regexp.activations import Activation
from regexp.engine import Problem, new_member, rows_of, train
from regexp.optimizers import Adam, Iterative, StochasticGradientDescent
from regexp.regularizers import L2
from regexp.schedules import Cosine
from regexp.spec import Array

REFERENCES = Path(__file__).parent.parent / "references" / "pytorch_steps.npz"
TOLERANCES = {"float64": 1e-10, "float32": 1e-5}

OPTIMIZERS: dict[str, Iterative] = {
    "adam": Adam(learning_rate=0.01, batch_size=10, epochs=4),
    "sgd": StochasticGradientDescent(learning_rate=0.1, batch_size=10, epochs=4),
    "momentum": StochasticGradientDescent(learning_rate=0.05, momentum=0.9, batch_size=10, epochs=4),
    "nesterov": StochasticGradientDescent(
        learning_rate=0.05, momentum=0.9, nesterov=True, batch_size=10, epochs=4
    ),
}


@pytest.fixture(scope="module")
def references() -> dict[str, Array]:
    with np.load(REFERENCES) as arrays:
        return dict(arrays)


def problem(
    references: dict[str, Array], activation: str, optimizer: str, decay: float, dtype: Any
) -> Problem:
    rows = rows_of(references["x"], np.eye(3)[references["labels"]], dtype)
    start = {
        name.removeprefix("start/"): array for name, array in references.items() if name.startswith("start/")
    }
    return classification(
        train=rows,
        validation=rows,
        hidden=(8, 5),
        activation=Activation.kinds()[activation](),
        dtype=dtype,
        optimizer=OPTIMIZERS[optimizer],
        regularizers=(L2(strength=decay, scale="half"),) if decay else (),
        weights=start,
        order=references["order"],
    )


@pytest.mark.parametrize("dtype", TOLERANCES)
@pytest.mark.parametrize("decay", [0.0, 0.02])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_twenty_steps(
    references: dict[str, Array], activation: str, optimizer: str, decay: float, dtype: str
) -> None:
    """After each epoch of five steps; `weight_decay` of the weights alone is L2 with scale half."""
    member = new_member(problem(references, activation, optimizer, decay, dtype))
    found = np.array([member.theta.copy() for _ in train([member])])
    expected = references[f"{activation}/{optimizer}/{decay:g}/{dtype}"]
    assert found.dtype == expected.dtype == dtype
    np.testing.assert_allclose(found, expected, rtol=0, atol=TOLERANCES[dtype])
    assert np.abs(expected[-1] - expected[0]).max() > 0.01


def test_cosine_is_cosine_annealing(references: dict[str, Array]) -> None:
    """CosineAnnealingLR with eta_min = 0.1·lr; PyTorch gets each rate from the last, hence the tolerance."""
    optimizer = Adam(learning_rate=0.3, epochs=10, schedule=Cosine(final=0.1))
    rates = alone(classification(optimizer=optimizer)).history["learning_rate"]
    np.testing.assert_allclose(rates, references["cosine"], rtol=1e-12)
