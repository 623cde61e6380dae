"""The weights of trained models, layer by layer; biases are left out, as in the column `weight_norm`."""

from regexp.retraining import Trained
from regexp.spec import Array


def weights_of(model: Trained, parameters: Array) -> list[Array]:
    """Return the weights (I, O) of each layer among some parameters (P,) of a model."""
    layout = model.problem.layout
    return [weight[0] for weight in layout.views(parameters.reshape(1, 1, -1)).weights]


def layer_name(k: int, depth: int) -> str:
    """Return what the k-th of so many layers is called, counted from 0 as in best.npz: `layer 2, output`."""
    return f"layer {k}, output" if k == depth - 1 else f"layer {k}"
