"""Test components for the hooks that the catalogue doesn't use; without `kind`, so that none registers."""

from itertools import pairwise

import numpy as np

from regexp.context import Context
from regexp.numerics import softmax
from regexp.regularizers import Regularizer
from regexp.regularizers.base import CONSTRAINT
from regexp.spec import Array


class WeightMask(Regularizer):
    """Computes with half of the weights, drawn for each step: dropconnect."""

    def draw(self, batch: int, widths: tuple[int, ...], ctx: Context) -> None:
        for k, shape in enumerate(pairwise(widths)):
            masks = [stream("weight_mask").generator.random(shape) < 0.5 for stream in ctx.streams]
            ctx.noise["mask", k] = np.array(masks, dtype=ctx.dtype)

    def weights(self, w: Array, k: int, ctx: Context) -> None:
        w *= ctx.noise["mask", k]

    def weights_backward(self, grad: Array, k: int, ctx: Context) -> None:
        grad *= ctx.noise["mask", k]


class CentredWeights(Regularizer):
    """Computes with w less the mean of its column; before `WeightMask` it is not what it is after it."""

    def weights(self, w: Array, k: int, ctx: Context) -> None:
        w -= w.mean(axis=1, keepdims=True)

    def weights_backward(self, grad: Array, k: int, ctx: Context) -> None:
        grad -= grad.mean(axis=1, keepdims=True)


class Mix(Regularizer):
    """Adds to each hidden unit half of the one before it: h ← h·M."""

    def activate(self, h: Array, k: int, ctx: Context) -> None:
        h[...] = h @ _mixing(h.shape[-1])

    def activate_backward(self, delta: Array, h: Array, k: int, ctx: Context) -> None:
        delta[...] = delta @ _mixing(h.shape[-1]).T


class Scale(Regularizer):
    """Multiplies unit i by i + 1; before `Mix` it is not what it is after it."""

    def activate(self, h: Array, k: int, ctx: Context) -> None:
        h *= np.arange(1.0, h.shape[-1] + 1)

    def activate_backward(self, delta: Array, h: Array, k: int, ctx: Context) -> None:
        delta *= np.arange(1.0, h.shape[-1] + 1)


class ActivityPenalty(Regularizer):
    """Adds 0.1·Σh²/B over the hidden units' activations to the loss."""

    def activate_backward(self, delta: Array, h: Array, k: int, ctx: Context) -> None:
        delta += 0.2 * h / h.shape[1]


class LateActivityPenalty(ActivityPenalty):
    """The same, named after what changes the activations."""

    order = CONSTRAINT


class ConfidencePenalty(Regularizer):
    """Adds 0.3·Σ p·log p/B, p = softmax of the outputs, to the loss."""

    def output_gradient(self, delta: Array, logits: Array, y: Array, ctx: Context) -> None:
        p = logits.copy()
        softmax(p)
        own = p * np.log(p)
        delta += 0.3 * (own - p * own.sum(axis=-1, keepdims=True)) / len(logits[0])


class SmoothLabels(Regularizer):
    """y ← 0.9·y + 0.1/K, and inputs moved by 1."""

    def inputs(self, x: Array, y: Array, ctx: Context) -> None:
        x += 1
        y *= 0.9
        y += 0.1 / y.shape[-1]


class Clip(Regularizer):
    """Makes the whole gradient of each run 0.01 long."""

    def gradient(self, grad: Array, ctx: Context) -> None:
        grad *= 0.01 / np.linalg.norm(grad, axis=2, keepdims=True)


class Sharpness(Regularizer):
    """Takes the gradient at θ + 0.05·g/‖g‖. Source: Foret et al. (2021), Sharpness-aware minimization."""

    def perturb(self, theta: Array, grad: Array, ctx: Context) -> None:
        theta += 0.05 * grad / np.linalg.norm(grad, axis=2, keepdims=True)


class Average(Regularizer):
    """Measures and saves 0.8·(average so far) + 0.2·θ of every step, starting from the initial parameters."""

    def init_state(self, theta: Array, ctx: Context) -> None:
        ctx.state["average"] = theta.copy()

    def after_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        ctx.state["average"] *= 0.8
        ctx.state["average"] += 0.2 * theta

    def evaluation(self, theta: Array, ctx: Context) -> None:
        theta[...] = ctx.state["average"]


def _mixing(width: int) -> Array:
    return np.eye(width) + 0.5 * np.eye(width, k=1)
