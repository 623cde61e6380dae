"""A training step allocates nothing that grows with the batch times the units, or with the parameters."""

import pytest
from support.components import label, objects, optimizers
from support.memory import peak_of_an_epoch
from support.problems import classification

from regexp.activations import Activation, Relu, Tanh
from regexp.optimizers import Iterative
from regexp.regularizers import L1, L2, Dropout, InputDropout

UNITS, BATCH = 1024, 64
LIMIT = 96 * 1024
"""Bytes: two chunks of random bits (32 KiB each) and NumPy's buffers. One layer's activations are 256 KiB."""

REGULARIZERS = (Dropout(rate=0.5), InputDropout(rate=0.1), L2(strength=1e-3), L1(strength=1e-4))

ITERATIVE = [one for one in optimizers(batch_size=BATCH, epochs=2) if isinstance(one, Iterative)]


@pytest.mark.parametrize("activation", [Relu(), Tanh()], ids=["relu", "tanh"])
@pytest.mark.parametrize("optimizer", ITERATIVE, ids=label)
def test_an_epoch_of_three_steps(optimizer: Iterative, activation: Activation) -> None:
    chosen = tuple(one for one in REGULARIZERS if not objects(one, optimizer, 2))
    problem = classification(
        rows=150,
        held_out=0,
        hidden=(UNITS, UNITS),
        activation=activation,
        optimizer=optimizer,
        regularizers=chosen,
    )
    assert peak_of_an_epoch([problem]) < LIMIT


def test_an_epoch_of_a_stack() -> None:
    problems = [
        classification(
            rows=150,
            held_out=0,
            hidden=(512, 512),
            seed=seed,
            regularizers=REGULARIZERS[:seed],
            optimizer=ITERATIVE[0],
        )
        for seed in range(4)
    ]
    assert peak_of_an_epoch(problems) < LIMIT
