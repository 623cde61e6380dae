"""The first steps of small networks in PyTorch, as numbers that the tests compare the engine with.

Writes pytorch_steps.npz beside this file: data, initial weights and batch order, and for each case the
weights after every epoch. No test runs it; it needs nothing of regexp and gives the same file every time:

    pip install -e '.[bench]'
    python tests/references/pytorch_steps.py
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch

ROWS, BATCH, EPOCHS = 44, 10, 4
"""Five steps an epoch, the last of them on 4 rows: twenty steps in all."""

WIDTHS = (6, 8, 5, 3)
DECAY = 0.02
ACTIVATIONS = {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh}
OPTIMIZERS = {
    "adam": (torch.optim.Adam, {"lr": 0.01}),
    "sgd": (torch.optim.SGD, {"lr": 0.1}),
    "momentum": (torch.optim.SGD, {"lr": 0.05, "momentum": 0.9}),
    "nesterov": (torch.optim.SGD, {"lr": 0.05, "momentum": 0.9, "nesterov": True}),
    "adamw": (torch.optim.AdamW, {"lr": 0.01}),
    "rmsprop": (torch.optim.RMSprop, {"lr": 0.01}),
    "rmsprop_momentum": (torch.optim.RMSprop, {"lr": 0.003, "alpha": 0.9, "momentum": 0.8}),
    "rmsprop_centered": (torch.optim.RMSprop, {"lr": 0.003, "alpha": 0.9, "momentum": 0.5, "centered": True}),
    "adagrad": (torch.optim.Adagrad, {"lr": 0.05}),
}


def given() -> dict[str, np.ndarray]:
    """Return inputs, labels, weights (inputs, outputs) to start from, and the rows of each epoch in order."""
    generator = np.random.default_rng(2024)
    arrays = {
        "x": generator.standard_normal((ROWS, WIDTHS[0])),
        "labels": generator.integers(WIDTHS[-1], size=ROWS),
        "order": np.array([generator.permutation(ROWS) for _ in range(EPOCHS)]),
    }
    for k, (inputs, outputs) in enumerate(pairwise(WIDTHS)):
        arrays[f"start/layers/{k}/weight"] = generator.standard_normal((inputs, outputs)) / np.sqrt(inputs)
        arrays[f"start/layers/{k}/bias"] = 0.1 * generator.standard_normal(outputs)
    return arrays


def network(arrays: dict[str, np.ndarray], activation: str, dtype: torch.dtype) -> torch.nn.Sequential:
    """Return the network with the weights to start from; PyTorch keeps them as (outputs, inputs)."""
    modules: list[torch.nn.Module] = []
    for k, (inputs, outputs) in enumerate(pairwise(WIDTHS)):
        layer = torch.nn.Linear(inputs, outputs, dtype=dtype)
        with torch.no_grad():
            layer.weight.copy_(torch.tensor(arrays[f"start/layers/{k}/weight"].T))
            layer.bias.copy_(torch.tensor(arrays[f"start/layers/{k}/bias"]))
        modules += [layer, ACTIVATIONS[activation]()]
    return torch.nn.Sequential(*modules[:-1])


def epochs(
    arrays: dict[str, np.ndarray], activation: str, optimizer: str, decay: float, dtype: torch.dtype
) -> Iterator[np.ndarray]:
    """Yield all parameters after each epoch: layer after layer, weights (inputs, outputs), then biases."""
    model = network(arrays, activation, dtype)
    weights = [p for p in model.parameters() if p.ndim == 2]
    biases = [p for p in model.parameters() if p.ndim == 1]
    make, settings = OPTIMIZERS[optimizer]
    steps = make(
        [{"params": weights, "weight_decay": decay}, {"params": biases, "weight_decay": 0.0}], **settings
    )
    x, labels = torch.tensor(arrays["x"], dtype=dtype), torch.tensor(arrays["labels"])
    for order in arrays["order"]:
        for start in range(0, ROWS, BATCH):
            rows = order[start : start + BATCH]
            steps.zero_grad()
            torch.nn.functional.cross_entropy(model(x[rows]), labels[rows]).backward()
            steps.step()
        yield np.concatenate([p.detach().numpy().T.ravel() for p in model.parameters()])


def main() -> None:
    """Write the file."""
    torch.set_num_threads(1)
    arrays = given()
    found = {"pytorch": np.array(torch.__version__.split("+")[0])}
    for activation in ACTIVATIONS:
        for optimizer in OPTIMIZERS:
            for decay in (0.0, DECAY):
                for dtype in (torch.float64, torch.float32):
                    name = f"{activation}/{optimizer}/{decay:g}/{str(dtype).removeprefix('torch.')}"
                    found[name] = np.array(list(epochs(arrays, activation, optimizer, decay, dtype)))
    np.savez_compressed(Path(__file__).with_suffix(".npz"), **arrays, **found)


if __name__ == "__main__":
    main()
