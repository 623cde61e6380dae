"""Metrics in evaluation mode: no noise, no penalty in the loss, all rows of a split.

Rows go through the network in chunks whose size depends on its widths only, so that a run's numbers have
the same bits in every stack; how many runs are measured at a time changes no bit.
"""

from collections.abc import Sequence
from math import prod

import numpy as np

from regexp import metrics
from regexp.engine.layout import Views
from regexp.engine.parts import Part
from regexp.engine.problem import Problem, Rows, sharing
from regexp.numerics import sum_per_run
from regexp.regularizers import Regularizer
from regexp.spec import Array

CHUNK_ELEMENTS = 65_536  # rows × widest layer: with its float32 neighbours this stays in a 1 MiB L2 cache
BLOCK_ELEMENTS = 131_072  # runs × rows × widest layer: narrow nets are measured several runs at a time


class Evaluator:
    """Measures a stack of R runs, block by block of runs; buffers are allocated once."""

    def __init__(self, problems: Sequence[Problem], regularizers: Sequence[Part[Regularizer]]) -> None:
        """Allocate for these runs."""
        first = problems[0]
        self._problems, self._first = problems, first
        self._layout = first.layout
        self._penalties = [part for part in regularizers if part.spec.acts_at("penalty")]
        self._chunk = max(1, CHUNK_ELEMENTS // max(first.widths))
        rows = max(1, min(self._chunk, max(len(first.train), len(first.validation))))
        widest = max(first.widths[1:])
        most = min(len(problems), max(1, BLOCK_ELEMENTS // (rows * widest)))
        self._memory = [np.empty(most * rows * widest, first.dtype) for _ in range(4)]
        self._blocks = {
            split: _blocks([getattr(p, split) for p in problems], most) for split in ("train", "validation")
        }

    def measure(self, theta: Array, rate: Array, epoch: int) -> dict[str, Array]:
        """Return every column of the history for parameters theta (R, 1, P), each of shape (R,)."""
        views = self._layout.views(theta)
        measured: dict[str, Array] = {"epoch": np.full(len(theta), float(epoch))}
        for split in ("train", "validation"):
            measured |= self._measure_split(split, views)
        measured["penalty"] = self._penalty(views.weights)
        measured["learning_rate"] = rate[:, 0, 0]
        squares = [sum_per_run(np.square(weight.astype(np.float64))) for weight in views.weights]
        measured["weight_norm"] = np.sqrt(sum(squares))[:, 0, 0]
        return measured

    def outputs(self, split: str, theta: Array) -> Array:
        """Return the outputs of networks with parameters theta (R, 1, P …) on a split, shape (R, N, K)."""
        views = self._layout.views(theta)
        found = [self._outputs(views.of(runs), rows) for runs, rows in self._blocks[split]]
        return np.concatenate(found)

    def _outputs(self, views: Views, data: Rows) -> Array:
        """Return the outputs of a block of runs on rows that they share, shape (r, N, K)."""
        z = np.empty((len(views.weights[-1]), len(data), self._layout.widths[-1]), self._first.dtype)
        for start in range(0, len(data), self._chunk):
            rows = slice(start, min(start + self._chunk, len(data)))
            self._forward(data.x[rows], views, z[:, rows])
        return z

    def _forward(self, h: Array, views: Views, outputs: Array) -> None:
        """Write the outputs (r, n, K) of inputs (n, I)."""
        last = len(views.weights) - 1
        for k, weight in enumerate(views.weights):
            shape = (len(weight), outputs.shape[1], weight.shape[2])
            z = outputs if k == last else self._buffer(k % 2, shape)
            np.matmul(h, weight, out=z)
            if k in views.biases:
                z += views.biases[k]
            if k in views.norms:
                self._first.normalization.evaluate(z, views.norms[k], self._buffer(2, shape))
            if k < last:
                self._first.activation.forward(z, self._buffer(2, shape), self._buffer(3, shape))
            h = z

    def _buffer(self, number: int, shape: tuple[int, ...]) -> Array:
        """Return a contiguous buffer of this shape."""
        return self._memory[number][: prod(shape)].reshape(shape)

    def _measure_split(self, split: str, views: Views) -> dict[str, Array]:
        """Return loss and metrics on a split (NaN without rows), and what was memorized of training rows."""
        names = [f"{split}_{name}" for name in ("loss", *metrics.names(self._first.classification))]
        if len(getattr(self._first, split)) == 0:
            return {name: np.full(len(self._problems), np.nan) for name in names}
        if split == "train" and self._first.flipped is not None:
            names.append("memorized")
        measured = {name: np.empty(len(self._problems)) for name in names}
        for runs, data in self._blocks[split]:
            z = self._outputs(views.of(runs), data)
            found = list(score(self._first, z, data.y).values())
            if "memorized" in measured:
                found.append(_memorized(self._problems[runs], z))
            for name, values in zip(names, found, strict=True):
                measured[name][runs] = values
        return measured

    def _penalty(self, weights: Sequence[Array]) -> Array:
        """Return the sum of all weight penalties, shape (R,)."""
        total = np.zeros((len(self._problems), 1, 1))
        for part in self._penalties:
            for k, weight in enumerate(weights):
                if part.spec.acts_on(k):
                    total[part.rows] += part.spec.penalty(weight[part.rows], k, part.ctx)
        return total[:, 0, 0]


def score(problem: Problem, z: Array, y: Array) -> dict[str, Array]:
    """Return loss and metrics of outputs z (R, N, K) against targets y (N, K), each of shape (R,).

    Where the targets are numbers, z becomes the predictions.
    """
    loss = {"loss": problem.loss.rows(z, y).astype(np.float64).mean(axis=-1)}
    if problem.classification:
        return loss | metrics.accuracy(z, y, problem.loss.threshold)
    problem.loss.predict(z)
    return loss | metrics.errors(z, y)


def _memorized(problems: Sequence[Problem], z: Array) -> Array:
    """Return the fraction of changed training labels that outputs (R, N, K) predict as changed, (R,)."""
    fractions = []
    for run, problem in zip(z, problems, strict=True):
        assert problem.flipped is not None
        chosen = metrics.decisions(run[problem.flipped], problem.loss.threshold)
        labels = metrics.decisions(problem.train.y[problem.flipped], 0.5)
        fractions.append((chosen == labels).mean() if len(labels) else np.nan)
    return np.array(fractions)


def _blocks(splits: Sequence[Rows], most: int) -> list[tuple[slice, Rows]]:
    """Return blocks of at most so many runs that share the very same rows."""
    return [
        (slice(start, min(start + most, runs.stop)), rows)
        for runs, rows in sharing(splits)
        for start in range(runs.start, runs.stop, most)
    ]
