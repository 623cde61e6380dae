"""What every optimizer is: how a gradient of shape (R, 1, P) changes the parameters."""

from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from regexp.context import Context
from regexp.schedules import Constant, Schedule
from regexp.spec import Array, InputFile, PerRun, Spec


class Optimizer(Spec):
    """A way to make the penalized training loss small."""

    adaptive: ClassVar[bool] = False
    """Whether each parameter has a step size of its own, so that a proximal step would be wrong."""
    stacks: ClassVar[bool] = True
    """Whether several runs can be trained side by side."""

    @property
    def most_epochs(self) -> int:
        """How many epochs it takes at most."""
        return 1

    def workspace(self, parameters: int) -> int:
        """Return the bytes held for a run of so many parameters besides what `init_state` allocates."""
        return 0

    def init_state(self, theta: Array, ctx: Context) -> None:
        """Allocate what is remembered between steps in `ctx.state`; theta (R, 1, P)."""


class Iterative(Optimizer):
    """An optimizer that takes many small steps along gradients of batches."""

    learning_rate: Annotated[float, PerRun] = Field(gt=0, description="length of a step", examples=[0.01])
    epochs: int = Field(100, ge=1, le=10_000_000, description="passes over the training rows")
    schedule: Schedule = Field(Constant(), description="how the learning rate changes")

    @property
    def most_epochs(self) -> int:
        """How many epochs it takes at most."""
        return self.epochs

    @property
    def rows_per_batch(self) -> int | Literal["full"]:
        """How many rows a step looks at."""
        return "full"

    @property
    def order_file(self) -> str | None:
        """The file that gives the batch order, if any."""
        return None

    @abstractmethod
    def update(self, theta: Array, grad: Array, ctx: Context) -> None:
        """Change theta (R, 1, P) in place; grad may be used as scratch."""

    def travel(self, rate: Array) -> Array:
        """Return how far a unit gradient held for ever moves a parameter a step, shape (R, 1, 1)."""
        return rate


class MiniBatch(Iterative):
    """An optimizer that may look at a part of the training rows in each step."""

    batch_size: Annotated[int, Field(ge=1)] | Literal["full"] = Field(
        32, description="rows of a step, or full (then not shuffled)"
    )
    batch_order: Annotated[str, InputFile] | None = Field(
        None, description="NPY file of training-row numbers to follow, integers of shape (epochs, rows)"
    )

    @property
    def rows_per_batch(self) -> int | Literal["full"]:
        """How many rows a step looks at."""
        return self.batch_size

    @property
    def order_file(self) -> str | None:
        """The file that gives the batch order, if any."""
        return self.batch_order


class ClosedForm(Optimizer):
    """An optimizer that solves a linear least-squares problem at once: one step, one epoch."""

    @abstractmethod
    def solve(self, x: Array, y: Array, ridge: float, has_bias: bool = True) -> tuple[Array, Array]:
        """Return weights (I, K) and bias (1, K) minimizing Σ‖x·w + b − y‖² + ridge·‖w‖² over m rows.

        Without a bias b is 0.
        """


Objective = Callable[[Array], tuple[float, Array]]
"""The penalized training loss and its gradient (P,) at parameters (P,), in float64."""


class Minimizer(Optimizer):
    """An optimizer that is given the penalized loss of all training rows as a function, one run at a time.

    It chooses its own steps, so that the function must be smooth and always the same.
    """

    stacks: ClassVar[bool] = False
    epochs: int = Field(200, ge=1, le=10_000_000, description="iterations at most, each an epoch")

    @property
    def most_epochs(self) -> int:
        """How many epochs it takes at most."""
        return self.epochs

    @abstractmethod
    def iterates(self, objective: Objective, start: Array) -> Iterator[Array]:
        """Yield the parameters (P,) after each iteration from `start` (P,), at least once, to the end.

        The objective is called in the thread of whoever asks for the next ones, in which its errors surface.
        """
