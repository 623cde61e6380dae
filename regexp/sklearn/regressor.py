"""The regressor."""

from typing import Any

import numpy as np
from sklearn.base import MultiOutputMixin, RegressorMixin
from sklearn.utils.validation import validate_data

from regexp.sklearn.estimator import Estimator, Pair
from regexp.spec import Array


class RegexpRegressor(MultiOutputMixin, RegressorMixin, Estimator):
    """A linear model or multilayer perceptron for targets y (N,) or (N, K), which are not scaled.

    The same settings, seed and rows give the same bits as `regexp train`; `__init__` says what the arguments
    are, `fit` what is known afterwards. `n_outputs_` is K.
    """

    def predict(self, X: Any) -> Array:
        """Return predictions for rows X (N, I): (N,), of K > 1 targets (N, K)."""
        return self._predict(X)

    def _pair(self, X: Any, y: Any, is_training: bool) -> Pair:
        """Return inputs and targets (N, K)."""
        x, y = validate_data(
            self, X, y, reset=is_training, dtype=np.float64, multi_output=True, y_numeric=True
        )
        targets = np.asarray(y, dtype=np.float64).reshape(len(x), -1)
        if is_training:
            self.n_outputs_ = targets.shape[1]
        if targets.shape[1] != self.n_outputs_:
            raise ValueError(f"y_val: has {targets.shape[1]} columns, but y has {self.n_outputs_}")
        return x, targets

    def _class_count(self) -> int:
        """Return 0: targets are numbers."""
        return 0
