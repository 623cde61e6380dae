"""Optimizers, one file each; importing them here is what registers them."""

from regexp.optimizers.adam import Adam
from regexp.optimizers.base import ClosedForm, Iterative, MiniBatch, Optimizer
from regexp.optimizers.exact import Exact
from regexp.optimizers.gd import GradientDescent
from regexp.optimizers.sgd import StochasticGradientDescent

__all__ = [
    "Adam",
    "ClosedForm",
    "Exact",
    "GradientDescent",
    "Iterative",
    "MiniBatch",
    "Optimizer",
    "StochasticGradientDescent",
]
