"""Metrics in evaluation mode: no noise, no penalty in the loss, all rows of a split.

Rows go through the network in chunks whose size depends on its widths only, so that a run's numbers have
the same bits in every stack.
"""

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from regexp import metrics
from regexp.engine.layout import Layout
from regexp.engine.parts import Part
from regexp.engine.problem import Problem, Rows
from regexp.numerics import sum_per_run
from regexp.regularizers import Regularizer
from regexp.spec import Array

CHUNK_ELEMENTS = 65_536  # rows × widest layer: with its float32 neighbours this stays in a 1 MiB L2 cache


class Evaluator:
    """Measures a stack of R runs; buffers are allocated once."""

    def __init__(self, problems: Sequence[Problem], regularizers: Sequence[Part[Regularizer]]) -> None:
        """Allocate for these runs."""
        first = problems[0]
        self._problems, self._first = problems, first
        self._layout = Layout(first.widths)
        self._penalties = [part for part in regularizers if part.spec.acts_at("penalty")]
        self._chunk = max(1, CHUNK_ELEMENTS // max(first.widths))
        rows = min(self._chunk, max(len(first.train), len(first.validation)))
        size = len(problems) * rows * max(first.widths)
        self._memory = [np.empty(size, first.dtype) for _ in range(4)]
        self._groups = {
            name: _groups([getattr(p, name) for p in problems]) for name in ("train", "validation")
        }

    def measure(self, theta: Array, rate: Array, epoch: int) -> dict[str, Array]:
        """Return every column of the history for parameters theta (R, 1, P), each of shape (R,)."""
        weights, biases = self._layout.views(theta)
        measured: dict[str, Array] = {"epoch": np.full(len(theta), float(epoch))}
        for split in ("train", "validation"):
            measured |= self._measure_split(split, weights, biases)
        measured["penalty"] = self._penalty(weights)
        measured["learning_rate"] = rate[:, 0, 0]
        squares = [sum_per_run(np.square(weight.astype(np.float64))) for weight in weights]
        measured["weight_norm"] = np.sqrt(sum(squares))[:, 0, 0]
        return measured

    def outputs(self, split: str, weights: Sequence[Array], biases: Sequence[Array]) -> Array:
        """Return the network's outputs on a split, shape (R, N, K)."""
        rows = len(getattr(self._first, split))
        z = np.empty((len(self._problems), rows, self._layout.widths[-1]), self._first.dtype)
        for start in range(0, rows, self._chunk):
            stop = min(start + self._chunk, rows)
            self._forward(split, slice(start, stop), weights, biases, z[:, start:stop])
        return z

    def _forward(
        self, split: str, rows: slice, weights: Sequence[Array], biases: Sequence[Array], outputs: Array
    ) -> None:
        """Write the outputs of some rows of a split."""
        last, h = len(weights) - 1, None
        for k, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
            z = outputs if k == last else self._buffer(k % 2, outputs.shape[1], weight.shape[2])
            if h is None:
                for group, data in self._groups[split]:
                    np.matmul(data.x[rows], weight[group], out=z[group])
            else:
                np.matmul(h, weight, out=z)
            z += bias
            if k < last:
                slope, scratch = (self._buffer(b, z.shape[1], z.shape[2]) for b in (2, 3))
                self._first.activation.forward(z, slope, scratch)
            h = z

    def _buffer(self, number: int, rows: int, width: int) -> Array:
        """Return a contiguous buffer of shape (R, rows, width)."""
        shape = (len(self._problems), rows, width)
        return self._memory[number][: np.prod(shape)].reshape(shape)

    def _measure_split(
        self, split: str, weights: Sequence[Array], biases: Sequence[Array]
    ) -> dict[str, Array]:
        """Return loss and metrics on a split (NaN without rows), and what was memorized of training rows."""
        names = ("loss", *metrics.names(self._first.classification))
        if len(getattr(self._first, split)) == 0:
            return {f"{split}_{name}": np.full(len(self._problems), np.nan) for name in names}
        z = self.outputs(split, weights, biases)
        found: dict[str, list[Array]] = {name: [] for name in names}
        for group, data in self._groups[split]:
            for name, values in score(self._first, z[group], data.y).items():
                found[name].append(values)
        measured = {f"{split}_{name}": np.concatenate(values) for name, values in found.items()}
        if split == "train" and self._first.flipped is not None:
            measured["memorized"] = self._memorized(z)
        return measured

    def _memorized(self, z: Array) -> Array:
        """Return the fraction of changed training labels that are predicted as changed, shape (R,)."""
        fractions = []
        for run, problem in zip(z, self._problems, strict=True):
            assert problem.flipped is not None
            chosen = metrics.decisions(run[problem.flipped], problem.loss.threshold)
            labels = metrics.decisions(problem.train.y[problem.flipped], 0.5)
            fractions.append((chosen == labels).mean() if len(labels) else np.nan)
        return np.array(fractions)

    def _penalty(self, weights: Sequence[Array]) -> Array:
        """Return the sum of all weight penalties, shape (R,)."""
        total = np.zeros((len(self._problems), 1, 1))
        for part in self._penalties:
            for k, weight in enumerate(weights):
                if part.spec.acts_on(k):
                    total[part.rows] += part.spec.penalty(weight[part.rows], k, part.ctx)
        return total[:, 0, 0]


def score(problem: Problem, z: Array, y: Array) -> dict[str, Array]:
    """Return loss and metrics of outputs z (R, N, K) against targets y (N, K), each of shape (R,)."""
    loss = {"loss": problem.loss.rows(z, y).astype(np.float64).mean(axis=-1)}
    if problem.classification:
        return loss | metrics.accuracy(z, y, problem.loss.threshold)
    return loss | metrics.errors(z, y)


def _groups(splits: Sequence[Rows]) -> list[tuple[slice, Rows]]:
    """Return stretches of runs that share the very same rows."""
    groups, start = [], 0
    for _, group in groupby(splits, key=id):
        stretch = list(group)
        groups.append((slice(start, start + len(stretch)), stretch[0]))
        start += len(stretch)
    return groups
