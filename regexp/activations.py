"""Activation functions of hidden units, written to work in place on buffers of shape (R, B, O)."""

from abc import abstractmethod
from math import pi, sqrt
from typing import Literal

import numpy as np
from pydantic import Field

from regexp.numerics import logistic
from regexp.spec import Array, Spec


class Activation(Spec):
    """A function of one number, with its derivative."""

    @abstractmethod
    def forward(self, z: Array, slope: Array, scratch: Array) -> None:
        """Turn z into f(z) in place and write f'(z) into `slope`."""


class PiecewiseLinear(Activation):
    """f(z) = z·f'(z): one factor serves both ways, and dropout's mask can be merged into it."""

    @abstractmethod
    def gate(self, z: Array, factor: Array) -> None:
        """Write f'(z) into `factor`."""

    def forward(self, z: Array, slope: Array, scratch: Array) -> None:
        """Turn z into z·f'(z) in place."""
        self.gate(z, slope)
        z *= slope


class Identity(PiecewiseLinear):
    """f(z) = z."""

    kind: Literal["identity"] = "identity"

    def gate(self, z: Array, factor: Array) -> None:
        """Write 1."""
        factor.fill(1)


class Relu(PiecewiseLinear):
    """f(z) = max(z, 0), with f'(0) = 0. Source: Nair & Hinton (2010), Rectified linear units."""

    kind: Literal["relu"] = "relu"

    def gate(self, z: Array, factor: Array) -> None:
        """Write 1 where z > 0, else 0."""
        np.greater(z, 0, out=factor)


class LeakyRelu(PiecewiseLinear):
    """f(z) = z where z > 0, else negative_slope·z.

    Source: Maas, Hannun & Ng (2013), Rectifier nonlinearities improve neural network acoustic models.
    """

    kind: Literal["leaky_relu"] = "leaky_relu"
    negative_slope: float = Field(0.01, ge=0, lt=1, description="slope below zero")

    def gate(self, z: Array, factor: Array) -> None:
        """Write 1 where z > 0, else the negative slope."""
        np.greater(z, 0, out=factor)
        factor *= 1 - self.negative_slope
        factor += self.negative_slope


class Tanh(Activation):
    """f(z) = tanh z, f' = 1 − f²."""

    kind: Literal["tanh"] = "tanh"

    def forward(self, z: Array, slope: Array, scratch: Array) -> None:
        """Turn z into tanh z in place."""
        np.tanh(z, out=z)
        np.multiply(z, z, out=slope)
        np.subtract(1, slope, out=slope)


class Sigmoid(Activation):
    """f(z) = 1/(1 + exp(−z)), f' = f·(1 − f)."""

    kind: Literal["sigmoid"] = "sigmoid"

    def forward(self, z: Array, slope: Array, scratch: Array) -> None:
        """Turn z into its logistic function in place."""
        logistic(z)
        np.subtract(1, z, out=slope)
        slope *= z


class Gelu(Activation):
    """f(z) = z·Φ(z), Φ the normal distribution function (exact). Source: Hendrycks & Gimpel (2016), GELUs."""

    kind: Literal["gelu"] = "gelu"

    def forward(self, z: Array, slope: Array, scratch: Array) -> None:
        """Turn z into z·Φ(z) in place; f'(z) = Φ(z) + z·φ(z)."""
        from scipy.special import ndtr

        ndtr(z, out=scratch)
        np.multiply(z, z, out=slope)
        slope *= -0.5
        np.exp(slope, out=slope)
        slope *= z
        slope *= 1 / sqrt(2 * pi)
        slope += scratch
        z *= scratch
