"""Noisy curves of one input, uniform on [-1, 1]: small enough to see a model overfit."""

from abc import abstractmethod
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from regexp.datasets.base import Dataset, Facts
from regexp.datasets.data import Table
from regexp.spec import Array
from regexp.streams import Stream

Coefficient = Annotated[float, Field(ge=-1e6, le=1e6)]


class Curve(Dataset):
    """y = f(x) + noise·ε with x uniform on [-1, 1] and ε standard Gaussian, both drawn by `dataset.seed`."""

    samples: int = Field(100, ge=2, le=100_000, description="points, all splits together")
    noise: float = Field(0.3, ge=0, le=1e6, description="standard deviation of the noise on y")

    @abstractmethod
    def f(self, x: Array) -> Array:
        """Return the curve without noise at x (N,)."""

    def table(self) -> Table:
        """Return the points; more samples keep the first ones."""
        x = Stream(self.seed, "curve").generator.uniform(-1, 1, self.samples)
        noise = Stream(self.seed, "curve_noise").generator.standard_normal(self.samples)
        y = self.f(x) + self.noise * noise
        return Table(x.reshape(-1, 1), y.reshape(-1, 1), ("x",))


class Line(Curve):
    """A straight line with noise.

    y = slope·x + intercept + noise·ε, x uniform on [-1, 1], ε standard Gaussian.
    """

    facts: ClassVar[Facts] = Facts("samples", "1", "regression")
    kind: Literal["line"] = "line"
    slope: Coefficient = Field(2.0, description="rise of y where x rises by 1")
    intercept: Coefficient = Field(1.0, description="y at x = 0")
    noise: float = Field(0.5, ge=0, le=1e6, description="standard deviation of the noise on y")

    def f(self, x: Array) -> Array:
        """Return slope·x + intercept."""
        return self.slope * x + self.intercept


class Sine(Curve):
    """Sine waves with noise.

    y = sin(π·frequency·x) + noise·ε, x uniform on [-1, 1], ε standard Gaussian.
    """

    facts: ClassVar[Facts] = Facts("samples", "1", "regression")
    kind: Literal["sine"] = "sine"
    frequency: float = Field(1.0, gt=0, le=1000, description="whole waves between x = -1 and x = 1")

    def f(self, x: Array) -> Array:
        """Return sin(π·frequency·x)."""
        return np.sin(np.pi * self.frequency * x)


class Polynomial(Curve):
    """A polynomial with noise.

    y = Σ coefficients[k]·x^k + noise·ε, x uniform on [-1, 1], ε standard Gaussian. The default, 4x³ − 3x, is
    Chebyshev's third polynomial: it swings between -1 and 1.
    """

    facts: ClassVar[Facts] = Facts("samples", "1", "regression")
    kind: Literal["polynomial"] = "polynomial"
    coefficients: list[Coefficient] = Field(
        [0.0, -3.0, 0.0, 4.0], min_length=1, max_length=100, description="of x^0, x^1, x^2, …"
    )

    def f(self, x: Array) -> Array:
        """Return Σ coefficients[k]·x^k."""
        return np.polynomial.polynomial.polyval(x, self.coefficients)
