"""Schedules against their formulas, by hand; PyTorch's numbers are compared in test_pytorch.py."""

from math import cos, pi

import pytest
from support.rates import BASE, EPOCHS, rates

from regexp.schedules import Constant, Cosine, Exponential, Linear, OneCycle, Schedule, Step


def test_constant() -> None:
    assert rates(Constant()) == [BASE] * EPOCHS


def test_step() -> None:
    """Halved after epochs 3, 6, …: 0.3·0.5^⌊(e − 1)/3⌋."""
    expected = [0.3, 0.3, 0.3, 0.15, 0.15, 0.15, 0.075]
    assert rates(Step(every=3, factor=0.5))[:7] == pytest.approx(expected, rel=1e-14)


def test_exponential() -> None:
    assert rates(Exponential(factor=0.5))[:4] == pytest.approx([0.3, 0.15, 0.075, 0.0375], rel=1e-14)


@pytest.mark.parametrize("final", [0.0, 0.1, 1.0])
def test_linear(final: float) -> None:
    """base·(1 − (1 − final)·(e − 1)/epochs)."""
    expected = [0.3 * (1 - (1 - final) * e / EPOCHS) for e in range(EPOCHS)]
    assert rates(Linear(final=final)) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("final", [0.0, 0.1, 1.0])
def test_cosine(final: float) -> None:
    """base·(final + (1 − final)·(1 + cos(π(e − 1)/epochs))/2), to the last bit, as in every release."""
    expected = [0.3 * (final + (1 - final) * ((1 + cos(pi * e / EPOCHS)) / 2)) for e in range(EPOCHS)]
    assert rates(Cosine(final=final)) == expected


def test_cosine_starts_at_the_base_halves_in_the_middle_and_never_reaches_zero() -> None:
    found = rates(Cosine())
    assert (found[0], found[EPOCHS // 2]) == (0.3, pytest.approx(0.15, rel=1e-14))
    assert 0 < found[-1] < found[-2] < found[0]


def test_each_cycle_is_longer_than_the_one_before() -> None:
    """Cycles of 2, 4 and 8 epochs: at base in epochs 1, 3, 7 and 15, halfway down in 2, 5 and 11."""
    found = rates(Cosine(cycle_epochs=2, cycle_growth=2))
    assert [epoch for epoch, rate in enumerate(found, 1) if rate == BASE] == [1, 3, 7, 15]
    assert [found[epoch - 1] for epoch in (2, 5, 11)] == pytest.approx([0.15] * 3, rel=1e-14)


def test_one_cycle_rises_to_the_peak_and_falls_to_almost_nothing() -> None:
    """Twenty steps, the sixth of them the peak: 0.3 · 20 = 6."""
    found = rates(OneCycle(start=0.1, final=0.01))
    assert (found[0], found[5]) == (pytest.approx(0.03, rel=1e-14), 0.3)
    assert found[-1] == pytest.approx(0.003, rel=1e-12)
    assert found[:6] == sorted(found[:6])
    assert found[5:] == sorted(found[5:], reverse=True)


def test_one_cycle_counts_steps_not_epochs() -> None:
    assert rates(OneCycle(), steps=4, epochs=5) == rates(OneCycle(), epochs=20)


@pytest.mark.parametrize(("rising", "peak"), [(0.0, 0), (0.05, 0), (0.5, 9), (0.99, 18)])
def test_one_cycle_with_its_peak_elsewhere(rising: float, peak: int) -> None:
    """Step rising·20 is the highest; without a rise the first one, close to the peak."""
    found = rates(OneCycle(rising=rising))
    assert found.index(max(found)) == peak
    assert max(found) <= BASE
    assert found[-1] == pytest.approx(BASE * 4e-6, rel=1e-9)


def test_one_cycle_of_one_step() -> None:
    """The only step is the last one, at `final`."""
    assert rates(OneCycle(final=0.5), epochs=1) == [0.15]


WARM = [Constant, Cosine, Exponential, Linear, Step]


@pytest.mark.parametrize("cls", WARM, ids=lambda cls: cls.__name__)
def test_a_warm_up_is_linear_in_steps_and_delays_the_schedule(cls: type[Schedule]) -> None:
    """Two epochs of five steps: 0.3·t/10, then what eighteen epochs without a warm-up would be."""
    found = rates(cls(warmup=2.0), steps=5)
    assert found[:10] == pytest.approx([0.3 * t / 10 for t in range(1, 11)], rel=1e-14)
    assert found[10:] == pytest.approx(rates(cls(), steps=5, epochs=18), rel=1e-14)


def test_a_warm_up_may_end_within_an_epoch() -> None:
    """1.5 epochs of four steps: the sixth step has the whole rate, as has the rest of its epoch.

    Epoch 3 begins half an epoch after the warm-up: 0.3·0.25^0.5 = 0.15.
    """
    found = rates(Exponential(warmup=1.5, factor=0.25), steps=4)
    assert found[:8] == pytest.approx([0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.3, 0.3], rel=1e-14)
    assert found[8:13] == pytest.approx([0.15] * 4 + [0.0375], rel=1e-14)
