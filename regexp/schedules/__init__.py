"""The catalogue of learning-rate schedules, one file each; importing them here is what registers them."""

from regexp.schedules.base import Schedule, WarmedUp
from regexp.schedules.constant import Constant
from regexp.schedules.cosine import Cosine
from regexp.schedules.exponential import Exponential
from regexp.schedules.linear import Linear
from regexp.schedules.one_cycle import OneCycle
from regexp.schedules.plateau import Plateau
from regexp.schedules.step import Step

__all__ = [
    "Constant",
    "Cosine",
    "Exponential",
    "Linear",
    "OneCycle",
    "Plateau",
    "Schedule",
    "Step",
    "WarmedUp",
]
