"""What must not matter to a verdict: the unit of the loss, the spacing of epochs, the wording's length."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from regexp.analysis.phrases import WIDTH
from regexp.analysis.verdict import Baseline

ROWS = 60
LN10 = Baseline(train_loss=2.303, validation_loss=2.303, metric="accuracy", validation_metric=0.1)
QUICK = settings(max_examples=60, deadline=None)


@st.composite
def curves(draw):
    """Training and validation losses: a fall, a rise from some epoch on, noise of some size."""
    generator = np.random.default_rng(draw(st.integers(0, 2**32)))
    epochs = np.arange(1, ROWS + 1)
    turn = draw(st.integers(3, ROWS))
    rise = draw(st.sampled_from([0.0, 0.1, 1.0]))
    noise = draw(st.sampled_from([0.0, 0.01, 0.1]))
    floor = draw(st.sampled_from([0.0, 0.3, 1.8]))
    train = floor + np.exp(-epochs / draw(st.integers(1, 100)))
    validation = train + 0.1 + rise * np.maximum(epochs - turn, 0) / ROWS
    return train, validation * np.exp(noise * generator.normal(size=ROWS))


@QUICK
@given(curves(), st.integers(-40, 40))
def test_the_unit_of_the_loss_changes_nothing(verdict, losses, exponent):
    train, validation = losses
    unit = 2.0**exponent  # exact, so that no threshold is crossed by rounding
    scaled = replace(LN10, train_loss=2.303 * unit, validation_loss=2.303 * unit)
    plain = verdict(train, validation, memorized=np.ones(ROWS), flipped=5)
    other = verdict(train * unit, validation * unit, baseline=scaled, memorized=np.ones(ROWS), flipped=5)
    assert (other.kind, other.onset, other.best_epoch) == (plain.kind, plain.onset, plain.best_epoch)
    assert other.early_stopping == plain.early_stopping


@QUICK
@given(curves(), st.integers(2, 50))
def test_the_spacing_of_epochs_changes_nothing(verdict, losses, every):
    plain = verdict(*losses)
    other = verdict(*losses, epochs=np.arange(1, ROWS + 1) * every)
    assert other.kind == plain.kind
    assert other.onset == (None if plain.onset is None else plain.onset * every)


@QUICK
@given(st.lists(st.floats(0, 1), min_size=ROWS, max_size=ROWS), st.floats(0.1, 1))
def test_a_validation_loss_that_only_falls_is_never_overfit(verdict, steps, end):
    falling = end + np.cumsum(steps[::-1])[::-1]
    high = replace(LN10, train_loss=1e3, validation_loss=1e3)
    assert verdict(np.linspace(1, 0, ROWS), falling, baseline=high).kind != "overfit"


@QUICK
@given(st.integers(5, 45), st.floats(0.1, 10))
def test_a_smooth_rise_is_dated_to_the_epoch(verdict, turn, rise):
    epochs = np.arange(1, ROWS + 1)
    validation = 0.3 + np.where(epochs < turn, 0.05 * (turn - epochs), rise * (epochs - turn) / (ROWS - turn))
    found = verdict(np.exp(-epochs / 10), validation)
    assert (found.kind, found.onset, found.best_epoch) == ("overfit", turn + 1, turn)


@QUICK
@given(
    curves(),
    st.sampled_from(["completed", "early_stopped", "diverged"]),
    st.integers(-60, 60),
    st.integers(1, ROWS),
    st.integers(1, 10**6),
    st.booleans(),
)
def test_evidence_is_short(verdict, losses, status, exponent, rows, first, reverse):
    unit = 10.0**exponent
    scaled = replace(LN10, train_loss=2.303 * unit, validation_loss=2.303 * unit)
    accuracy = np.linspace(1, 0, rows)[:: -1 if reverse else 1]
    found = verdict(
        losses[0][:rows] * unit,
        losses[1][:rows] * unit,
        baseline=scaled,
        status=status,
        accuracy=accuracy,
        memorized=np.ones(rows),
        flipped=10**6,
        epochs=np.arange(first, first + rows),
    )
    assert 1 <= len(found.evidence) <= 4
    assert max(map(len, (found.headline, *found.evidence))) <= WIDTH
