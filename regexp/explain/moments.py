"""When in a training step a regularizer acts, and on what: read off the hooks that its class overrides."""

from regexp.regularizers import LayerRegularizer, Regularizer
from regexp.regularizers.base import AVERAGING

MOMENTS = {
    "inputs": "the batch, before the forward pass",
    "weights": "the copy of the weights, not of biases, that the step computes with",
    "multiplier": "hidden activations by a factor, in the forward and the backward pass",
    "activate": "hidden activations in the forward pass",
    "activate_backward": "the gradient of hidden activations in the backward pass",
    "output_gradient": "the gradient of the loss at the outputs, before the backward pass",
    "penalty_gradient": "the gradient of the weights, not of biases, before the optimizer",
    "perturb": "a copy of all parameters, at which the gradient is taken once more",
    "gradient": "the whole gradient, penalties and biases included, before the optimizer",
    "before_update": "{whole}, right before the optimizer's step",
    "after_update": "{whole}, after the optimizer's step",
    "evaluation": "the copy of all parameters that is measured and saved",
    "stop": "whether training goes on, after each measurement",
}
"""What each hook acts on and when, in the order of a step."""


def moments(regularizer: type[Regularizer]) -> list[str]:
    """Return what a regularizer acts on, in the order of a step."""
    whole = "the weights, not biases" if issubclass(regularizer, LayerRegularizer) else "all parameters"
    read = f"{whole}, which it only reads" if regularizer.order == AVERAGING else whole
    return [text.format(whole=read) for hook, text in MOMENTS.items() if regularizer.acts_at(hook)]


def remarks(regularizer: type[Regularizer]) -> list[str]:
    """Return what else follows from the hooks: where its cost is shown, when it is random."""
    true = {
        "Its cost is the column penalty, no part of the losses.": regularizer.acts_at("penalty"),
        "It is drawn anew in each step, and not in evaluation.": regularizer.is_random,
    }
    return [text for text, holds in true.items() if holds]
