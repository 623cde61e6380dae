"""The loss of counts."""

from math import log
from typing import ClassVar, Literal

import numpy as np

from regexp.losses.base import Loss
from regexp.spec import Array


class Poisson(Loss):
    """Mean over rows of Σ_k [μ_k − y_k + y_k·log(y_k/μ_k)], μ = exp(z): half the Poisson deviance, y ≥ 0.

    The output is the logarithm of the predicted mean; predictions, and mse, mae and r2, are of μ itself.
    0 where μ = y, so that it can be compared with what a model that fits every row has. The gradient is that
    of −log likelihood, exp(z) − y·z, as is the minimum; only a term without z differs. 0·log 0 is 0.
    Source: McCullagh & Nelder (1989), Generalized linear models, chapter 6.
    """

    kind: Literal["poisson"] = "poisson"
    label: ClassVar[str] = "half Poisson deviance"
    threshold: ClassVar[float | None] = log(0.5)
    counts: ClassVar[bool] = True

    def rows(self, z: Array, y: Array) -> Array:
        """Return Σ_k [exp(z_k) − y_k + y_k·(log y_k − z_k)]."""
        logarithms = np.log(np.where(y > 0, y, 1))
        mean = z.copy()
        self.predict(mean)
        rows: Array = (mean - y + y * (logarithms - z)).sum(axis=-1)
        return rows

    def gradient(self, z: Array, y: Array) -> None:
        """Turn z into (exp(z) − y)/B in place."""
        self.predict(z)
        z -= y
        z /= z.shape[-2]

    def constant(self, y: Array) -> Array:
        """Return the logarithm of the mean target, which is kept off 0."""
        mean = y.mean(axis=0, dtype=np.float64)
        return np.asarray(np.log(np.maximum(mean, np.finfo(np.float32).eps)))

    def predict(self, z: Array) -> None:
        """Turn z into exp(z) in place, infinite where it overflows: such a run has diverged."""
        with np.errstate(over="ignore"):
            np.exp(z, out=z)
