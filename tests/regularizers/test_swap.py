"""Swap: who takes whose value, how often, what both forms are on average, and where the gradient goes.

That the gradient is that of the step's loss is tested over all regularizers, by central differences.
"""

from math import sqrt

import numpy as np
import pytest
from support.noise import context, stacked

from regexp.context import Context, Situation
from regexp.regularizers import Swap
from regexp.spec import Array

BATCH, WIDTH, RATE = 2000, 6, 0.3
VALUES = np.arange(1.0, WIDTH + 1)

forms = pytest.mark.parametrize("expected", [False, True], ids=["drawn", "expected"])


def mixed(spec: Swap, ctx: Context, batch: int = BATCH) -> Array:
    """Return what becomes of rows whose units have the values 1 to 6 in a step, shape (R, B, 6)."""
    spec.draw(batch, (4, WIDTH, 2), ctx)
    h = np.tile(VALUES, (len(ctx.streams), batch, 1)).astype(ctx.dtype)
    spec.activate(h, 0, ctx)
    return h


def partners(*seeds: int) -> Array:
    """Return the number of each unit's partner in a step, shape (R, 6): rows of whom nearly all take."""
    h = mixed(stacked(*(Swap(rate=0.9) for _ in seeds)), context(*seeds))
    return np.array([[np.median(unit[unit != i + 1]) - 1 for i, unit in enumerate(rows.T)] for rows in h])


def test_units_take_the_value_of_one_other_unit_in_a_step() -> None:
    """Its partner's, who is partner of nobody else; the fraction of rows is p within 5 √(p(1 − p)/n)."""
    [h] = mixed(stacked(Swap(rate=RATE)), context(0))
    others = [set(unit) - {i + 1} for i, unit in enumerate(h.T)]
    assert all(len(values) == 1 for values in others)
    assert set.union(*others) == set(VALUES)
    taken = h != VALUES
    assert (np.abs(taken.mean(axis=0) - RATE) < 5 * sqrt(RATE * (1 - RATE) / BATCH)).all()


def test_every_other_unit_is_equally_often_the_partner() -> None:
    """Over 3,000 seeds, each of five others within 5 standard deviations of a fifth; never oneself."""
    runs = 3000
    spec, ctx = stacked(*(Swap(rate=RATE, expected=True) for _ in range(runs))), context(*range(runs))
    h = mixed(spec, ctx, batch=1)[:, 0]
    found = np.round((h - (1 - RATE) * VALUES) / RATE)
    counts = np.array([[(found[:, i] == value).sum() for value in VALUES] for i in range(WIDTH)])
    assert (np.diag(counts) == 0).all()
    others = counts[~np.eye(WIDTH, dtype=bool)]
    assert others.sum() == runs * WIDTH
    assert (np.abs(others / runs - 0.2) < 5 * sqrt(0.2 * 0.8 / runs)).all()


def test_the_expected_form_is_the_mean_of_the_drawn_one() -> None:
    """For the same partners, which both forms draw first: within 5 standard errors over the rows."""
    drawn, expected = (
        mixed(stacked(Swap(rate=RATE, expected=form)), context(7))[0] for form in (False, True)
    )
    assert (expected == expected[0]).all()
    difference = drawn.mean(axis=0) - expected[0]
    assert (np.abs(difference) < 5 * drawn.std(axis=0) / sqrt(BATCH)).all()
    assert (drawn.std(axis=0) > 0).all()


@forms
def test_the_mean_over_steps_is_the_same_for_both_forms(expected: bool) -> None:
    """(1 − p)·h_i + p·(mean of the others), over 4,000 steps of one row, within 5 standard errors."""
    steps, spec, ctx = 4000, stacked(Swap(rate=RATE, expected=expected)), context(1)
    rows = np.array([mixed(spec, ctx, batch=1)[0, 0] for _ in range(steps)])
    others = (VALUES.sum() - VALUES) / (WIDTH - 1)
    error = rows.std(axis=0) / sqrt(steps)
    assert (np.abs(rows.mean(axis=0) - (1 - RATE) * VALUES - RATE * others) < 5 * error).all()


@forms
def test_backward_is_the_transpose_of_forward(expected: bool) -> None:
    """⟨A·h, d⟩ = ⟨h, Aᵀ·d⟩ for each of three runs with rates of their own, two of one seed."""
    spec = stacked(*(Swap(rate=rate, expected=expected) for rate in (0.2, 0.7, 0.5)))
    ctx = context(3, 3, 4, dtype="float64")
    spec.draw(40, (4, 9, 2), ctx)
    h, delta = np.random.default_rng(0).standard_normal((2, 3, 40, 9))
    forward, backward = h.copy(), delta.copy()
    spec.activate(forward, 0, ctx)
    spec.activate_backward(backward, forward, 0, ctx)
    assert np.abs(forward - h).max() > 0.1
    for r in range(3):
        assert np.vdot(forward[r], delta[r]) == pytest.approx(np.vdot(h[r], backward[r]), rel=1e-12)


def test_runs_of_one_seed_have_the_same_partners() -> None:
    """And who takes at a rate takes at a higher one too."""
    same = partners(5, 5, 6)
    assert (same[0] == same[1]).all()
    assert (same[0] != same[2]).any()
    low, high = mixed(stacked(Swap(rate=0.2), Swap(rate=0.6)), context(5, 5)) != VALUES
    assert not (low & ~high).any()
    assert 0.3 < (high & ~low).mean() < 0.5


def test_partners_change_from_step_to_step() -> None:
    """With 120 cycles of six units, twenty steps are not all the same."""
    spec, ctx = stacked(Swap(rate=0.5, expected=True)), context(0)
    assert len({mixed(spec, ctx, batch=1).tobytes() for _ in range(20)}) > 10


@forms
def test_a_layer_of_one_unit_stays_as_it_is(expected: bool) -> None:
    spec, ctx = stacked(Swap(rate=0.5, expected=expected)), context(0, dtype="float64")
    spec.draw(5, (4, 1, 2), ctx)
    h = np.arange(5.0).reshape(1, 5, 1)
    delta = h.copy()
    spec.activate(h, 0, ctx)
    spec.activate_backward(delta, h, 0, ctx)
    np.testing.assert_array_equal(h, np.arange(5.0).reshape(1, 5, 1))
    np.testing.assert_array_equal(delta, h)


def test_it_objects_to_a_model_without_hidden_units() -> None:
    reason = Swap(rate=0.5).objection(Situation((), "adam", True))
    assert reason == "acts on hidden units and a linear model has none; use input_dropout"
    assert Swap(rate=0.5).objection(Situation((8,), "adam", True)) is None
