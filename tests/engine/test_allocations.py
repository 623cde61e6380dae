"""What a step with any registered regularizer allocates: no layer's weights, no outputs of a batch.

The first test names none, so that a new file in the catalogue is tested by it as it is.
"""

from dataclasses import replace

import numpy as np
import pytest
from support.components import label, objects, regularizers
from support.memory import peak, peak_of_an_epoch
from support.problems import classification

from regexp.engine import Problem, new_member
from regexp.engine.renewal import renew_statistics
from regexp.normalizations import BatchNormalization
from regexp.optimizers import StochasticGradientDescent
from regexp.regularizers import ConfidencePenalty, Regularizer

WIDTH = 320
LAYER = 2 * WIDTH * WIDTH * 4
"""Bytes of the weights between the hidden layers of two runs, in float32. Random bits take a fifth of it."""


def runs_with(*regularizers: Regularizer, batch: int, width: int) -> list[Problem]:
    """Return two runs whose epochs have one step; the optimizer takes proximal steps where there are any."""
    optimizer = StochasticGradientDescent(learning_rate=0.01, batch_size=batch, epochs=2)
    first = classification(
        rows=batch, held_out=0, hidden=(width, width), optimizer=optimizer, regularizers=regularizers
    )
    assert not any(objects(one, optimizer, 2, first.loss.kind_name()) for one in regularizers)
    return [replace(first, seed=seed) for seed in range(2)]


@pytest.mark.parametrize("regularizer", regularizers(), ids=label)
def test_a_step_copies_no_layer(regularizer: Regularizer) -> None:
    assert peak_of_an_epoch(runs_with(regularizer, batch=16, width=WIDTH)) < LAYER / 4


def test_a_step_keeps_no_new_copy_of_the_outputs() -> None:
    """A copy of two times 4096 rows of four numbers would be 128 KiB."""
    plain, penalized = (
        peak_of_an_epoch(runs_with(*chosen, batch=4096, width=8))
        for chosen in ((), (ConfidencePenalty(strength=0.1),))
    )
    assert penalized < plain + 64 * 1024


def peak_of_renewal(rows: int) -> int:
    problem = classification(rows=rows, held_out=0, hidden=(64, 64), normalization=BatchNormalization())
    theta = new_member(problem).theta[np.newaxis, np.newaxis].copy()
    return peak(lambda: renew_statistics([problem], theta))


def test_new_statistics_take_no_more_memory_for_more_rows() -> None:
    """65,536 numbers are looked at at a time, in six arrays, of which one is float64."""
    most = peak_of_renewal(rows=8192)
    assert most < peak_of_renewal(rows=2048) + 64 * 1024
    assert most < 8 * 65_536 * 4
