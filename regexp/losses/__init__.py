"""Losses, one small family a file; importing them here is what registers them."""

from regexp.losses.base import Loss
from regexp.losses.cross_entropy import SigmoidCrossEntropy, SoftmaxCrossEntropy
from regexp.losses.poisson import Poisson
from regexp.losses.quadratic import HalfSquaredError, QuadraticLoss, SquaredError
from regexp.losses.robust import Absolute, Huber

__all__ = [
    "Absolute",
    "HalfSquaredError",
    "Huber",
    "Loss",
    "Poisson",
    "QuadraticLoss",
    "SigmoidCrossEntropy",
    "SoftmaxCrossEntropy",
    "SquaredError",
]
