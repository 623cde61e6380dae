import numpy as np
import pytest

from regexp.analysis.curve import Curve, measure


def test_levels_of_a_curve_by_hand():
    # Ten rows from 10 down to 1, ten from 2 up to 11; training loss 20, 19, …, 1.
    loss = np.array([*range(10, 0, -1), *range(2, 12)], dtype=float)
    measured = measure(np.arange(1, 21), loss, np.arange(20.0, 0, -1))
    assert measured == Curve(
        onset=11,
        lowest=2.0,  # rows of 1, 2, 3: the lowest and what follows, three rows at least
        end=9.5,  # the last fifth: 8, 9, 10, 11
        rise=6.5,  # the last third, 6 to 11, above 2
        rise_error=0.0,
        train_rise=-6.5,  # (6 + … + 1)/6 − (11 + 10 + 9)/3
        fall=-4.0,  # 4, 5, 6, 7 before 8, 9, 10, 11
        fall_error=0.0,
        blur=0.0,
    )


def test_a_jump_in_the_last_rows_is_no_rise():
    loss = np.array([*np.linspace(1, 0.5, 18), 0.9, 0.9])
    measured = measure(np.arange(1, 21), loss, loss)
    assert (measured.onset, measured.rise, measured.train_rise) == (None, 0.0, 0.0)


def test_onset_is_an_epoch_not_a_row():
    loss = np.array([*range(10, 0, -1), *range(2, 12)], dtype=float)
    assert measure(np.arange(1, 21) * 5, loss, loss).onset == 55


@pytest.mark.parametrize("wild", [1e3, 1e30, np.inf, np.nan])
def test_a_wild_start_does_not_pass_for_noise(wild):
    loss = np.array([*range(10, 0, -1), *range(2, 12)], dtype=float)
    # The cap is three times the median 5.5, so that a start of 16.5 changes nothing but the first row.
    capped = measure(np.arange(1, 22), np.array([16.5, *loss]), np.ones(21))
    assert measure(np.arange(1, 22), np.array([wild, *loss]), np.ones(21)) == capped


def test_long_curves_are_averaged_down():
    epochs = np.arange(1, 10_001)
    loss = 0.3 + 2 * np.exp(-epochs / 100) + 0.1 * np.maximum(epochs - 3000, 0) / 7000
    measured = measure(epochs, loss, np.exp(-epochs / 500))
    assert measured.onset is not None
    assert abs(measured.onset - 3001) <= 20  # one group of 20 epochs
    # The last third lies at 0.3 + 0.1·(5/6 of the way from 3,333 below the end) on average.
    assert measured.rise == pytest.approx(0.1 * (1 - 3333 / 7000 / 2), abs=0.01)
