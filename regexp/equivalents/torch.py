"""PyTorch: weight_decay is part of the gradient in Adam and SGD, decoupled in AdamW, and meets biases too.

Sources: PyTorch's documentation of torch.optim (SGD, Adam: g ← g + weight_decay·θ; AdamW: θ ← θ −
lr·weight_decay·θ), torch.nn (losses, averaged over rows and outputs; Dropout(p) drops with probability p),
torch.nn.utils (clip_grad_norm_, clip_grad_value_) and torch.optim.swa_utils.
"""

from regexp.equivalents.row import FIRST_AVERAGE, MEAN_OVER_OUTPUTS, ONE, C, Row

BIASES = "acts on biases too, unless they are in a parameter group with weight_decay=0"
CLIPPED = "ours clips penalties with the data term; weight_decay is added after clipping there"

ROWS_OF_TORCH = (
    Row(
        "l2",
        "SGD(weight_decay), Adam(weight_decay), not AdamW",
        (("weight_decay", C * 2),),
        MEAN_OVER_OUTPUTS,
        remark=BIASES,
    ),
    Row("weight_decay", "AdamW(weight_decay)", (("weight_decay", C),), default=0.01, remark=BIASES),
    Row("dropout", "nn.Dropout(p) after hidden layers", (("p", C),), when=(("noise", "bernoulli"),)),
    Row("input_dropout", "nn.Dropout(p) as the first layer", (("p", C),), when=(("noise", "bernoulli"),)),
    Row(
        "label_smoothing",
        "nn.CrossEntropyLoss(label_smoothing=ε)",
        (("ε", C),),
        {"softmax_cross_entropy": ONE},
    ),
    Row(
        "gradient_clip",
        "clip_grad_norm_(model.parameters(), max_norm)",
        (("max_norm", C),),
        MEAN_OVER_OUTPUTS,
        when=(("by", "norm"),),
        remark=CLIPPED,
    ),
    Row(
        "gradient_clip",
        "clip_grad_value_(model.parameters(), clip_value)",
        (("clip_value", C),),
        MEAN_OVER_OUTPUTS,
        when=(("by", "value"),),
        remark=CLIPPED,
    ),
    Row(
        "max_norm",
        "weight.data.renorm_(2, 0, maxnorm) after each step",
        (("maxnorm", C),),
    ),
    Row("non_negative", "weight.data.clamp_(min=0) after each step"),
    Row(
        "ema",
        "AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(decay))",
        (("decay", C),),
        remark=f"update_parameters after each step; {FIRST_AVERAGE}",
    ),
)
