"""PyTorch: one run after the other, eager, with the fused Adam."""

from collections.abc import Callable

import numpy as np
import torch
from study import BATCH, CLASSES, HIDDEN, LEARNING_RATE, Measured, Settings, digits
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

DATA = [torch.from_numpy(array) for array in digits()]


def prepare(settings: Settings, epochs: int) -> Callable[[], Measured]:
    """Return a function that trains these runs on one thread."""
    torch.set_num_threads(1)
    return lambda: np.array([train(*setting, epochs) for setting in settings])


def prepare_threads(settings: Settings, epochs: int) -> Callable[[], Measured]:
    """Return a function that trains these runs on two threads."""
    run = prepare(settings, epochs)
    torch.set_num_threads(2)
    return run


def train(strength: float, rate: float, epochs: int) -> list[list[float]]:
    """Train one run and return what was measured after each epoch."""
    torch.manual_seed(0)
    model, (x, y, x_validation, y_validation) = network(rate), DATA
    optimizer = torch.optim.Adam(groups(model, strength), lr=LEARNING_RATE, fused=True)
    measured = []
    for _ in range(epochs):
        model.train()
        for rows in torch.randperm(len(x)).split(BATCH):
            optimizer.zero_grad()
            cross_entropy(model(x[rows]), y[rows]).backward()
            optimizer.step()
        model.eval()
        measured.append([*score(model, x, y), *score(model, x_validation, y_validation)])
    return measured


def network(rate: float) -> nn.Sequential:
    """Return the network with dropout after each hidden layer."""
    layers: list[nn.Module] = []
    inputs = DATA[0].shape[1]
    for width in HIDDEN:
        layers += [nn.Linear(inputs, width), nn.ReLU(), nn.Dropout(rate)]
        inputs = width
    return nn.Sequential(*layers, nn.Linear(inputs, CLASSES))


def groups(model: nn.Sequential, strength: float) -> list[dict[str, object]]:
    """Return the weights, which are decayed as by λ/2·Σw², and the biases, which are not."""
    weights = [value for value in model.parameters() if value.ndim == 2]
    biases = [value for value in model.parameters() if value.ndim == 1]
    return [{"params": weights, "weight_decay": strength}, {"params": biases}]


@torch.no_grad()
def score(model: nn.Sequential, x: Tensor, y: Tensor) -> tuple[float, float]:
    """Return loss and accuracy on a split."""
    z = model(x)
    return cross_entropy(z, y).item(), (z.argmax(dim=1) == y).float().mean().item()
