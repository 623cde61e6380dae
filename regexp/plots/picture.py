"""What a picture of one run shows besides the run's history."""

from dataclasses import dataclass

from regexp.spec import Array


@dataclass(frozen=True)
class Fit:
    """A learned function of one input: the rows, shapes (N,), and the function on a grid, shapes (G,).

    `y_grid` is the function at the end of training, `y_best` that of the best epoch, None if it is the same.
    """

    x_train: Array
    y_train: Array
    x_validation: Array
    y_validation: Array
    x_grid: Array
    y_grid: Array
    y_best: Array | None
    feature: str
    target: str


@dataclass(frozen=True)
class Picture:
    """The words and marks of a picture.

    `subtitle` has one line for the settings and one for the verdict. `onset` is the epoch at which
    overfitting starts and `constant_loss` the loss of a constant predictor; None leaves them out.
    """

    title: str
    subtitle: str
    monitor: str
    best_epoch: int
    onset: int | None
    constant_loss: float | None
    loss_label: str
    fit: Fit | None
