"""The classifier."""

from typing import Any

import numpy as np
from sklearn.base import ClassifierMixin
from sklearn.utils.metaestimators import available_if
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import validate_data

from regexp.losses import Loss
from regexp.sklearn.arguments import value_errors
from regexp.sklearn.estimator import Estimator, Pair
from regexp.spec import Array


def _has_probabilities(estimator: "RegexpClassifier") -> bool:
    """Tell whether the model predicts probabilities: not if a loss is named that has none."""
    loss = estimator.loss.get("kind") if isinstance(estimator.loss, dict) else estimator.loss
    named = Loss.kinds().get(str(loss))
    return named is None or named.probabilities


class RegexpClassifier(ClassifierMixin, Estimator):
    """A linear model or multilayer perceptron for two or more classes, which may be numbers or text.

    The same settings, seed and rows give the same bits as `regexp train`; `__init__` says what the arguments
    are, `fit` what is known afterwards. `classes_` are the distinct values of y, sorted.
    """

    def predict(self, X: Any) -> Array:
        """Return the class (N,) of each row of X (N, I)."""
        numbers = self._predict(X)
        return np.asarray(self.classes_[numbers])

    @available_if(_has_probabilities)
    def predict_proba(self, X: Any) -> Array:
        """Return for rows X (N, I) the probability of each of `classes_`, shape (N, classes).

        Those of independent logistic outputs are divided by their sum.
        """
        x = self._rows(X)
        with value_errors():
            found = self._model.probabilities(x)
        found /= found.sum(axis=1, keepdims=True)
        return found

    def _pair(self, X: Any, y: Any, is_training: bool) -> Pair:
        """Return inputs, and classes as positions in `classes_`."""
        x, y = validate_data(self, X, y, reset=is_training, dtype=np.float64)
        if is_training:
            check_classification_targets(y)
            self.classes_ = np.unique(y)
            if len(self.classes_) == 1:
                raise ValueError(f"y: all rows are of one class, {self.classes_[0]}; two classes are needed")
        unknown = sorted(set(np.unique(y).tolist()) - set(self.classes_.tolist()))
        if unknown:
            raise ValueError(f"y_val: class {unknown[0]} is not in y")
        return x, np.searchsorted(self.classes_, y)

    def _class_count(self) -> int:
        """Return how many classes there are."""
        return len(self.classes_)
