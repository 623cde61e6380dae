"""What the engine hands to a component: its state, its noise, its streams and the clock."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Literal

import numpy as np
import numpy.typing as npt

from regexp.spec import Array
from regexp.streams import Stream


@dataclass
class Context:
    """One component's place in a stack of R runs; rebuilt when runs leave the stack.

    `state` persists: arrays that lead with R, allocated in `init_state`, changed in place and never rebound;
    the engine checkpoints them and drops rows. `noise` holds this step's draws and scratch memory.
    `rate` is the current learning rate and `travel` the distance that a unit gradient held for ever
    moves a parameter a step (learning_rate / (1 − momentum)), both float64 of shape (R, 1, 1).
    """

    streams: Sequence[Callable[[str], Stream]]
    rows: int
    epochs: int
    dtype: npt.DTypeLike
    steps: int = 1
    """Steps of an epoch."""
    adaptive: bool = False
    loss: str = ""
    """The kind of the loss."""
    rate: Array = field(default_factory=lambda: np.zeros((0, 1, 1)))
    travel: Array = field(default_factory=lambda: np.zeros((0, 1, 1)))
    epoch: int = 0
    step: int = 0
    state: dict[str, Array] = field(default_factory=dict)
    noise: dict[Hashable, Array] = field(default_factory=dict)

    def buffer(self, key: Hashable, shape: tuple[int, ...], dtype: npt.DTypeLike) -> Array:
        """Return a contiguous array kept under `key` in `noise`, allocated at its first, largest use."""
        size = prod(shape)
        if key not in self.noise or self.noise[key].size < size:
            self.noise[key] = np.empty(size, dtype)
        return self.noise[key][:size].reshape(shape)

    def cast(self, numbers: Array | float) -> Array:
        """Return numbers (R, 1, 1) in the dtype of the stack's arrays: float64 would slow every product."""
        return np.asarray(numbers, dtype=self.dtype)


@dataclass(frozen=True)
class Situation:
    """What a component can ask about the run it is in, to object before training starts.

    It is asked of the config alone, and again when the data are read, which settles what was None.
    """

    hidden: tuple[int, ...]
    """The widths of the hidden layers."""
    optimizer: str
    adaptive: bool
    epochs: int = 1
    """How many epochs there are at most."""
    loss: str | None = None
    """The kind of the loss; None where only the data can tell."""
    classes: bool | None = None
    """Whether the targets are (probabilities of) classes; None where only the data can tell."""
    others: tuple[str, ...] = ()
    """The kinds of all active regularizers of the run."""
    batch_size: int | Literal["full"] = "full"
    """How many training rows a step looks at, at most."""

    @property
    def hidden_layers(self) -> int:
        """How many hidden layers there are."""
        return len(self.hidden)
