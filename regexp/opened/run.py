"""A finished run as an object."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from regexp.collection import FinishedRun
from regexp.config import Config
from regexp.datasets import Preprocessing
from regexp.describe import counted, metric_in_words
from regexp.errors import ConfigError
from regexp.history import Moment, number_at
from regexp.opened.frames import data_frame, structured
from regexp.opened.model import Model, check_finite, labels_of, models_of, preprocessing_of
from regexp.opened.raw_rows import raw_rows
from regexp.opened.telling import tell
from regexp.place import Say
from regexp.record import Numbers, Result, Setting
from regexp.record.result import RecordedVerdict
from regexp.spec import Array


class Run:
    """A run that has ended: what it was, what was measured, and what it predicts.

    Files are read when they are asked for; DamagedFile is raised for one that is not as it was written.
    """

    def __init__(self, finished: FinishedRun, say: Say = tell) -> None:
        """Wrap a run that was read; `say` is told what it takes to predict with it."""
        self.finished = finished
        self._say = say

    def __repr__(self) -> str:
        """Return path, how it ended, seed, and the best of what it monitors."""
        monitor, best = self.result["monitor"], self.best
        words = metric_in_words(monitor, number_at(best, monitor))
        ending = f"{self.status} after {counted(self.result['epochs'], 'epoch')}, seed {self.seed}"
        return f"<Run {self.path}: {ending}, {monitor} {words} at epoch {best['epoch']}>"

    @property
    def path(self) -> Path:
        """The run's directory."""
        return self.finished.directory.path

    @property
    def result(self) -> Result:
        """The content of result.json."""
        return self.finished.result

    @property
    def status(self) -> str:
        """How the run ended: completed, early_stopped or diverged."""
        return self.result["status"]

    @property
    def seed(self) -> int:
        """What drew split, weights, batches and noise."""
        return self.finished.seed

    @property
    def settings(self) -> Mapping[str, Setting]:
        """Every setting by full name, such as `regularization.l2.strength`; what is off has none."""
        return MappingProxyType(dict(self.finished.settings))

    @property
    def best(self) -> Numbers:
        """The best epoch and every metric there; None where one is not finite."""
        return self.result["best"]

    @property
    def last(self) -> Numbers:
        """The last epoch and every metric there; None where one is not finite."""
        return self.result["last"]

    @property
    def verdict(self) -> RecordedVerdict:
        """What the curves show: `kind`, `headline`, `evidence`, `onset`, …"""
        return self.result["verdict"]

    @property
    def config(self) -> Config:
        """The resolved config; raises RegexpError where config.yaml is not as it was written."""
        return self.finished.config

    @cached_property
    def metrics(self) -> Array:
        """What was measured, a structured array: one entry an epoch, one field a column of metrics.csv."""
        return structured(self.finished.history)

    def to_dataframe(self) -> Any:
        """Return `metrics` as a pandas DataFrame; ImportError where pandas is not installed."""
        return data_frame(self.metrics)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of the raw inputs that `predict` takes, in their order."""
        return tuple(self._preprocessing.inputs)

    def predict(self, x: Any, at: Moment = "best") -> Array:
        """Return predictions for raw rows: labels of classes (N,), or numbers (N,), of K > 1 targets (N, K).

        `x` is an array (N, I), or a table with a column for each input, such as a DataFrame. `at` says which
        epoch's weights are used. A run without stored weights is trained again, once, with a warning.
        Raises DataError for rows that don't fit.
        """
        return self._model(at).predict(raw_rows(x, self.inputs))

    def predict_proba(self, x: Any, at: Moment = "best") -> Array:
        """Return the probability of each class, (N, classes), in the order of `classes`; as `predict`."""
        return self._model(at).probabilities(raw_rows(x, self.inputs))

    @property
    def classes(self) -> Array:
        """The labels of the classes, sorted; empty for a regression."""
        return labels_of(self._preprocessing)

    @cached_property
    def _preprocessing(self) -> Preprocessing:
        return preprocessing_of(self.finished)

    @cached_property
    def _models(self) -> dict[Moment, Model]:
        return models_of(self.finished, self.config, self._preprocessing, self._say)

    def _model(self, at: Moment) -> Model:
        """Return what predicts; raises ConfigError for another word than best and last."""
        if at not in ("best", "last"):
            raise ConfigError(f"at: {at!r} is neither best nor last")
        return check_finite(self._models[at], str(self.path))
