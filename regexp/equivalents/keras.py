"""Keras 3: penalties without ½ beside losses that are averaged over rows and outputs.

Sources: Keras's API documentation of regularizers (L1: l1·Σ|x|, L2: l2·Σx², activity regularizers divided by
the rows of the batch), of losses, of layers (Dropout(rate) and GaussianDropout(rate) drop with probability
rate, where TensorFlow 1 had keep_prob = 1 − rate; GaussianNoise), of constraints (axis=0: the weights that
come into a unit), of optimizers (clipnorm is for each variable, global_clipnorm for all;
weight_decay is decoupled and multiplied by the learning rate) and of the callback EarlyStopping.
"""

from regexp.equivalents.row import FIRST_AVERAGE, MEAN_OVER_OUTPUTS, ONE, RATIO, REST, C, Row

SOFTMAX = {"softmax_cross_entropy": ONE}
ONE_LOGIT = {"sigmoid_cross_entropy": ONE}
LAYERS = "of Dense layers"
HIDDEN = f"{LAYERS}; theirs acts before a Dropout layer, ours after it"

ROWS_OF_KERAS = (
    Row("l2", "kernel_regularizer=L2(l2)", (("l2", C),), MEAN_OVER_OUTPUTS, 0.01, remark=LAYERS),
    Row("l1", "kernel_regularizer=L1(l1)", (("l1", C),), MEAN_OVER_OUTPUTS, 0.01, remark=LAYERS),
    Row(
        "elastic_net",
        "kernel_regularizer=L1L2(l1, l2)",
        (("l1", RATIO * C), ("l2", REST * C / 2)),
        MEAN_OVER_OUTPUTS,
        0.01,
        remark=LAYERS,
    ),
    Row(
        "weight_decay",
        "AdamW(weight_decay), SGD(weight_decay)",
        (("weight_decay", C),),
        remark="acts on biases too; model.optimizer.exclude_from_weight_decay(var_names=['bias'])",
    ),
    Row("activity_l1", "activity_regularizer=L1(l1)", (("l1", C),), MEAN_OVER_OUTPUTS, 0.01, remark=HIDDEN),
    Row(
        "activity_l2", "activity_regularizer=L2(l2)", (("l2", C / 2),), MEAN_OVER_OUTPUTS, 0.01, remark=HIDDEN
    ),
    Row("dropout", "Dropout(rate) after hidden layers", (("rate", C),), when=(("noise", "bernoulli"),)),
    Row(
        "dropout", "GaussianDropout(rate) after hidden layers", (("rate", C),), when=(("noise", "gaussian"),)
    ),
    Row("input_dropout", "Dropout(rate) as the first layer", (("rate", C),), when=(("noise", "bernoulli"),)),
    Row(
        "input_dropout",
        "GaussianDropout(rate) as the first layer",
        (("rate", C),),
        when=(("noise", "gaussian"),),
    ),
    Row(
        "input_noise",
        "GaussianNoise(stddev) as the first layer",
        (("stddev", C),),
        remark="on inputs that are scaled as here",
    ),
    Row("label_smoothing", "CategoricalCrossentropy(label_smoothing)", (("label_smoothing", C),), SOFTMAX),
    Row("label_smoothing", "BinaryCrossentropy(label_smoothing)", (("label_smoothing", C),), ONE_LOGIT),
    Row("max_norm", "kernel_constraint=MaxNorm(max_value, axis=0)", (("max_value", C),)),
    Row("unit_norm", "kernel_constraint=UnitNorm(axis=0)", when=(("norm", 1.0),)),
    Row("non_negative", "kernel_constraint=NonNeg()"),
    Row(
        "gradient_clip",
        "Adam(global_clipnorm)",
        (("global_clipnorm", C),),
        MEAN_OVER_OUTPUTS,
        when=(("by", "norm"),),
        remark="clipnorm is another thing: each variable by its own norm",
    ),
    Row(
        "gradient_clip",
        "Adam(clipvalue)",
        (("clipvalue", C),),
        MEAN_OVER_OUTPUTS,
        when=(("by", "value"),),
    ),
    Row(
        "ema",
        "Adam(use_ema=True, ema_momentum)",
        (("ema_momentum", C),),
        remark=FIRST_AVERAGE,
    ),
    Row(
        "early_stopping",
        "EarlyStopping(patience, restore_best_weights=True)",
        (("patience", C),),
        when=(("relative", False),),
        remark="with min_delta as here; start_from_epoch is one less there, where epochs count from 0",
    ),
)
