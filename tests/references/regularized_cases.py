"""What pytorch_regularizers.py trains: settings as a config has them, by the name of the case."""

from typing import Any

Case = dict[str, Any]

ALONE: dict[str, list[Case]] = {
    "l1": [
        {"strength": 0.02, "scale": "sum", "method": "subgradient"},
        {"strength": 0.02, "scale": "sum", "method": "proximal"},
        {"strength": 0.5, "scale": "mean", "method": "proximal", "layers": [0, 2]},
    ],
    "l2": [
        {"strength": 0.1, "scale": "half"},
        {"strength": 0.1, "scale": "sum", "layers": [1]},
        {"strength": 2.0, "scale": "half_mean"},
    ],
    "elastic_net": [
        {"strength": 0.05, "l1_ratio": 0.3, "scale": "sum", "method": "subgradient"},
        {"strength": 2.0, "l1_ratio": 0.8, "scale": "mean", "method": "proximal"},
    ],
    "group_lasso": [
        {"strength": 0.02, "groups": groups, "method": method}
        for groups in ("outgoing", "incoming")
        for method in ("subgradient", "proximal")
    ],
    "orthogonal": [{"strength": 0.02}, {"strength": 0.05, "layers": [0]}],
    "weight_decay": [{"strength": 0.2}, {"strength": 0.5, "layers": [2]}],
    "dropout": [{"rate": 0.3}, {"rate": 0.4, "noise": "gaussian"}, {"rate": 0.5, "layers": [1]}],
    "input_dropout": [{"rate": 0.2}, {"rate": 0.3, "noise": "gaussian"}],
    "dropconnect": [{"rate": 0.3}, {"rate": 0.5, "layers": [1]}],
    "swap": [{"rate": 0.3}, {"rate": 0.4, "expected": True}],
    "input_noise": [{"standard_deviation": 0.3}],
    "weight_noise": [{"standard_deviation": 0.2}, {"standard_deviation": 0.3, "layers": [0]}],
    "gradient_noise": [
        {"standard_deviation": 0.1, "decay": 0.55},
        {"standard_deviation": 0.05, "decay": 0.0},
    ],
    "label_smoothing": [{"amount": 0.2}],
    "mixup": [{"concentration": 0.4}, {"concentration": 3.0}],
    "max_norm": [{"limit": 0.9}, {"limit": 0.7, "layers": [1]}],
    "unit_norm": [{"norm": 0.8}, {"norm": 1.2, "layers": [0]}],
    "non_negative": [{"enabled": True}, {"enabled": True, "layers": [2]}],
    "gradient_clip": [{"limit": 0.2, "by": "norm"}, {"limit": 0.02, "by": "value"}],
    "activity_l1": [{"strength": 0.05}, {"strength": 0.1, "layers": [1]}],
    "activity_l2": [{"strength": 0.1}, {"strength": 0.2, "layers": [0]}],
    "confidence_penalty": [{"strength": 0.5}],
    "ema": [{"decay": 0.9}],
    "swa": [{"start_epoch": 2, "every": 1}, {"start_epoch": 1, "every": 2}],
    "sam": [{"radius": 0.3}],
}
"""Each with descent with momentum, on a network of tanh units."""

TOGETHER: dict[str, Case] = {
    "two sums": {"l1": ALONE["l1"][1], "l2": ALONE["l2"][1], "orthogonal": ALONE["orthogonal"][0]},
    "dropped activities": {"dropout": {"rate": 0.3}, "swap": {"rate": 0.3}, "activity_l2": {"strength": 0.1}},
    "noisy weights": {"dropconnect": {"rate": 0.3}, "weight_noise": {"standard_deviation": 0.1}},
    "soft targets": {"label_smoothing": {"amount": 0.1}, "mixup": {"concentration": 1.0}},
    "rough gradient": {
        "gradient_clip": {"limit": 0.1, "by": "norm"},
        "gradient_noise": {"standard_deviation": 0.05, "decay": 0.55},
    },
    "kept short": {
        "l1": ALONE["l1"][1],
        "weight_decay": {"strength": 0.1},
        "max_norm": {"limit": 0.8},
    },
    "positive": {"l1": ALONE["l1"][1], "non_negative": {"enabled": True}, "unit_norm": {"norm": 0.8}},
    "sharp": {
        "sam": {"radius": 0.2},
        "dropout": {"rate": 0.3},
        "l2": ALONE["l2"][0],
        "swa": {"start_epoch": 3},
    },
    "all": {
        "l1": ALONE["l1"][0],
        "l2": ALONE["l2"][0],
        "elastic_net": ALONE["elastic_net"][0],
        "group_lasso": ALONE["group_lasso"][0],
        "orthogonal": {"strength": 0.01},
        "weight_decay": {"strength": 0.1},
        "dropout": {"rate": 0.2},
        "input_dropout": {"rate": 0.1},
        "dropconnect": {"rate": 0.1},
        "swap": {"rate": 0.2},
        "input_noise": {"standard_deviation": 0.1},
        "weight_noise": {"standard_deviation": 0.05},
        "gradient_noise": {"standard_deviation": 0.02, "decay": 0.55},
        "label_smoothing": {"amount": 0.1},
        "mixup": {"concentration": 0.4},
        "max_norm": {"limit": 1.5},
        "gradient_clip": {"limit": 0.5, "by": "norm"},
        "activity_l1": {"strength": 0.01},
        "activity_l2": {"strength": 0.05},
        "confidence_penalty": {"strength": 0.2},
        "ema": {"decay": 0.8},
        "sam": {"radius": 0.1},
    },
}
"""In places where one acts on what another has done."""

LOSSES = {
    "sigmoid_cross_entropy": ("label_smoothing", "confidence_penalty", "mixup"),
    "squared_error": ("mixup", "dropout"),
    "half_squared_error": ("input_noise",),
    "huber": ("l2",),
    "absolute": ("l2",),
    "poisson": ("l2",),
}
"""In place of classes: a yes or no, or a number 0 or 1, for each output."""


def cases() -> dict[str, Case]:
    """Return all cases by name: `regularizers`, and what is not momentum, tanh, softmax, not normalized."""
    found = {
        f"{kind}/{number}": {"regularizers": {kind: own}}
        for kind, chosen in ALONE.items()
        for number, own in enumerate(chosen)
    }
    found |= {f"{name}/sgd": {"regularizers": own} for name, own in TOGETHER.items()}
    adaptive = {name: own for name, own in TOGETHER.items() if name in ("soft targets", "sharp", "all")}
    for normalization in ("none", "batch", "layer"):
        for name, own in adaptive.items():
            setting = {"optimizer": "adam", "activation": "relu", "normalization": normalization}
            found[f"{name}/{normalization}"] = {"regularizers": own, **setting}
    for loss, kinds in LOSSES.items():
        for kind in kinds:
            found[f"{kind}/{loss}"] = {"regularizers": {kind: ALONE[kind][0]}, "loss": loss}
    return found
