"""Metrics: how good predictions are: outputs (R, N, K) and targets (N, K) or (R, N, K) to (R,).

The model's outputs are compared as they are: scaling them to probabilities changes no decision.
"""

import numpy as np

from regexp.spec import Array

CLASSIFICATION = ("accuracy",)
REGRESSION = ("mse", "mae", "r2")


def names(classification: bool) -> tuple[str, ...]:
    """Return the metrics of a task."""
    return CLASSIFICATION if classification else REGRESSION


def decisions(z: Array, threshold: float | None) -> Array:
    """Return the class each row of outputs stands for, shape (R, N)."""
    if z.shape[-1] == 1:
        assert threshold is not None
        return np.greater(z[..., 0], threshold).astype(np.intp)
    return np.asarray(z.argmax(axis=-1))


def accuracy(z: Array, y: Array, threshold: float | None) -> dict[str, Array]:
    """Return the fraction of rows whose class is right (of soft targets, the largest)."""
    right = decisions(z, threshold) == decisions(y, 0.5)
    return {"accuracy": right.mean(axis=-1)}


def errors(z: Array, y: Array) -> dict[str, Array]:
    """Return mean squared and mean absolute error and R², each averaged over the K outputs.

    R² = 1 − Σ(y − z)²/Σ(y − ȳ)² with the mean of these rows' own targets, as in scikit-learn's
    `r2_score`; NaN where the targets don't vary.
    """
    difference = (z - y).astype(np.float64)
    squared = _over_rows(np.square(difference))
    spread = _over_rows(np.square(y - y.mean(axis=-2, keepdims=True, dtype=np.float64)))
    r2 = 1 - np.divide(squared, spread, out=np.full_like(squared, np.nan), where=spread > 0)
    absolute = _over_rows(np.abs(difference))
    return {"mse": squared.mean(axis=-1), "mae": absolute.mean(axis=-1), "r2": r2.mean(axis=-1)}


def _over_rows(values: Array) -> Array:
    """Return the mean over rows, shape (R, K), summed along contiguous memory so that R changes no bit."""
    return np.asarray(np.ascontiguousarray(values.swapaxes(-1, -2)).mean(axis=-1))
