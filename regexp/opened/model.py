"""What predicts: a trained network with the preprocessing of its raw rows."""

from dataclasses import dataclass

import numpy as np

from regexp import metrics
from regexp.collection import FinishedRun
from regexp.config import Config
from regexp.datasets import Preprocessing
from regexp.engine import Problem, Rows
from regexp.errors import ConfigError, DataError, RegexpError
from regexp.history import MOMENTS, Moment
from regexp.losses import Loss
from regexp.outcome import outputs
from regexp.place import Say
from regexp.record import DamagedFile
from regexp.record.files import read_json
from regexp.retraining import stored_parameters, trained
from regexp.spec import Array


@dataclass(frozen=True)
class Model:
    """A network with parameters theta (P,) and the preprocessing fitted on its training rows."""

    problem: Problem
    theta: Array
    preprocessing: Preprocessing

    def predict(self, x: Array) -> Array:
        """Return labels of classes (N,) for raw rows x (N, I), or numbers (N,), of K > 1 outputs (N, K)."""
        z = self._outputs(x)
        if self.preprocessing.classes:
            return labels_of(self.preprocessing)[metrics.decisions(z, self.problem.loss.threshold)]
        self.problem.loss.predict(z)
        _refuse_overflow(z)
        return z[:, 0] if z.shape[1] == 1 else z

    def probabilities(self, x: Array) -> Array:
        """Return for raw rows x (N, I) the probability of each class, (N, classes).

        Those of independent logistic outputs need not sum to 1. Raises ConfigError for a loss without
        probabilities.
        """
        loss = self.problem.loss
        if not loss.probabilities:
            raise ConfigError(f"a model trained with {loss.kind_name()} predicts no probabilities")
        z = self._outputs(x)
        loss.predict(z)
        is_one_for_two = z.shape[1] == 1 and len(self.preprocessing.classes) == 2
        return np.concatenate([1 - z, z], axis=1) if is_one_for_two else z

    def _outputs(self, x: Array) -> Array:
        """Return the network's outputs (N, K); raises DataError where they overflow."""
        z = outputs(self.problem, self.theta, self.preprocessing.transform(x))
        _refuse_overflow(z)
        return z


def _refuse_overflow(z: Array) -> None:
    """Raise DataError where outputs or predictions (N, K) are not finite."""
    if not np.isfinite(z).all():
        row = int(np.flatnonzero(~np.isfinite(z).all(axis=1))[0]) + 1
        raise DataError(f"row {row} lies so far from the training rows that its prediction overflows")


def labels_of(preprocessing: Preprocessing) -> Array:
    """Return the classes as they stand in the data: whole numbers where all of them are, else text."""
    names = preprocessing.classes
    are_whole = all(name.removeprefix("-").isdecimal() and str(int(name)) == name for name in names)
    return np.array([int(name) for name in names] if are_whole else names)


def models_of(
    run: FinishedRun, config: Config, preprocessing: Preprocessing, say: Say
) -> dict[Moment, Model]:
    """Return a run's models at the best and at the last epoch: stored ones, else by training it again.

    Stored weights need none of the run's data. Raises RegexpError where neither is possible.
    """
    found = _stored(run, config)
    if found is None:
        again = trained(run, say)
        found = again.problem, {"best": again.best, "last": again.last}
    problem, parameters = found
    return {at: Model(problem, theta, preprocessing) for at, theta in parameters.items()}


def check_finite(model: Model, title: str) -> Model:
    """Return a model whose weights are finite; raises RegexpError for one that diverged."""
    if not np.isfinite(model.theta).all():
        raise RegexpError(f"{title}: diverged, so that its weights are not finite and predict nothing")
    return model


def preprocessing_of(run: FinishedRun) -> Preprocessing:
    """Return what was fitted on a run's training rows; raises DamagedFile."""
    path = run.directory.path / "preprocessing.json"
    run.directory.check_file(path.name)
    try:
        return Preprocessing.from_json(read_json(path))
    except ValueError as error:
        raise DamagedFile(f"{path}: is not what a run writes") from error


def _stored(run: FinishedRun, config: Config) -> tuple[Problem, dict[Moment, Array]] | None:
    """Return a run's network and parameters as they were kept; None where they were not, or are damaged."""
    problem = _without_rows(run, config)
    try:
        return problem, {at: stored_parameters(run, at, problem) for at in MOMENTS}
    except DamagedFile:
        return None


def _without_rows(run: FinishedRun, config: Config) -> Problem:
    """Return what a run was trained on, but for its rows: all that prediction needs."""
    widths = run.result["widths"]
    no_rows = Rows(np.zeros((0, widths[0]), config.dtype), np.zeros((0, widths[-1]), config.dtype))
    return Problem(
        seed=config.seed,
        train=no_rows,
        validation=no_rows,
        flipped=None,
        classification="train_accuracy" in run.result["best"],
        hidden=config.model.hidden_widths,
        activation=config.model.unit,
        initialization=config.model.initialization,
        normalization=config.model.normalizer,
        has_biases=config.model.bias,
        loss=config.loss if isinstance(config.loss, Loss) else Loss.kinds()[run.result["loss"]](),
        optimizer=config.optimizer,
        regularizers=(),
        dtype=config.dtype,
    )
