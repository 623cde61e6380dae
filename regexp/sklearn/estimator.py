"""What both estimators share: their arguments, training on the engine, and what is known afterwards."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted, validate_data
from threadpoolctl import threadpool_limits

from regexp.assembly import Encoder, problem_of
from regexp.datasets import Data, Table, prepare
from regexp.datasets.base import numbered
from regexp.datasets.checks import checked
from regexp.datasets.data import TRAIN, VALIDATION
from regexp.engine import Member, new_member, rows_of, train
from regexp.opened.frames import structured
from regexp.opened.model import Model
from regexp.outcome import verdict_of
from regexp.sklearn.arguments import config_of, value_errors
from regexp.spec import Array

Pair = tuple[Array, Array]
"""Inputs (N, I) float64, and targets as a table has them: (N,) int64 classes or (N, K) float64."""


class Estimator(BaseEstimator):
    """A network that is trained in memory, as `regexp train` does it; no files are read or written."""

    def __init__(
        self,
        *,
        hidden: Any = (64, 64),
        activation: Any = "relu",
        normalization: Any = None,
        initialization: Any = None,
        loss: Any = "auto",
        optimizer: Any = "adam",
        learning_rate: Any = None,
        batch_size: Any = None,
        epochs: Any = None,
        schedule: Any = None,
        regularization: Any = None,
        monitor: Any = "validation_loss",
        validation_size: Any = 0,
        scale: Any = "standard",
        dtype: Any = "float32",
        random_state: Any = None,
    ) -> None:
        """Keep the arguments, which mean what they mean in a config; `fit` checks them.

        hidden: widths of the hidden layers; () is a linear model, to which activation and normalization
        don't apply. activation, initialization, loss, schedule, optimizer: a kind, or a mapping with `kind`
        and its settings (`{"kind": "sgd", "momentum": 0.9}`). learning_rate, batch_size, epochs, schedule:
        settings of the optimizer; None is its default. normalization, initialization: None is the model's
        default. regularization: components by kind, such as `{"dropout": 0.5, "l2": 1e-4}`. monitor: the
        metric whose best epoch's weights predict. validation_size: rows, or fraction of rows, that `fit`
        sets aside if it isn't given any; classes stay in proportion. scale: standard, minmax or none,
        fitted on the rows that are trained on. dtype: precision of training; predictions are computed in
        float64. random_state: an integer is the run's `seed`.
        """
        self.hidden = hidden
        self.activation = activation
        self.normalization = normalization
        self.initialization = initialization
        self.loss = loss
        self.optimizer = optimizer
        self.learning_rate = learning_rate
        self.batch_size = batch_size
        self.epochs = epochs
        self.schedule = schedule
        self.regularization = regularization
        self.monitor = monitor
        self.validation_size = validation_size
        self.scale = scale
        self.dtype = dtype
        self.random_state = random_state

    def fit(self, X: Any, y: Any, X_val: Any = None, y_val: Any = None) -> Self:
        """Train on rows X (N, I) with targets y, and measure on validation rows after each epoch.

        Validation rows are X_val with y_val, or else `validation_size` of X. The weights of the epoch where
        `monitor` was best are kept, those of the last epoch where it was not measured.

        Known afterwards: `loss_curve_` and `validation_curve_`, the loss of training and of validation rows
        after each epoch, (n_iter_,), without noise and penalty (the latter None without validation rows);
        `history_`, a structured array with all columns of metrics.csv; `n_iter_` and `best_epoch_`;
        `verdict_` with its `kind`, `headline` and `evidence`; `coefs_` and `intercepts_`, the weights (I, O)
        and biases (O,) of each layer that has them, for scaled inputs; `n_features_in_`, and
        `feature_names_in_` if X has names. Raises ValueError for arguments and rows that can't be used, and
        where training diverged before it was any good.
        """
        if (X_val is None) != (y_val is None):
            raise ValueError("X_val and y_val: give both or neither")
        splits = [self._pair(X, y, is_training=True)]
        if X_val is not None:
            splits.append(self._pair(X_val, y_val, is_training=False))
        with threadpool_limits(1, user_api="blas"), value_errors():
            member, data = self._trained(splits)
        if member.status == "diverged" and member.best_epoch == member.epoch:
            raise ValueError(f"training diverged in epoch {member.epoch}; lower learning_rate or scale y")
        self._keep(member, data)
        return self

    @abstractmethod
    def _pair(self, X: Any, y: Any, is_training: bool) -> Pair:
        """Return checked inputs and targets; those of training rows say what others must be like."""

    @abstractmethod
    def _class_count(self) -> int:
        """Return how many classes there are, 0 where targets are numbers."""

    def _trained(self, splits: Sequence[Pair]) -> tuple[Member, Data]:
        """Return a run trained to its end on training rows and, if given, validation rows."""
        arguments = self.get_params(deep=False) | {"random_state": self._seed()}
        if len(splits) > 1:
            arguments["validation_size"] = None
        config, table = config_of(arguments), self._table(splits)
        checked(replace(table, y=table.y.reshape(len(table.y), -1), classes=()), "fit")
        data = prepare(config.dataset, config.seed, table)
        member = new_member(problem_of(config, Encoder(data)))
        for _ in train([member]):
            pass
        return member, data

    def _table(self, splits: Sequence[Pair]) -> Table:
        """Return all rows; where validation rows are given, both splits stay as they are."""
        x, y = (np.concatenate(parts) for parts in zip(*splits, strict=True))
        lengths = [len(inputs) for inputs, _ in splits]
        ready = np.repeat([TRAIN, VALIDATION], lengths) if len(splits) > 1 else None
        return Table(x, y, numbered(x.shape[1]), tuple(map(str, range(self._class_count()))), ready)

    def _seed(self) -> Any:
        """Return an integer `random_state` as it is, else one drawn from it."""
        if isinstance(self.random_state, int | np.integer):
            return self.random_state
        return check_random_state(self.random_state).randint(2**31)

    def _keep(self, member: Member, data: Data) -> None:
        """Keep what was learned and measured, without the rows."""
        problem, history = member.problem, member.history
        no_rows = rows_of(problem.train.x[:0], problem.train.y[:0], "float64")
        bare = replace(problem, train=no_rows, validation=no_rows, flipped=None, regularizers=())
        self._model = Model(
            replace(bare, weights=None, order=None, dtype="float64"),
            member.best.astype(np.float64),
            data.preprocessing,
        )
        self.loss_curve_ = history["train_loss"]
        self.validation_curve_ = history["validation_loss"] if len(problem.validation) else None
        self.history_ = structured(history)
        self.n_iter_ = member.epoch
        self.best_epoch_ = member.best_epoch
        self.verdict_ = verdict_of(member)
        parameters = member.named("best")
        self.coefs_ = [array for name, array in parameters.items() if name.endswith("/weight")]
        self.intercepts_ = [array for name, array in parameters.items() if name.endswith("/bias")]

    def _predict(self, X: Any) -> Array:
        """Return what the model predicts for rows X (N, I): numbers of classes, or numbers."""
        x = self._rows(X)
        with value_errors():
            return self._model.predict(x)

    def _rows(self, X: Any) -> Array:
        """Return rows X (N, I) to predict, checked against those of `fit`."""
        check_is_fitted(self)
        return np.asarray(validate_data(self, X, reset=False, dtype=np.float64))
