"""Twenty steps of a small network under each of PyTorch's schedulers, as numbers to compare the engine with.

The data, weights, batches and optimizers of pytorch_steps.py. Writes pytorch_scheduled_steps.npz beside this
file: all parameters after the last epoch. No test runs it; it needs nothing of regexp and gives the same file
every time:

    pip install -e '.[bench]'
    python tests/references/pytorch_scheduled_steps.py
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from pytorch_steps import BATCH, DECAY, EPOCHS, OPTIMIZERS, ROWS, given, network
from torch.nn.functional import cross_entropy
from torch.optim import Optimizer
from torch.optim.lr_scheduler import (
    CosineAnnealingLR,
    CosineAnnealingWarmRestarts,
    ExponentialLR,
    LinearLR,
    LRScheduler,
    OneCycleLR,
    ReduceLROnPlateau,
    StepLR,
)

STEPS = EPOCHS * -(-ROWS // BATCH)
BY_EPOCH: dict[str, Callable[[Optimizer], LRScheduler]] = {
    "step": lambda steps: StepLR(steps, step_size=2, gamma=0.3),
    "exponential": lambda steps: ExponentialLR(steps, gamma=0.6),
    "cosine": lambda steps: CosineAnnealingLR(steps, T_max=EPOCHS),
    "restarts": lambda steps: CosineAnnealingWarmRestarts(steps, T_0=2),
    "linear": lambda steps: LinearLR(steps, start_factor=1.0, end_factor=0.1, total_iters=EPOCHS),
}
BY_STEP: dict[str, Callable[[Optimizer], LRScheduler]] = {
    "one_cycle": lambda steps: OneCycleLR(
        steps, max_lr=steps.param_groups[0]["lr"], total_steps=STEPS, cycle_momentum=False
    ),
}
BY_LOSS: dict[str, Callable[[Optimizer], LRScheduler]] = {
    "plateau": lambda steps: ReduceLROnPlateau(steps, factor=0.5, patience=0, threshold=0.2),
}
ADAPTED = ("adam", "adamw", "rmsprop_momentum", "rmsprop_centered", "adagrad", "nesterov")
CASES = [
    *((name, "momentum") for name in BY_EPOCH | BY_STEP | BY_LOSS),
    *(("cosine", name) for name in ADAPTED),
]


def trained(schedule: str, optimizer: str, dtype: torch.dtype) -> np.ndarray:
    """Return all parameters after the last epoch: layer after layer, weights (inputs, outputs), biases."""
    arrays = given()
    model = network(arrays, "tanh", dtype)
    make, settings = OPTIMIZERS[optimizer]
    parts = [[p for p in model.parameters() if p.ndim == axes] for axes in (2, 1)]
    decays = (DECAY if optimizer == "adamw" else 0.0, 0.0)
    groups = [{"params": part, "weight_decay": decay} for part, decay in zip(parts, decays, strict=True)]
    steps = make(groups, **settings)
    scheduler = (BY_EPOCH | BY_STEP | BY_LOSS)[schedule](steps)
    x, labels = torch.tensor(arrays["x"], dtype=dtype), torch.tensor(arrays["labels"])
    for order in arrays["order"]:
        for start in range(0, ROWS, BATCH):
            rows = order[start : start + BATCH]
            steps.zero_grad()
            cross_entropy(model(x[rows]), labels[rows]).backward()
            steps.step()
            if schedule in BY_STEP:
                scheduler.step()
        if schedule in BY_LOSS:
            scheduler.step(cross_entropy(model(x), labels).item())
        elif schedule in BY_EPOCH:
            scheduler.step()
    return np.concatenate([p.detach().numpy().T.ravel() for p in model.parameters()])


def main() -> None:
    """Write the file."""
    torch.set_num_threads(1)
    found = {"pytorch": np.array(torch.__version__.split("+")[0])}
    for schedule, optimizer in CASES:
        for dtype in (torch.float64, torch.float32):
            name = f"{schedule}/{optimizer}/{str(dtype).removeprefix('torch.')}"
            found[name] = trained(schedule, optimizer, dtype)
    np.savez_compressed(Path(__file__).with_suffix(".npz"), **found)


if __name__ == "__main__":
    main()
