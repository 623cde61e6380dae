"""Forward and backward through a stack of networks, with the regularizers' hooks at their places."""

from collections.abc import Sequence

import numpy as np

from regexp.activations import PiecewiseLinear
from regexp.engine.layout import Views
from regexp.engine.parts import Part
from regexp.engine.problem import Problem
from regexp.engine.tape import Tape
from regexp.regularizers import Regularizer
from regexp.spec import Array

Parts = Sequence[Part[Regularizer]]


class Network:
    """A stack of R networks of one architecture, and the gradient of their penalized losses."""

    def __init__(self, problem: Problem, parts: Parts) -> None:
        """Note the components of a problem, and which regularizers act at which hook."""
        self._activation, self._normalization = problem.activation, problem.normalization
        self._loss = problem.loss
        self._copied = _with(parts, "weights")
        self._copies: list[Array] = []
        self._copied_back = _with(parts, "weights_backward")[::-1]
        self._multipliers = _with(parts, "multiplier")
        self._activates = _with(parts, "activate")
        back = reversed(_with(parts, "activate_backward"))
        # What only adds a gradient adds it at the final activations, before any of them is undone.
        self._activates_back = sorted(back, key=lambda part: part.spec.acts_at("activate"))
        self._outputs = _with(parts, "output_gradient")
        self._kept = np.empty(0, problem.dtype)
        self._penalties = _with(parts, "penalty_gradient")

    def gradient(self, parameters: Views, grad: Views, tape: Tape) -> None:
        """Write the gradient of the penalized loss for the tape's batch into grad."""
        used = self._used(parameters)
        self.forward(used, tape)
        self.descend(parameters, used, grad, tape)

    def descend(self, parameters: Views, used: Views, grad: Views, tape: Tape) -> None:
        """Do the same from the outputs that `forward` left on the tape; it used these parameters."""
        self._loss_gradient(tape)
        self.backward(used, grad, tape)
        for part in self._copied_back:
            for k in _layers(part, len(grad.weights)):
                part.spec.weights_backward(grad.weights[k][part.rows], k, part.ctx)
        for part in self._penalties:
            for k in _layers(part, len(grad.weights)):
                w, slope = parameters.weights[k][part.rows], grad.weights[k][part.rows]
                part.spec.penalty_gradient(w, slope, k, part.ctx)

    def forward(self, parameters: Views, tape: Tape) -> None:
        """Fill the tape's activations and outputs from its inputs."""
        last = len(parameters.weights) - 1
        for k, weight in enumerate(parameters.weights):
            z = tape.h[k + 1]
            np.matmul(tape.h[k], weight, out=z)
            if k in parameters.biases:
                z += parameters.biases[k]
            if k in parameters.norms:
                self._normalization.forward(z, parameters.norms[k], tape.traces[k])
            if k < last:
                self._activate(z, k, tape)

    def backward(self, parameters: Views, grad: Views, tape: Tape) -> None:
        """Write the gradients of all that is trained from the gradient at the outputs."""
        delta = tape.h[-1]
        for k in reversed(range(len(grad.weights))):
            np.matmul(tape.h[k].swapaxes(1, 2), delta, out=grad.weights[k])
            if k in grad.biases:
                np.matmul(tape.ones, delta, out=grad.biases[k])
            if k > 0:
                np.matmul(delta, parameters.weights[k].swapaxes(1, 2), out=tape.delta[k - 1])
                delta = tape.delta[k - 1]
                for part in self._activates_back:
                    if part.spec.acts_on(k - 1):
                        part.spec.activate_backward(delta[part.rows], tape.h[k][part.rows], k - 1, part.ctx)
                delta *= tape.factor[k - 1]
                if own := parameters.norms.get(k - 1):
                    self._normalization.backward(delta, own, grad.norms[k - 1], tape.traces[k - 1])

    def _activate(self, z: Array, k: int, tape: Tape) -> None:
        """Turn hidden layer k's z into activations; `factor` becomes their derivative."""
        factor, scratch = tape.factor[k], tape.scratch[k]
        if isinstance(self._activation, PiecewiseLinear):
            self._activation.gate(z, factor)
            for part in self._multipliers:
                if part.spec.acts_on(k):
                    part.spec.multiplier(factor[part.rows], k, part.ctx)
            z *= factor
        else:
            self._activation.forward(z, factor, scratch)
            for part in self._multipliers:
                if part.spec.acts_on(k):
                    _multiply(part, z[part.rows], factor[part.rows], scratch[part.rows], k)
        for part in self._activates:
            if part.spec.acts_on(k):
                part.spec.activate(z[part.rows], k, part.ctx)

    def _loss_gradient(self, tape: Tape) -> None:
        """Turn the tape's outputs into the gradient of the loss at them."""
        logits = self._copy(tape.h[-1]) if self._outputs else tape.h[-1]
        self._loss.gradient(tape.h[-1], tape.y)
        for part in self._outputs:
            rows = part.rows
            part.spec.output_gradient(tape.h[-1][rows], logits[rows], tape.y[rows], part.ctx)

    def _copy(self, outputs: Array) -> Array:
        """Return a copy of outputs (R, B, K) in memory that is allocated at its first, largest use."""
        if self._kept.size < outputs.size:
            self._kept = np.empty_like(outputs).reshape(-1)
        copy = self._kept[: outputs.size].reshape(outputs.shape)
        np.copyto(copy, outputs)
        return copy

    def _used(self, parameters: Views) -> Views:
        """Return what to compute with: copies where a regularizer changes weights for this pass."""
        if not self._copied:
            return parameters
        if not self._copies:
            self._copies = [np.empty(weight.shape, weight.dtype) for weight in parameters.weights]
        for copy, weight in zip(self._copies, parameters.weights, strict=True):
            np.copyto(copy, weight)
        for part in self._copied:
            for k in _layers(part, len(self._copies)):
                part.spec.weights(self._copies[k][part.rows], k, part.ctx)
        return parameters._replace(weights=self._copies)


def _multiply(part: Part[Regularizer], h: Array, slope: Array, scratch: Array, k: int) -> None:
    """Multiply activations and their derivative by a multiplier that starts at 1."""
    scratch.fill(1)
    part.spec.multiplier(scratch, k, part.ctx)
    h *= scratch
    slope *= scratch


def _layers(part: Part[Regularizer], count: int) -> list[int]:
    """Return the layers a part acts on."""
    return [k for k in range(count) if part.spec.acts_on(k)]


def _with(parts: Parts, hook: str) -> list[Part[Regularizer]]:
    """Return the parts that do something at a hook."""
    return [part for part in parts if part.spec.acts_at(hook)]
