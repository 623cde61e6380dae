"""Schedules against their formulas; PyTorch's numbers are compared in engine/test_pytorch.py."""

from math import cos, pi

import numpy as np
import pytest
from support.components import example

from regexp.context import Context
from regexp.schedules import Constant, Cosine, Schedule

EPOCHS = 20


def rates(schedule: Schedule, base: float = 0.3) -> list[float]:
    """Return the rate of every epoch, from 1."""
    stacked = type(schedule).stack([schedule])
    ctx = Context([], rows=1, epochs=EPOCHS, dtype="float32")
    found = []
    for ctx.epoch in range(1, EPOCHS + 1):
        found.append(stacked.rate(np.full((1, 1, 1), base), {}, ctx).item())
    return found


def test_constant() -> None:
    assert rates(Constant()) == [0.3] * EPOCHS


@pytest.mark.parametrize("final", [0.0, 0.1, 1.0])
def test_cosine(final: float) -> None:
    """base·(final + (1 − final)·(1 + cos(π(e − 1)/epochs))/2)."""
    expected = [0.3 * (final + (1 - final) * (1 + cos(pi * e / EPOCHS)) / 2) for e in range(EPOCHS)]
    assert rates(Cosine(final=final)) == pytest.approx(expected, rel=1e-14)


def test_cosine_starts_at_the_base_halves_in_the_middle_and_never_reaches_zero() -> None:
    found = rates(Cosine())
    assert (found[0], found[EPOCHS // 2]) == (0.3, pytest.approx(0.15, rel=1e-14))
    assert 0 < found[-1] < found[-2] < found[0]


@pytest.mark.parametrize("cls", Schedule.kinds().values(), ids=Schedule.kinds())
def test_rates_are_float64_and_positive(cls: type[Schedule]) -> None:
    spec = cls.stack([example(cls)] * 3)
    base = np.array([0.1, 1e-5, 3.0]).reshape(3, 1, 1)
    ctx = Context([], rows=1, epochs=EPOCHS, dtype="float32")
    spec.init_state(base, ctx)
    for ctx.epoch in range(1, EPOCHS + 1):
        found = spec.rate(base, {}, ctx)
        assert found.shape == (3, 1, 1)
        assert found.dtype == np.float64
        assert (found > 0).all()
