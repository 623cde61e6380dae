"""Rows that tests share."""

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split

from regexp.spec import Array


@pytest.fixture(scope="session")
def flowers() -> tuple[Array, ...]:
    """Iris as X, X_val, y, y_val with classes as text."""
    iris = load_iris()
    rows = train_test_split(iris.data, iris.target_names[iris.target], random_state=0, stratify=iris.target)
    return tuple(np.asarray(part) for part in rows)


@pytest.fixture(scope="session")
def numbers() -> tuple[Array, ...]:
    """Noisy functions of three inputs as X, X_val, y, y_val, two targets a row."""
    generator = np.random.default_rng(0)
    x = generator.normal(2, 3, (120, 3))
    y = np.stack([np.sin(x[:, 0]) + x[:, 1], x @ [1, -2, 0.5]], axis=1) + generator.normal(0, 0.1, (120, 2))
    return x[:90], x[90:], y[:90], y[90:]
