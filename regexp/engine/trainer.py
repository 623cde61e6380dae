"""What a stack needs of whatever trains its runs."""

from abc import ABC, abstractmethod

import numpy as np

from regexp.spec import Array


class Trainer(ABC):
    """Changes the parameters of a stack of R runs, epoch by epoch."""

    rate: Array
    """The learning rates of the last step, (R, 1, 1); NaN where there is none."""

    @abstractmethod
    def epoch(self, number: int, metrics: dict[str, Array]) -> None:
        """Train one epoch (from 1); `metrics` are the last evaluation's, shape (R,) each."""

    @property
    def has_converged(self) -> bool:
        """Whether there is nothing left to gain for the runs, all of which end then."""
        return False


def no_rate(runs: int) -> Array:
    """Return the learning rates (R, 1, 1) of runs that have none."""
    return np.full((runs, 1, 1), np.nan)
