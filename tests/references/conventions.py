"""One step of PyTorch and Keras with each loss and penalty, as numbers that conversions are compared with.

Writes conventions.npz beside this file: inputs, weights to start from, targets, and by how much each step
with a learning rate of 1 moved the weights. No test runs it; it needs nothing of regexp and gives the same
file every time:

    pip install -e '.[bench]' keras
    KERAS_BACKEND=jax python tests/references/conventions.py
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import jax
import keras
import numpy as np
import torch

ROWS, INPUTS, HIDDEN = 12, 5, 4
PENALTY = 0.3
"""The value of every penalty's setting; of an L1L2 that of l1, and l2 is half of it."""

LOSSES = {
    "squared_error": (torch.nn.MSELoss(), keras.losses.MeanSquaredError()),
    "absolute": (torch.nn.L1Loss(), keras.losses.MeanAbsoluteError()),
    "huber": (torch.nn.HuberLoss(), keras.losses.Huber()),
    "poisson": (torch.nn.PoissonNLLLoss(), keras.losses.Poisson()),
    "sigmoid_cross_entropy": (
        torch.nn.BCEWithLogitsLoss(),
        keras.losses.BinaryCrossentropy(from_logits=True),
    ),
    "softmax_cross_entropy": (
        torch.nn.CrossEntropyLoss(),
        keras.losses.CategoricalCrossentropy(from_logits=True),
    ),
}
REGULARIZERS: dict[str, Callable[[], keras.Regularizer]] = {
    "l2": lambda: keras.regularizers.L2(PENALTY),
    "l1": lambda: keras.regularizers.L1(PENALTY),
    "elastic_net": lambda: keras.regularizers.L1L2(PENALTY, PENALTY / 2),
}


def targets(loss: str, outputs: int, rng: np.random.Generator) -> np.ndarray:
    """Return targets (rows, outputs) that suit a loss."""
    if loss == "softmax_cross_entropy":
        return np.eye(outputs)[rng.integers(outputs, size=ROWS)]
    if loss == "sigmoid_cross_entropy":
        return rng.integers(2, size=(ROWS, outputs)).astype(float)
    return rng.poisson(2.0, (ROWS, outputs)) + 0.25 * (loss != "poisson")


