"""EMA: the average of the steps' parameters, from its formula on a recorded sequence."""

from typing import Any, ClassVar

import numpy as np
import pytest
from support.problems import alone, classification, different, trained

from regexp.context import Context
from regexp.engine import Problem, new_member, train
from regexp.optimizers import Adam
from regexp.regularizers import Ema, Regularizer
from regexp.regularizers.base import AVERAGING
from regexp.spec import Array


class Recording(Regularizer):
    """Writes down the parameters after every step; without `kind`, so that it doesn't register."""

    order: ClassVar[int] = AVERAGING
    steps: ClassVar[list[Array]] = []

    def after_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        self.steps.append(theta[0, 0].copy())


@pytest.fixture
def recording() -> Recording:
    Recording.steps.clear()
    return Recording()


def averaged(*chosen: Regularizer, **changes: Any) -> Problem:
    """Return a run of 33 rows in batches of 16: three steps an epoch."""
    optimizer = Adam(learning_rate=0.02, batch_size=16, epochs=6)
    return classification(rows=33, optimizer=optimizer, regularizers=chosen, **changes)


def average(steps: list[Array], decay: float) -> Array:
    """Return Σ_s d^(t−s)·θ_s over s = 1 … t, divided by the sum of the coefficients."""
    coefficients = decay ** np.arange(len(steps) - 1, -1, -1.0)
    return np.average(steps, axis=0, weights=coefficients)


@pytest.mark.parametrize("decay", [0.5, 0.9, 0.999])
def test_the_average_is_the_formula_s(recording: Recording, decay: float) -> None:
    """Measured at the end of every epoch, three steps each; training itself is not touched."""
    problem = averaged(Ema(decay=decay), recording, dtype="float64")
    member, expected = new_member(problem), []
    for epoch in train([member]):
        expected.append(average(recording.steps, decay))
        assert len(recording.steps) == 3 * epoch
        np.testing.assert_allclose(member.last, expected[-1], rtol=1e-11, atol=1e-14)
    np.testing.assert_allclose(member.best, expected[member.best_epoch - 1], rtol=1e-11, atol=1e-14)
    assert member.theta.tobytes() == alone(averaged(dtype="float64")).theta.tobytes()
    assert np.abs(member.last - member.theta).max() > 1e-3


def test_the_initial_parameters_have_no_part_in_it() -> None:
    """After one step the average is what that step arrived at, to the last bit."""
    optimizer = Adam(learning_rate=0.02, batch_size="full", epochs=1)
    member = alone(classification(optimizer=optimizer, regularizers=(Ema(decay=0.999),)))
    assert member.last.tobytes() == member.theta.tobytes()


def test_what_does_not_change_is_its_own_average() -> None:
    """300 steps of 1e-30 in float32: 100 rounding errors of 6e-8 at most that are still in the sum."""
    optimizer = Adam(learning_rate=1e-30, batch_size=16, epochs=100)
    member = alone(classification(rows=33, optimizer=optimizer, regularizers=(Ema(decay=0.99),), every=100))
    np.testing.assert_allclose(member.last, member.theta, rtol=2e-5, atol=1e-20)


def test_runs_of_different_decays_are_the_same_stacked_and_alone() -> None:
    problems = [averaged(Ema(decay=decay), seed=seed) for seed, decay in ((0, 0.5), (0, 0.9), (1, 0.99))]
    for member, problem in zip(trained(*problems), problems, strict=True):
        assert different(member, alone(problem)) == []
