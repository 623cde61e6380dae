"""What curves.png shows of a run: its words, its marks and, for data with one input, the learned function."""

import numpy as np

from regexp.analysis import Verdict
from regexp.config import Config
from regexp.datasets import Data, load
from regexp.describe import counted, model_in_words
from regexp.engine import Member, constant_scores
from regexp.outcome import predictions
from regexp.plots import Fit, Picture

GRID_POINTS = 500


def picture_of(member: Member, data: Data, config: Config, verdict: Verdict) -> Picture:
    """Return the picture of a finished run."""
    problem = member.problem
    rows = counted(len(problem.train), "training row")
    return Picture(
        title=f"{config.name}: {model_in_words(config, problem.widths)}",
        subtitle=f"{rows}, seed {config.seed}\n{verdict.headline}",
        monitor=problem.monitor,
        best_epoch=int(member.history.epochs[member.history.best_row(problem.monitor)]),
        onset=verdict.onset,
        constant_loss=constant_scores(problem)[
            "validation_loss" if len(problem.validation) else "train_loss"
        ],
        loss_label=problem.loss.label,
        fit=_fit(member, data, config),
    )


def _fit(member: Member, data: Data, config: Config) -> Fit | None:
    """Return the rows and the learned function where there is one input and one number to predict."""
    if data.classes or len(data.preprocessing.inputs) != 1 or data.train.y.shape[1] != 1:
        return None
    table = load(config.dataset)
    x = table.x[:, 0].astype(np.float64)
    shown = np.concatenate([data.train.rows, data.validation.rows])
    grid = np.linspace(x[shown].min(), x[shown].max(), GRID_POINTS)
    inputs = data.preprocessing.transform(grid[:, np.newaxis])
    is_last = member.best_epoch == member.epoch
    return Fit(
        x_train=x[data.train.rows],
        y_train=data.train.y[:, 0],
        x_validation=x[data.validation.rows],
        y_validation=data.validation.y[:, 0],
        x_grid=grid,
        y_grid=predictions(member.problem, member.last, inputs)[:, 0],
        y_best=None if is_last else predictions(member.problem, member.best, inputs)[:, 0],
        feature=table.features[0],
        target="y",
    )
