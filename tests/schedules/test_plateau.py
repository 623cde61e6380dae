"""Plateau by hand: which epochs it waits for, and when the rate falls; PyTorch's are in test_pytorch.py.

Each case shows the metric after epochs 1, 2, …, and expects the rates of epochs 1, 2, …, in halves of 0.3.
"""

from typing import Any

import numpy as np
import pytest
from support.problems import alone, classification
from support.rates import BASE, rates

from regexp.context import Context
from regexp.optimizers import Adam
from regexp.schedules import Plateau


def halvings(monitored: list[float], **settings: Any) -> list[float]:
    """Return how often the rate of each epoch has been halved."""
    schedule = Plateau(factor=0.5, **settings)
    found = rates(schedule, monitored=monitored, epochs=len(monitored) + 1)
    return [float(np.log2(BASE / rate)) for rate in found]


@pytest.mark.parametrize(
    ("monitored", "settings", "expected"),
    [
        ([3, 2, 1, 1, 1, 1, 1], {"wait": 2}, [0, 0, 0, 0, 0, 1, 1, 2]),
        ([3, 2, 1, 1, 0.5, 1, 1], {"wait": 2}, [0, 0, 0, 0, 0, 0, 0, 1]),
        ([1, 1, 1, 1, 1, 1], {"wait": 1}, [0, 0, 1, 2, 3, 4, 5]),
        ([1, 1, 1, 1, 1, 1], {"wait": 1, "cooldown": 1}, [0, 0, 1, 1, 2, 2, 3]),
        ([1, 1, 1, 1, 1, 1], {"wait": 1, "cooldown": 2}, [0, 0, 1, 1, 1, 2, 2]),
        ([1, 1, 1, 1, 1, 1], {"wait": 1, "minimum": 0.125}, [0, 0, 1, 2, 3, 3, 3]),
        ([1, 0.95, 0.9, 0.85], {"wait": 2, "threshold": 0.1}, [0, 0, 0, 1, 1]),
        ([1, 0.95, 0.85, 0.8], {"wait": 2, "threshold": 0.1}, [0, 0, 0, 0, 0]),
        ([-0.5, -0.52, -0.54], {"wait": 1, "threshold": 0.1}, [0, 0, 1, 2]),
        ([-0.5, -0.56, -0.63], {"wait": 1, "threshold": 0.1}, [0, 0, 0, 0]),
        ([1, 1 - 1e-9, 1 - 2e-9], {"wait": 1, "threshold": 0}, [0, 0, 0, 0]),
        ([np.nan, np.nan, np.inf, np.inf], {"wait": 2}, [0, 0, 1, 1, 2]),
    ],
    ids=str,
)
def test_which_epochs_it_waits_for(
    monitored: list[float], settings: dict[str, Any], expected: list[float]
) -> None:
    assert halvings(monitored, **settings) == pytest.approx(expected, abs=1e-12)


def test_a_warm_up_comes_first() -> None:
    """Of the metrics of the two epochs of warm-up only the last is looked at, as the first to beat."""
    found = rates(Plateau(factor=0.5, wait=1, warmup=2.0), monitored=[1.0, 2, 1.5, 1.5], epochs=5)
    assert found == pytest.approx([BASE / 2, BASE, BASE, BASE, BASE / 2], rel=1e-14)


def test_runs_of_a_stack_wait_for_themselves() -> None:
    """The first run gets better all the time, the second never, the third is more patient."""
    runs = [Plateau(factor=0.5, wait=wait) for wait in (1, 1, 3)]
    spec, base = Plateau.stack(runs), np.full((3, 1, 1), BASE)
    ctx = Context([], rows=1, epochs=9, dtype="float32")
    spec.init_state(base, ctx)
    for ctx.epoch in range(1, 6):
        monitor = np.array([1 / ctx.epoch, 1.0, 1.0])
        found = spec.rate(base, {"epoch": np.full(3, ctx.epoch - 1.0), "monitor": monitor}, ctx)
    assert found[:, 0, 0].tolist() == [BASE, BASE / 8, BASE / 2]


@pytest.mark.parametrize(
    ("every", "expected"), [(1, [0, 0, 1, 2, 3, 4, 5, 6, 7]), (3, [0, 0, 0, 0, 0, 0, 1, 1, 1])]
)
def test_epochs_without_a_measurement(every: int, expected: list[int]) -> None:
    """With nothing ever better, measured after epochs 3 and 6, the rate falls in epoch 7, once."""
    schedule = Plateau(factor=0.5, wait=1, threshold=0.999999)
    optimizer = Adam(learning_rate=BASE, epochs=9, batch_size="full", schedule=schedule)
    run = alone(classification(optimizer=optimizer, every=every)).history
    found = dict(zip(run.epochs.tolist(), run["learning_rate"].tolist(), strict=True))
    assert found == {epoch: BASE / 2 ** expected[epoch - 1] for epoch in run.epochs.tolist()}
