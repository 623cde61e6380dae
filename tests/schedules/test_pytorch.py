"""Schedules are PyTorch's to twelve digits.

Expected: tests/references/pytorch_schedules.npz, written by the script of that name beside it. PyTorch makes
most rates from the last one, hence the tolerance.
"""

import numpy as np
import pytest
from support.problems import alone, classification
from support.rates import BASE, rates
from support.references import references

from regexp.optimizers import Adam
from regexp.schedules import Cosine, Exponential, Linear, OneCycle, Plateau, Schedule, Step

SCHEDULES: dict[str, Schedule] = {
    "step": Step(every=4, factor=0.5),
    "exponential": Exponential(factor=0.8),
    "cosine": Cosine(final=0.1),
    "restarts": Cosine(final=0.1, cycle_epochs=6),
    "growing": Cosine(final=0.1, cycle_epochs=3, cycle_growth=2),
    "linear": Linear(final=0.1),
    "one_cycle": OneCycle(),
    "one_cycle_other": OneCycle(start=0.1, final=0.001, rising=0.25),
    "warm_cosine": Cosine(final=0.1, warmup=5),
    "warm_step": Step(every=4, factor=0.5, warmup=5),
}
PLATEAUS = {
    "default": Plateau(wait=3),
    "cooldown": Plateau(wait=1, factor=0.5, cooldown=3, threshold=0.02),
    "minimum": Plateau(wait=2, factor=0.3, minimum=0.05, threshold=0.0),
    "maximum": Plateau(wait=2, factor=0.5, threshold=0.05),
}
"""Their `wait` is PyTorch's plus 1."""


@pytest.mark.parametrize("name", SCHEDULES)
def test_rates(name: str) -> None:
    """In PyTorch `final` is eta_min/lr or end_factor; each epoch has one step."""
    np.testing.assert_allclose(
        rates(SCHEDULES[name]), references("pytorch_schedules")[name], rtol=1e-12, atol=1e-18
    )


@pytest.mark.parametrize("name", SCHEDULES)
def test_rates_of_a_run(name: str) -> None:
    """The column of a run that trains one step an epoch is the same numbers."""
    optimizer = Adam(learning_rate=BASE, epochs=20, batch_size="full", schedule=SCHEDULES[name])
    found = alone(classification(optimizer=optimizer, rows=21, held_out=0, monitor="train_loss"))
    assert found.history["learning_rate"].tolist() == rates(SCHEDULES[name])


@pytest.mark.parametrize("name", PLATEAUS)
def test_plateau(name: str) -> None:
    """For `maximum` PyTorch was told that higher is better; here the monitored metric is negated."""
    expected = references("pytorch_schedules")
    metrics = expected["metrics"] * (-1 if name == "maximum" else 1)
    found = rates(PLATEAUS[name], monitored=metrics.tolist(), epochs=60)
    np.testing.assert_allclose(found, expected[f"plateau/{name}"], rtol=1e-12)
    assert len(set(found)) >= 3
