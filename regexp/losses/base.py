"""What every loss is: what training makes small, the mean over rows, penalties not included.

Shapes: outputs of the model and targets (R, B, K); one loss a row (R, B). Rows are averaged, the K
outputs of a row are summed.
"""

from abc import abstractmethod
from typing import ClassVar

from regexp.spec import Array, Spec


class Loss(Spec):
    """A loss of one row as a function of the model's outputs (logits for the cross-entropies)."""

    label: ClassVar[str]
    threshold: ClassVar[float | None] = None
    """For two classes on one output: predict the second above this; None where each class has an output."""
    curvature: ClassVar[float | None] = None
    """For a quadratic loss c·Σ(z − y)² the number c, else None."""
    probabilities: ClassVar[bool] = False
    """Whether targets must lie in [0, 1], so that the data must be classes or soft labels."""
    smooth: ClassVar[bool] = True
    """Whether its gradient has no jumps."""
    counts: ClassVar[bool] = False
    """Whether targets must not be negative."""

    def outputs(self, classes: int) -> int:
        """Return how many outputs a model of this many classes has: one for two, where that is enough."""
        return 1 if classes == 2 and self.threshold is not None else classes

    @abstractmethod
    def rows(self, z: Array, y: Array) -> Array:
        """Return the loss of each row, shape (R, B)."""

    @abstractmethod
    def gradient(self, z: Array, y: Array) -> None:
        """Turn outputs z in place into the gradient of the mean over the B rows."""

    @abstractmethod
    def constant(self, y: Array) -> Array:
        """Return the outputs (K,) that a model which ignores its inputs has learned from targets (N, K)."""

    def predict(self, z: Array) -> None:
        """Turn outputs z in place into predictions: probabilities, or means of counts."""
