from collections.abc import Callable

import numpy as np
import pytest

from regexp.analysis.verdict import Baseline, Verdict, judge
from regexp.history import History

LN10 = Baseline(train_loss=2.303, validation_loss=2.303, metric="accuracy", validation_metric=0.1)

Judge = Callable[..., Verdict]


def _history(train, validation, accuracy=None, memorized=None, epochs=None) -> History:
    rows = len(train)
    columns = {
        "epoch": np.arange(1, rows + 1) if epochs is None else epochs,
        "train_loss": train,
        "validation_loss": validation,
        "train_accuracy": np.ones(rows),
        "validation_accuracy": np.full(rows, 0.9) if accuracy is None else accuracy,
    }
    if memorized is not None:
        columns["memorized"] = memorized
    return History(tuple(columns), np.column_stack([np.asarray(c, dtype=float) for c in columns.values()]))


@pytest.fixture(scope="session")
def history() -> Callable[..., History]:
    """A history from its training and validation losses: `history(train, validation, accuracy=…)`."""
    return _history


@pytest.fixture(scope="session")
def verdict() -> Judge:
    """The verdict on given losses: ten classes, completed, monitor validation_loss unless said otherwise."""

    def judged(train, validation, baseline=LN10, status="completed", monitor="validation_loss", **more):
        options = {name: more.pop(name) for name in ("flipped", "closed_form") if name in more}
        return judge(_history(train, validation, **more), monitor, baseline, status, **options)

    return judged


@pytest.fixture(scope="session")
def noise() -> Callable[[np.random.Generator, int, float], np.ndarray]:
    """AR(1) noise of variance 1: `noise(generator, rows, persistence)`; 0 is independent noise."""

    def drawn(generator, rows, persistence):
        fresh = generator.normal(size=rows) * np.sqrt(1 - persistence**2)
        values = np.empty(rows)
        last = generator.normal()
        for row in range(rows):
            last = persistence * last + fresh[row]
            values[row] = last
        return values

    return drawn
