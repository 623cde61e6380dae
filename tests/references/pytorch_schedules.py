"""The learning rates of PyTorch's schedulers, as numbers that the tests compare the schedules with.

Writes pytorch_schedules.npz beside this file: the rate of each epoch (of each step for one_cycle and
warm-ups), and the metrics that ReduceLROnPlateau was shown. No test runs it; it needs nothing of regexp:

    pip install -e '.[bench]'
    python tests/references/pytorch_schedules.py
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch.optim import SGD, Optimizer
from torch.optim.lr_scheduler import (
    CosineAnnealingLR,
    CosineAnnealingWarmRestarts,
    ExponentialLR,
    LinearLR,
    LRScheduler,
    OneCycleLR,
    ReduceLROnPlateau,
    SequentialLR,
    StepLR,
)

BASE, EPOCHS = 0.3, 20

SCHEDULES: dict[str, Callable[[Optimizer], LRScheduler]] = {
    "step": lambda steps: StepLR(steps, step_size=4, gamma=0.5),
    "exponential": lambda steps: ExponentialLR(steps, gamma=0.8),
    "cosine": lambda steps: CosineAnnealingLR(steps, T_max=EPOCHS, eta_min=0.1 * BASE),
    "restarts": lambda steps: CosineAnnealingWarmRestarts(steps, T_0=6, eta_min=0.1 * BASE),
    "growing": lambda steps: CosineAnnealingWarmRestarts(steps, T_0=3, T_mult=2, eta_min=0.1 * BASE),
    "linear": lambda steps: LinearLR(steps, start_factor=1.0, end_factor=0.1, total_iters=EPOCHS),
    "one_cycle": lambda steps: one_cycle(steps),
    "one_cycle_other": lambda steps: one_cycle(steps, pct_start=0.25, div_factor=10, final_div_factor=100),
    "warm_cosine": lambda steps: warm(steps, CosineAnnealingLR(steps, T_max=EPOCHS - 5, eta_min=0.1 * BASE)),
    "warm_step": lambda steps: warm(steps, StepLR(steps, step_size=4, gamma=0.5)),
}
PLATEAUS = {
    "default": {"patience": 2},
    "cooldown": {"patience": 0, "factor": 0.5, "cooldown": 3, "threshold": 0.02},
    "minimum": {"patience": 1, "factor": 0.3, "min_lr": 0.05 * BASE, "threshold": 0.0},
    "maximum": {"patience": 1, "factor": 0.5, "mode": "max", "threshold": 0.05},
}


def one_cycle(steps: Optimizer, **settings: float) -> OneCycleLR:
    """Return a cycle of as many steps as there are epochs here; plain SGD has no momentum to cycle."""
    return OneCycleLR(steps, max_lr=BASE, total_steps=EPOCHS, cycle_momentum=False, **settings)


def warm(steps: Optimizer, then: LRScheduler) -> SequentialLR:
    """Return a warm-up of five epochs of one step each, to 1/5, 2/5, … of the rate, and then another."""
    first = LinearLR(steps, start_factor=1 / 5, total_iters=4)
    return SequentialLR(steps, [first, then], milestones=[5])


def optimizer() -> Optimizer:
    """Return an optimizer whose rate is scheduled."""
    return SGD([torch.nn.Parameter(torch.zeros(1))], lr=BASE)


def rates(make: Callable[[Optimizer], LRScheduler]) -> Iterator[float]:
    """Yield the rate of each epoch."""
    steps = optimizer()
    schedule = make(steps)
    for _ in range(EPOCHS):
        yield steps.param_groups[0]["lr"]
        steps.step()
        schedule.step()


def rates_of_plateau(metrics: Sequence[float], settings: dict[str, object]) -> Iterator[float]:
    """Yield the rate of each epoch, whose metric is shown to the scheduler when the epoch is over."""
    steps = optimizer()
    schedule = ReduceLROnPlateau(steps, eps=0.0, **settings)
    for metric in metrics:
        yield steps.param_groups[0]["lr"]
        steps.step()
        schedule.step(metric)


def main() -> None:
    """Write the file."""
    found = {name: np.array(list(rates(make))) for name, make in SCHEDULES.items()}
    noise = np.random.default_rng(7).standard_normal(60)
    metrics = 1 + np.exp(-np.arange(60) / 10) + 0.05 * noise
    found["metrics"] = metrics
    for name, settings in PLATEAUS.items():
        found[f"plateau/{name}"] = np.array(list(rates_of_plateau(metrics.tolist(), settings)))
    found["pytorch"] = np.array(torch.__version__.split("+")[0])
    np.savez_compressed(Path(__file__).with_suffix(".npz"), **found)


if __name__ == "__main__":
    main()
