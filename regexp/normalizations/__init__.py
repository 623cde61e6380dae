"""Normalizations of hidden layers, one file each; importing them here is what registers them."""

from regexp.normalizations.base import NONE, NoNormalization, Normalization, Trace
from regexp.normalizations.batch import BatchNormalization
from regexp.normalizations.layer import LayerNormalization

__all__ = [
    "NONE",
    "BatchNormalization",
    "LayerNormalization",
    "NoNormalization",
    "Normalization",
    "Trace",
]
