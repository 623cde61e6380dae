"""Estimators for scikit-learn on the engine and the config of `regexp`."""

from regexp.sklearn.classifier import RegexpClassifier
from regexp.sklearn.regressor import RegexpRegressor

__all__ = ["RegexpClassifier", "RegexpRegressor"]
