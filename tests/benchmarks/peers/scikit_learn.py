"""scikit-learn: MLPClassifier, one run after the other; it has no dropout."""

from collections.abc import Callable

import numpy as np
from sklearn.neural_network import MLPClassifier
from study import BATCH, CLASSES, HIDDEN, LEARNING_RATE, Measured, Settings, digits
from threadpoolctl import threadpool_limits

DATA = digits()


def prepare(settings: Settings, epochs: int) -> Callable[[], Measured]:
    """Return a function that trains these runs on one thread, without their dropout."""
    threadpool_limits(1)
    return lambda: np.array([train(strength, epochs) for strength, _ in settings])


def train(strength: float, epochs: int) -> list[list[float]]:
    """Train one run and return what was measured after each epoch; alpha is for the sum over a batch."""
    model = MLPClassifier(
        HIDDEN, alpha=strength * BATCH, batch_size=BATCH, learning_rate_init=LEARNING_RATE, random_state=0
    )
    measured = []
    for _ in range(epochs):
        model.partial_fit(DATA.x, DATA.y, classes=np.arange(CLASSES))
        measured.append([*score(model, DATA.x, DATA.y), *score(model, DATA.x_validation, DATA.y_validation)])
    return measured


def score(model: MLPClassifier, x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Return loss and accuracy on a split."""
    p = model.predict_proba(x)
    chosen = np.maximum(p[np.arange(len(y)), y], np.finfo(p.dtype).tiny)
    return -float(np.log(chosen).mean()), float((p.argmax(axis=1) == y).mean())
