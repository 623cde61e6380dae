"""Estimators in scikit-learn's tools: searches, pipelines, copies, processes, pandas."""

import pickle
import subprocess
import sys
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.inspection import permutation_importance
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from support.command import environment
from support.estimators import SMALL

from regexp.sklearn import RegexpClassifier, RegexpRegressor
from regexp.spec import Array


def test_grid_search(flowers: tuple[Array, ...]) -> None:
    """A penalty that leaves no weight loses to none, and a rate that moves nothing to one that does."""
    x, x_val, y, y_val = flowers
    grid = {
        "learning_rate": np.logspace(-6, -1.5, 2),
        "regularization": [None, {"l2": 100.0}, {"input_dropout": 0.1, "l2": 1e-4}],
        "hidden": [(8,), ()],
    }
    search = GridSearchCV(RegexpClassifier(**SMALL | {"epochs": 40}), grid, cv=2, error_score="raise").fit(
        x, y
    )
    assert len(search.cv_results_["params"]) == 12
    assert search.best_params_["learning_rate"] == grid["learning_rate"][1]
    assert search.best_params_["regularization"] != {"l2": 100.0}
    assert search.score(x_val, y_val) > 0.9


def test_pipeline_with_cross_validation(numbers: tuple[Array, ...]) -> None:
    """Scaling twice changes nothing but the last digits."""
    x, _, y, _ = numbers
    alone, piped = (
        cross_val_score(estimator, x, y, cv=3)
        for estimator in (
            RegexpRegressor(**SMALL, dtype="float64"),
            make_pipeline(StandardScaler(), RegexpRegressor(**SMALL, dtype="float64")),
        )
    )
    np.testing.assert_allclose(alone, piped, rtol=1e-6)


@pytest.mark.slow
def test_processes(flowers: tuple[Array, ...]) -> None:
    """Two processes find what one finds, bit for bit."""
    x, _, y, _ = flowers
    one, two = (
        cross_val_score(RegexpClassifier(**SMALL), x, y, cv=4, scoring="neg_log_loss", n_jobs=jobs)
        for jobs in (1, 2)
    )
    assert one.tobytes() == two.tobytes()


def test_pickle(numbers: tuple[Array, ...]) -> None:
    """A fitted estimator is a small file: it keeps no rows."""
    x, x_val, y, y_val = numbers
    regressor = RegexpRegressor(**SMALL, regularization={"dropout": 0.1}, schedule="cosine")
    stored = pickle.dumps(regressor.fit(np.repeat(x, 100, axis=0), np.repeat(y, 100, axis=0), x_val, y_val))
    assert len(stored) < 20_000 < 100 * x.nbytes
    restored: RegexpRegressor = pickle.loads(stored)
    np.testing.assert_array_equal(restored.predict(x), regressor.predict(x))
    assert restored.verdict_.to_json() == regressor.verdict_.to_json()


def test_clone_and_parameters() -> None:
    regularization: dict[str, Any] = {"dropout": 0.5, "early_stopping": {"patience": 3}}
    classifier = RegexpClassifier(hidden=(32, 16), regularization=regularization, random_state=1)
    copy = clone(classifier)
    assert copy.get_params() == classifier.get_params()
    assert copy.set_params(epochs=3, regularization=None).get_params()["epochs"] == 3
    shown = "RegexpClassifier(hidden=(32, 16), random_state=1,\n                 regularization="
    assert repr(classifier).startswith(shown)


def test_arguments_are_left_alone(flowers: tuple[Array, ...]) -> None:
    x, x_val, y, y_val = flowers
    optimizer, regularization = {"kind": "sgd", "momentum": 0.9}, {"l2": 0.1, "early_stopping": 2}
    arguments = SMALL | {"optimizer": optimizer, "regularization": regularization}
    classifier = RegexpClassifier(**arguments).fit(x, y, x_val, y_val)
    assert optimizer == {"kind": "sgd", "momentum": 0.9}
    assert regularization == {"l2": 0.1, "early_stopping": 2}
    assert classifier.get_params()["optimizer"] is optimizer


def test_pandas(flowers: tuple[Array, ...]) -> None:
    x, x_val, y, y_val = flowers
    names = ["a", "b", "c", "d"]
    frame, held_out = (pd.DataFrame(rows, columns=names) for rows in (x, x_val))
    classifier = RegexpClassifier(**SMALL).fit(frame, pd.Series(y), held_out, pd.Series(y_val))
    assert classifier.feature_names_in_.tolist() == names
    bare = RegexpClassifier(**SMALL).fit(x, y, x_val, y_val)
    np.testing.assert_array_equal(classifier.predict_proba(held_out), bare.predict_proba(x_val))
    with pytest.raises(ValueError, match=r"(?s)feature names should match.*- b"):
        classifier.predict(held_out.rename(columns={"b": "z"}))


def test_importances(flowers: tuple[Array, ...]) -> None:
    """Petals tell irises apart, sepals hardly."""
    x, _, y, _ = flowers
    classifier = RegexpClassifier(**SMALL | {"epochs": 60}).fit(x, y)
    importances = permutation_importance(classifier, x, y, random_state=0).importances_mean
    assert min(importances[2:]) > max(importances[:2])


def test_regexp_does_not_import_it() -> None:
    program = "import sys, regexp.cli.main, regexp.run; assert 'regexp.sklearn' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True, env=environment())
