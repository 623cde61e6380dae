"""The first twenty steps of an MLP are PyTorch's, from the same weights and the same batches.

Expected: tests/references/pytorch_steps.npz, written by the script of that name beside it.
"""

import pytest
from support.references import TOLERANCES, TWENTY_STEPS, assert_same_steps, reference_problem, references

from regexp.activations import Activation
from regexp.optimizers import Adagrad, Adam, Iterative, RMSProp, StochasticGradientDescent
from regexp.regularizers import L2, WeightDecay

OPTIMIZERS: dict[str, Iterative] = {
    "adam": Adam(learning_rate=0.01, **TWENTY_STEPS),
    "sgd": StochasticGradientDescent(learning_rate=0.1, **TWENTY_STEPS),
    "momentum": StochasticGradientDescent(learning_rate=0.05, momentum=0.9, **TWENTY_STEPS),
    "nesterov": StochasticGradientDescent(learning_rate=0.05, momentum=0.9, nesterov=True, **TWENTY_STEPS),
    "rmsprop": RMSProp(learning_rate=0.01, **TWENTY_STEPS),
    "rmsprop_momentum": RMSProp(learning_rate=0.003, decay=0.9, momentum=0.8, **TWENTY_STEPS),
    "rmsprop_centered": RMSProp(learning_rate=0.003, decay=0.9, momentum=0.5, centered=True, **TWENTY_STEPS),
    "adagrad": Adagrad(learning_rate=0.05, **TWENTY_STEPS),
}


@pytest.mark.parametrize("dtype", TOLERANCES)
@pytest.mark.parametrize("decay", [0.0, 0.02])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_twenty_steps(activation: str, optimizer: str, decay: float, dtype: str) -> None:
    """After each epoch of five steps; `weight_decay` of the weights alone is L2 with scale half."""
    penalty = (L2(strength=decay, scale="half"),) if decay else ()
    unit = Activation.kinds()[activation]()
    problem = reference_problem(OPTIMIZERS[optimizer], dtype, activation=unit, regularizers=penalty)
    expected = references("pytorch_steps")[f"{activation}/{optimizer}/{decay:g}/{dtype}"]
    assert_same_steps(problem, expected)


@pytest.mark.parametrize("dtype", TOLERANCES)
@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_adam_with_weight_decay_is_adamw(activation: str, dtype: str) -> None:
    """The same twenty steps by torch.optim.AdamW, which decays the weights alone."""
    unit = Activation.kinds()[activation]()
    decay = (WeightDecay(strength=0.02),)
    problem = reference_problem(OPTIMIZERS["adam"], dtype, activation=unit, regularizers=decay)
    expected = references("pytorch_steps")[f"{activation}/adamw/0.02/{dtype}"]
    assert_same_steps(problem, expected)
