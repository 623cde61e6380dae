"""Optimizers, one file each; importing them here is what registers them."""

from regexp.optimizers.adagrad import Adagrad
from regexp.optimizers.adam import Adam
from regexp.optimizers.base import ClosedForm, Iterative, MiniBatch, Minimizer, Objective, Optimizer
from regexp.optimizers.exact import Exact
from regexp.optimizers.gd import GradientDescent
from regexp.optimizers.lbfgs import Lbfgs
from regexp.optimizers.lion import Lion
from regexp.optimizers.rmsprop import RMSProp
from regexp.optimizers.sgd import StochasticGradientDescent

__all__ = [
    "Adagrad",
    "Adam",
    "ClosedForm",
    "Exact",
    "GradientDescent",
    "Iterative",
    "Lbfgs",
    "Lion",
    "MiniBatch",
    "Minimizer",
    "Objective",
    "Optimizer",
    "RMSProp",
    "StochasticGradientDescent",
]
