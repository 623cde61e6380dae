"""Twenty steps of small networks with batch and layer normalization in PyTorch, as numbers for the tests.

The data, weights and batches of pytorch_steps.py, with scales and shifts to start from. Writes
pytorch_normalization.npz beside this file: after each epoch all parameters, layer after layer, then the
running means and variances; and the outputs in evaluation mode at the end. No test runs it:

    pip install -e '.[bench]'
    python tests/references/pytorch_normalization.py
"""

from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from pytorch_steps import BATCH, OPTIMIZERS, ROWS, WIDTHS, given

NORMALIZATIONS = {"batch": torch.nn.BatchNorm1d, "layer": torch.nn.LayerNorm}
HIDDEN = len(WIDTHS) - 2


def start(kind: str) -> dict[str, np.ndarray]:
    """Return what to start from: given weights, and random scales and shifts of hidden layers."""
    generator = np.random.default_rng(7)
    arrays = {name.removeprefix("start/"): array for name, array in given().items() if "start/" in name}
    for k, width in enumerate(WIDTHS[1:-1]):
        arrays[f"layers/{k}/scale"] = 1 + 0.3 * generator.standard_normal(width)
        arrays[f"layers/{k}/shift"] = 0.3 * generator.standard_normal(width)
        if kind == "batch":
            del arrays[f"layers/{k}/bias"]
            arrays[f"layers/{k}/mean"] = np.zeros(width)
            arrays[f"layers/{k}/variance"] = np.ones(width)
    return arrays


def network(kind: str, dtype: torch.dtype) -> torch.nn.Sequential:
    """Return the network with its start; a layer before batch normalization has no bias."""
    arrays, modules = start(kind), list[torch.nn.Module]()
    for k, (inputs, outputs) in enumerate(pairwise(WIDTHS)):
        has_bias = f"layers/{k}/bias" in arrays
        linear = torch.nn.Linear(inputs, outputs, bias=has_bias, dtype=dtype)
        norm = NORMALIZATIONS[kind](outputs, dtype=dtype)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(arrays[f"layers/{k}/weight"].T))
            if has_bias:
                linear.bias.copy_(torch.tensor(arrays[f"layers/{k}/bias"]))
            if k < HIDDEN:
                norm.weight.copy_(torch.tensor(arrays[f"layers/{k}/scale"]))
                norm.bias.copy_(torch.tensor(arrays[f"layers/{k}/shift"]))
        modules += [linear, norm, torch.nn.ReLU()] if k < HIDDEN else [linear]
    return torch.nn.Sequential(*modules)


def row(model: torch.nn.Sequential) -> np.ndarray:
    """Return all numbers of a model in the order of `layers/…`: weights as (inputs, outputs)."""
    trained = [parameter.detach().numpy().T.ravel() for parameter in model.parameters()]
    norms = [module for module in model if isinstance(module, torch.nn.BatchNorm1d)]
    return np.concatenate([*trained, *(a.numpy() for n in norms for a in (n.running_mean, n.running_var))])


def steps(kind: str, optimizer: str, dtype: torch.dtype) -> tuple[np.ndarray, np.ndarray]:
    """Return the numbers of the model after each epoch, and its outputs in evaluation mode at the end."""
    arrays, model = given(), network(kind, dtype)
    make, settings = OPTIMIZERS[optimizer]
    optimize = make(model.parameters(), **settings)
    x, labels = torch.tensor(arrays["x"], dtype=dtype), torch.tensor(arrays["labels"])
    rows_of_epochs = []
    for order in arrays["order"]:
        for first in range(0, ROWS, BATCH):
            rows = order[first : first + BATCH]
            optimize.zero_grad()
            torch.nn.functional.cross_entropy(model(x[rows]), labels[rows]).backward()
            optimize.step()
        rows_of_epochs.append(row(model))
    return np.array(rows_of_epochs), model.eval()(x).detach().numpy()


def main() -> None:
    """Write the file."""
    torch.set_num_threads(1)
    found: dict[str, np.ndarray] = {"pytorch": np.array(torch.__version__.split("+")[0])}
    for kind in NORMALIZATIONS:
        found |= {f"start/{kind}/{name}": array for name, array in start(kind).items()}
        for optimizer in ("adam", "momentum"):
            for dtype in (torch.float64, torch.float32):
                name = f"{kind}/{optimizer}/{str(dtype).removeprefix('torch.')}"
                found[name], found[f"{name}/outputs"] = steps(kind, optimizer, dtype)
    np.savez_compressed(Path(__file__).with_suffix(".npz"), **found)


if __name__ == "__main__":
    main()
