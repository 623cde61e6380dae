"""Cross-entropies of classes and soft labels."""

from typing import ClassVar, Literal

import numpy as np

from regexp.losses.base import Loss
from regexp.numerics import NARROW, columns_of, logistic, softmax, sum_of_columns
from regexp.spec import Array


class SoftmaxCrossEntropy(Loss):
    """Mean over rows of −Σ_k y_k log softmax(z)_k, in nats; targets of a row sum to 1 and may be soft."""

    kind: Literal["softmax_cross_entropy"] = "softmax_cross_entropy"
    label: ClassVar[str] = "cross-entropy"
    probabilities: ClassVar[bool] = True

    def rows(self, z: Array, y: Array) -> Array:
        """Return log Σ_j exp(z_j) − Σ_k y_k z_k."""
        if z.shape[-1] > NARROW:
            shifted = z - z.max(axis=-1, keepdims=True)
            rows: Array = np.log(np.exp(shifted).sum(axis=-1))
            rows -= (shifted * y).sum(axis=-1)
            return rows
        columns = columns_of(z).copy()
        columns -= np.maximum.reduce(columns)
        rows = np.log(sum_of_columns(np.exp(columns)))
        targets = columns_of(y).copy()
        columns *= targets.reshape(len(targets), -1, *columns.shape[2:])
        rows -= sum_of_columns(columns)
        return rows

    def gradient(self, z: Array, y: Array) -> None:
        """Turn z into (softmax(z) − y)/B in place."""
        softmax(z)
        z -= y
        z /= z.shape[-2]

    def constant(self, y: Array) -> Array:
        """Return the logarithms of the classes' frequencies."""
        return np.log(_inside(y.mean(axis=0)))

    def predict(self, z: Array) -> None:
        """Turn z into softmax(z) in place."""
        softmax(z)


class SigmoidCrossEntropy(Loss):
    """Mean over rows of −Σ_k [y_k log p_k + (1 − y_k) log(1 − p_k)], p = 1/(1 + exp(−z)), in nats.

    K independent logistic outputs; two classes share one output, more are one-hot.
    """

    kind: Literal["sigmoid_cross_entropy"] = "sigmoid_cross_entropy"
    label: ClassVar[str] = "cross-entropy"
    threshold: ClassVar[float | None] = 0.0
    probabilities: ClassVar[bool] = True

    def rows(self, z: Array, y: Array) -> Array:
        """Return Σ_k [max(z_k, 0) − y_k z_k + log(1 + exp(−|z_k|))]."""
        rows: Array = (np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))).sum(axis=-1)
        return rows

    def gradient(self, z: Array, y: Array) -> None:
        """Turn z into (p − y)/B in place."""
        logistic(z)
        z -= y
        z /= z.shape[-2]

    def constant(self, y: Array) -> Array:
        """Return the log odds of each output's frequency."""
        frequency = _inside(y.mean(axis=0))
        return np.log(frequency) - np.log1p(-frequency)

    def predict(self, z: Array) -> None:
        """Turn z into p in place."""
        logistic(z)


def _inside(frequencies: Array) -> Array:
    """Return frequencies kept off 0 and 1, where no finite output stands for them."""
    tiny = np.finfo(np.float32).eps
    return np.clip(frequencies.astype(np.float64), tiny, 1 - tiny)
