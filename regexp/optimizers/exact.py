"""The exact minimum of a linear model's squared error, with or without L2."""

from typing import Literal

import numpy as np

from regexp.optimizers.base import ClosedForm
from regexp.spec import Array


class Exact(ClosedForm):
    """Least squares by singular values: w = V·diag(s/(s² + ridge))·Uᵀ·y on centred data, b = ȳ − x̄·w.

    Without a penalty, singular values below max(m, I)·ε·s₁ count as zero, which gives the weights of
    least norm where many fit; the bias is neither penalized nor part of that norm. Where the model has
    none, data are not centred. Computed in float64.
    Source: Hastie, Tibshirani & Friedman (2009), The elements of statistical learning, section 3.4.1.
    """

    kind: Literal["exact"] = "exact"

    def solve(self, x: Array, y: Array, ridge: float, has_bias: bool = True) -> tuple[Array, Array]:
        """Return weights (I, K) and bias (1, K) minimizing Σ‖x·w + b − y‖² + ridge·‖w‖²."""
        x, y = x.astype(np.float64), y.astype(np.float64)
        x_mean, y_mean = (rows.mean(axis=0, keepdims=True) * has_bias for rows in (x, y))
        u, s, vt = np.linalg.svd(x - x_mean, full_matrices=False)
        cutoff = max(x.shape) * np.finfo(np.float64).eps * s.max(initial=0.0)
        gains = np.divide(s, s * s + ridge, out=np.zeros_like(s), where=s > cutoff)
        weight = vt.T @ (gains[:, np.newaxis] * (u.T @ (y - y_mean)))
        return weight, y_mean - x_mean @ weight