def torch_step(loss: str, start: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return by how much SGD with weight_decay moves weights (inputs, outputs)."""
    weight = torch.tensor(start, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=1.0, weight_decay=PENALTY)
    LOSSES[loss][0](torch.tensor(x) @ weight, torch.tensor(y)).backward()
    optimizer.step()
    return start - weight.detach().numpy()


def keras_step(loss: str, start: np.ndarray, x: np.ndarray, y: np.ndarray, kind: str) -> np.ndarray:
    """Return by how much SGD moves the kernel of a Dense layer with a kernel_regularizer."""
    activation = "exponential" if loss == "poisson" else None
    layer = keras.layers.Dense(
        y.shape[1], use_bias=False, kernel_regularizer=REGULARIZERS[kind](), activation=activation
    )
    return _trained(keras.Sequential([keras.Input((INPUTS,)), layer]), layer, loss, start, x, y)


def keras_activity_step(
    kind: str, start: np.ndarray, x: np.ndarray, y: np.ndarray, last: np.ndarray
) -> np.ndarray:
    """Return by how much SGD moves the first kernel of a linear network with an activity_regularizer."""
    layer = keras.layers.Dense(HIDDEN, use_bias=False, activity_regularizer=REGULARIZERS[kind]())
    output = keras.layers.Dense(y.shape[1], use_bias=False)
    model = keras.Sequential([keras.Input((INPUTS,)), layer, output])
    output.set_weights([last])
    return _trained(model, layer, "squared_error", start, x, y)


def _trained(
    model: keras.Model, layer: keras.Layer, loss: str, start: np.ndarray, x: np.ndarray, y: np.ndarray
) -> np.ndarray:
    layer.set_weights([start])
    model.compile(optimizer=keras.optimizers.SGD(1.0), loss=LOSSES[loss][1])
    model.train_on_batch(x, y)
    return start - np.asarray(layer.get_weights()[0])


def others(x: np.ndarray, rng: np.random.Generator) -> Iterator[tuple[str, np.ndarray]]:
    """Yield steps with smoothed labels, with a clipped gradient, and what weight decay adds to one."""
    start = rng.standard_normal((INPUTS, 3)) / 3
    labels, numbers = targets("softmax_cross_entropy", 3, rng), targets("squared_error", 3, rng)
    yield from (("others/start", start), ("others/labels", labels), ("others/numbers", numbers))
    weight = torch.tensor(start, requires_grad=True)
    smoothed = torch.nn.CrossEntropyLoss(label_smoothing=PENALTY)
    smoothed(torch.tensor(x) @ weight, torch.tensor(labels)).backward()
    yield "others/torch/label_smoothing", weight.grad.numpy()
    weight = torch.tensor(start, requires_grad=True)
    torch.nn.MSELoss()(torch.tensor(x) @ weight, torch.tensor(numbers)).backward()
    torch.nn.utils.clip_grad_norm_([weight], PENALTY)
    yield "others/torch/gradient_clip", weight.grad.numpy()
    ends = []
    for decay in (0.0, PENALTY):
        weight = torch.tensor(start, requires_grad=True)
        optimizer = torch.optim.AdamW([weight], lr=0.1, weight_decay=decay)
        torch.nn.MSELoss()(torch.tensor(x) @ weight, torch.tensor(numbers)).backward()
        optimizer.step()
        ends.append(weight.detach().numpy())
    yield "others/torch/weight_decay", ends[0] - ends[1]
    crossed = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=PENALTY)
    yield "others/keras/label_smoothing", keras_end(start, x, labels, keras.optimizers.SGD(1.0), crossed)
    optimizer = keras.optimizers.SGD(1.0, global_clipnorm=PENALTY)
    yield "others/keras/gradient_clip", keras_end(start, x, numbers, optimizer, "mse")
    moved = [
        keras_end(start, x, numbers, keras.optimizers.AdamW(0.1, weight_decay=decay), "mse")
        for decay in (0.0, PENALTY)
    ]
    yield "others/keras/weight_decay", moved[1] - moved[0]


def keras_end(
    start: np.ndarray, x: np.ndarray, y: np.ndarray, optimizer: keras.Optimizer, loss: keras.Loss | str
) -> np.ndarray:
    """Return by how much an optimizer moves the kernel of a Dense layer."""
    layer = keras.layers.Dense(y.shape[1], use_bias=False)
    model = keras.Sequential([keras.Input((INPUTS,)), layer])
    layer.set_weights([start])
    model.compile(optimizer=optimizer, loss=loss)
    model.train_on_batch(x, y)
    return start - np.asarray(layer.get_weights()[0])


def steps() -> Iterator[tuple[str, np.ndarray]]:
    """Yield the name and numbers of everything that is stored."""
    rng = np.random.default_rng(7)
    x = rng.standard_normal((ROWS, INPUTS))
    yield "x", x
    for loss in LOSSES:
        for outputs in (1, 3):
            if (loss, outputs) == ("softmax_cross_entropy", 1):
                continue
            start, y = rng.standard_normal((INPUTS, outputs)) / 3, targets(loss, outputs, rng)
            yield f"{loss}/{outputs}/start", start
            yield f"{loss}/{outputs}/y", y
            yield f"{loss}/{outputs}/torch/l2", torch_step(loss, start, x, y)
            for kind in REGULARIZERS:
                yield f"{loss}/{outputs}/keras/{kind}", keras_step(loss, start, x, y, kind)
    start, last = rng.standard_normal((INPUTS, HIDDEN)) / 3, rng.standard_normal((HIDDEN, 3)) / 3
    y = targets("squared_error", 3, rng)
    yield from (("activity/start", start), ("activity/last", last), ("activity/y", y))
    yield from others(x, rng)
    for kind in ("l1", "l2"):
        yield f"activity/{kind}", keras_activity_step(kind, start, x, y, last)


if __name__ == "__main__":
    jax.config.update("jax_enable_x64", True)
    keras.config.set_floatx("float64")
    np.savez_compressed(Path(__file__).with_suffix(".npz"), **dict(steps()))
