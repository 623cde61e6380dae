"""How weights start; biases start at zero. A layer's weights have shape (I, O): I inputs, O outputs."""

from abc import abstractmethod
from math import sqrt
from typing import Literal

import numpy as np
from pydantic import Field

from regexp.spec import Array, Spec


class Initialization(Spec):
    """A distribution of initial weights, drawn in float64 so that every dtype starts alike."""

    @abstractmethod
    def draw(self, shape: tuple[int, int], generator: np.random.Generator) -> Array:
        """Return initial weights of shape (I, O)."""


class He(Initialization):
    """Normal with variance 2/I, for ReLU. Source: He et al. (2015), Delving deep into rectifiers."""

    kind: Literal["he"] = "he"

    def draw(self, shape: tuple[int, int], generator: np.random.Generator) -> Array:
        """Return weights of standard deviation √(2/I)."""
        return generator.standard_normal(shape) * sqrt(2 / shape[0])


class Glorot(Initialization):
    """Uniform with variance 2/(I + O), for tanh.

    Source: Glorot & Bengio (2010), Understanding the difficulty of training deep feedforward networks.
    """

    kind: Literal["glorot"] = "glorot"

    def draw(self, shape: tuple[int, int], generator: np.random.Generator) -> Array:
        """Return weights between ±√(6/(I + O))."""
        limit = sqrt(6 / sum(shape))
        return generator.uniform(-limit, limit, shape)


class LeCun(Initialization):
    """Normal with variance 1/I. Source: LeCun et al. (1998), Efficient backprop."""

    kind: Literal["lecun"] = "lecun"

    def draw(self, shape: tuple[int, int], generator: np.random.Generator) -> Array:
        """Return weights of standard deviation √(1/I)."""
        return generator.standard_normal(shape) * sqrt(1 / shape[0])


class Normal(Initialization):
    """Normal with a standard deviation of your own."""

    kind: Literal["normal"] = "normal"
    standard_deviation: float = Field(0.01, ge=0, description="of every weight")

    def draw(self, shape: tuple[int, int], generator: np.random.Generator) -> Array:
        """Return weights of this standard deviation."""
        return generator.standard_normal(shape) * self.standard_deviation


class Zeros(Initialization):
    """All zero: right for linear models, but hidden units that start alike stay alike."""

    kind: Literal["zeros"] = "zeros"

    def draw(self, shape: tuple[int, int], generator: np.random.Generator) -> Array:
        """Return zeros."""
        return np.zeros(shape)
