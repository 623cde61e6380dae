"""Dropout's net without dropout is the mean of all nets with some inputs missing (Hinton et al. 2012).

Goodfellow, Bengio & Courville (2016), section 7.12: for a softmax of linear outputs, the renormalized
geometric mean over all masks is what the net with all inputs predicts, if the kept ones are scaled by
1/(1 − p) in training. With a hidden layer it is not.
"""

import numpy as np
import pytest
from support.gradients import FrozenStep
from support.noise import every_mask
from support.problems import classification

from regexp.engine import rows_of
from regexp.numerics import softmax
from regexp.spec import Array

INPUTS, CLASSES = 6, 3


def probabilities(rows: Array, hidden: tuple[int, ...]) -> Array:
    """Return what one network, the same for all calls of a depth, predicts for rows (N, 6): shape (N, 3)."""
    given = rows_of(rows, np.ones((len(rows), CLASSES)) / CLASSES, "float64")
    step = FrozenStep(classification(train=given, validation=given, hidden=hidden, dtype="float64"))
    step.loss()
    outputs: Array = step.outputs
    softmax(outputs)
    return outputs


def distance(rate: float, hidden: tuple[int, ...]) -> float:
    """Return how far the geometric mean over all masks of one row is from the prediction without a mask."""
    row = np.random.default_rng(1).standard_normal(INPUTS)
    masks, weights = every_mask(rate, INPUTS)
    mean = np.exp(weights @ np.log(probabilities(masks * row, hidden)))
    [expected] = probabilities(row[np.newaxis], hidden)
    return float(np.abs(mean / mean.sum() - expected).max())


@pytest.mark.parametrize("rate", [0.5, 0.3])
def test_the_weight_scaling_rule_is_exact_for_a_softmax(rate: float) -> None:
    assert distance(rate, ()) < 1e-12


@pytest.mark.parametrize("rate", [0.5, 0.3])
def test_it_is_an_approximation_with_a_hidden_layer(rate: float) -> None:
    assert distance(rate, (8,)) > 1e-3
