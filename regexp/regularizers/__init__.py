"""The catalogue of regularizers, one file each; importing them here is what registers them."""

from regexp.regularizers.base import HiddenRegularizer, LayerRegularizer, Regularizer
from regexp.regularizers.dropout import Dropout
from regexp.regularizers.early_stopping import EarlyStopping
from regexp.regularizers.input_dropout import InputDropout
from regexp.regularizers.l1 import L1
from regexp.regularizers.l2 import L2

__all__ = [
    "L1",
    "L2",
    "Dropout",
    "EarlyStopping",
    "HiddenRegularizer",
    "InputDropout",
    "LayerRegularizer",
    "Regularizer",
]
