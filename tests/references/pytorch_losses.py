"""Losses and their gradients in PyTorch, as numbers that the tests compare the package's with.

Writes pytorch_losses.npz beside this file: outputs, targets and counts, and for each loss its values and the
gradient of their mean over rows, all float64. No test runs it; it needs nothing of regexp and gives the same
file every time:

    pip install -e '.[bench]'
    python tests/references/pytorch_losses.py
"""

from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

ROWS, OUTPUTS = 40, 3

LOSSES = {
    "huber/0.5": lambda z, y, counts: functional.huber_loss(z, y, reduction="none", delta=0.5),
    "huber/1": lambda z, y, counts: functional.huber_loss(z, y, reduction="none", delta=1.0),
    "huber/3": lambda z, y, counts: functional.huber_loss(z, y, reduction="none", delta=3.0),
    "absolute": lambda z, y, counts: functional.l1_loss(z, y, reduction="none"),
    "poisson": lambda z, y, counts: functional.poisson_nll_loss(z, counts, reduction="none"),
}
"""One loss a row and output; PyTorch's Poisson loss is exp(z) − y·z, without the terms of y alone."""


def main() -> None:
    """Write the file."""
    generator = np.random.default_rng(7)
    arrays = {
        "z": 2 * generator.standard_normal((ROWS, OUTPUTS)),
        "y": 2 * generator.standard_normal((ROWS, OUTPUTS)),
        "counts": generator.poisson(2.0, (ROWS, OUTPUTS)).astype(float),
    }
    arrays["y"][0] = arrays["z"][0]
    y, counts = torch.tensor(arrays["y"]), torch.tensor(arrays["counts"])
    for name, loss in LOSSES.items():
        z = torch.tensor(arrays["z"], requires_grad=True)
        rows = loss(z, y, counts).sum(dim=1)
        rows.mean().backward()
        arrays[f"{name}/rows"] = rows.detach().numpy()
        arrays[f"{name}/gradient"] = z.grad.numpy()
    np.savez(Path(__file__).with_suffix(".npz"), **arrays)


if __name__ == "__main__":
    main()
