"""The catalogue of regularizers, one file each; importing them here is what registers them."""

from regexp.regularizers.activity_l1 import ActivityL1
from regexp.regularizers.activity_l2 import ActivityL2
from regexp.regularizers.base import HiddenRegularizer, LayerRegularizer, Regularizer
from regexp.regularizers.confidence_penalty import ConfidencePenalty
from regexp.regularizers.dropconnect import DropConnect
from regexp.regularizers.dropout import Dropout
from regexp.regularizers.early_stopping import EarlyStopping
from regexp.regularizers.elastic_net import ElasticNet
from regexp.regularizers.ema import Ema
from regexp.regularizers.gradient_clip import GradientClip
from regexp.regularizers.gradient_noise import GradientNoise
from regexp.regularizers.group_lasso import GroupLasso
from regexp.regularizers.input_dropout import InputDropout
from regexp.regularizers.input_noise import InputNoise
from regexp.regularizers.l1 import L1
from regexp.regularizers.l2 import L2
from regexp.regularizers.label_smoothing import LabelSmoothing
from regexp.regularizers.max_norm import MaxNorm
from regexp.regularizers.mixup import Mixup
from regexp.regularizers.non_negative import NonNegative
from regexp.regularizers.orthogonal import Orthogonal
from regexp.regularizers.sam import Sam
from regexp.regularizers.swa import Swa
from regexp.regularizers.swap import Swap
from regexp.regularizers.unit_norm import UnitNorm
from regexp.regularizers.weight_decay import WeightDecay
from regexp.regularizers.weight_noise import WeightNoise

__all__ = [
    "L1",
    "L2",
    "ActivityL1",
    "ActivityL2",
    "ConfidencePenalty",
    "DropConnect",
    "Dropout",
    "EarlyStopping",
    "ElasticNet",
    "Ema",
    "GradientClip",
    "GradientNoise",
    "GroupLasso",
    "HiddenRegularizer",
    "InputDropout",
    "InputNoise",
    "LabelSmoothing",
    "LayerRegularizer",
    "MaxNorm",
    "Mixup",
    "NonNegative",
    "Orthogonal",
    "Regularizer",
    "Sam",
    "Swa",
    "Swap",
    "UnitNorm",
    "WeightDecay",
    "WeightNoise",
]
