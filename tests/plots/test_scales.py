"""Ranges, ticks and labels: what makes a plot readable, against numbers worked out by hand."""

import numpy as np
import pytest

from regexp.plots.labels import difference, measure, number, spread, tick
from regexp.plots.ranges import resampled, value_scale
from regexp.plots.scales import Scale, epoch_scale, epoch_ticks
from regexp.plots.series import Curve


def curve(values: list[float], role: str = "validation", metric: str = "loss") -> Curve:
    return Curve(role, metric, np.arange(1, len(values) + 1), np.array(values), None)


def test_positions_are_fractions_of_the_axis_in_decades_on_a_logarithmic_one() -> None:
    assert Scale(2.0, 6.0, False).position(np.array([2, 3, 6, 8])).tolist() == [0, 0.25, 1, 1.5]
    assert Scale(1.0, 100.0, True).position(np.array([1, 10, 100, 1000])).tolist() == [0, 0.5, 1, 1.5]


def test_padding_is_a_fraction_of_the_length() -> None:
    assert Scale(2.0, 6.0, False).padded(0.25, 0.5) == Scale(1.0, 8.0, False)
    assert Scale(1.0, 100.0, True).padded(0.5, 1.0) == Scale(0.1, 10_000.0, True)


@pytest.mark.parametrize(
    ("low", "high", "log", "rounded"),
    [
        (0.0, 0.56, False, (0.0, 0.6)),
        (0.0, 26_000.0, False, (0.0, 30_000.0)),
        (1.913, 2.27, False, (1.9, 2.3)),
        (0.0, 0.6, False, (0.0, 0.6)),
        (0.002, 30.0, True, (0.001, 100.0)),
    ],
)
def test_rounded_ends(low: float, high: float, log: bool, rounded: tuple[float, float]) -> None:
    scale = Scale(low, high, log).rounded()
    assert (scale.low, scale.high) == pytest.approx(rounded)


@pytest.mark.parametrize(
    ("first", "last", "log", "ticks"),
    [
        (1, 2, False, [1, 2]),
        (1, 5, False, [1, 2, 3, 4, 5]),
        (1, 20, False, [1, 5, 10, 15, 20]),
        (1, 21, True, [1, 3, 10, 21]),
        (1, 200, True, [1, 3, 10, 30, 100, 200]),
        (50, 1000, True, [50, 100, 300, 1000]),
        (1, 10_000, True, [1, 10, 100, 1000, 10_000]),
        (900, 1000, False, [900, 920, 940, 960, 980, 1000]),
    ],
)
def test_epochs_that_are_named(first: int, last: int, log: bool, ticks: list[int]) -> None:
    scale = epoch_scale(np.arange(first, last + 1))
    assert (scale.log, epoch_ticks(scale)) == (log, ticks)


def test_value_ticks_are_round_and_within_the_range() -> None:
    assert Scale(-0.02, 0.65, False).ticks() == pytest.approx([0, 0.2, 0.4, 0.6])
    assert Scale(0.05, 2e14, True).ticks() == pytest.approx([10.0**power for power in range(-1, 15, 3)])


def test_first_epochs_do_not_set_the_range_and_the_last_value_is_in_it() -> None:
    # 30 % of an axis from 1 to 1000 ends at epoch 8; from there on the largest value is 1, at the end 2.
    values = [100.0] * 5 + [1.0] * 994 + [2.0]
    scale = value_scale([curve(values)], epoch_scale(np.arange(1, 1001)))
    assert scale == Scale(0.0, 2.0, False)


def test_a_spike_does_not_set_the_range() -> None:
    values = [1.0] * 1000
    values[600] = 500.0
    assert value_scale([curve(values)], epoch_scale(np.arange(1, 1001))).high < 2


def test_first_epochs_that_do_not_flatten_the_rest_are_shown() -> None:
    values = [1.9, *np.linspace(1.0, 0.7, 99)]
    assert value_scale([curve(values)], epoch_scale(np.arange(1, 101))) == Scale(0.0, 1.9, False)


def test_a_loss_that_hardly_moves_is_not_shown_from_zero() -> None:
    # 0.9 is above 85 % of 1.
    values = [1.0, 0.98, 0.96, 0.94, 0.9]
    assert value_scale([curve(values)], epoch_scale(np.arange(1, 6))) == Scale(0.9, 1.0, False)


def test_only_validation_makes_the_axis_logarithmic() -> None:
    steep, flat = [10.0**-power for power in range(6)], [1.0, 0.8, 0.7, 0.6, 0.6, 0.6]
    epochs = epoch_scale(np.arange(1, 7))
    assert value_scale([curve(steep, "train"), curve(flat)], epochs) == Scale(0.0, 1.0, False)
    assert value_scale([curve(flat, "train"), curve(steep)], epochs) == Scale(1e-5, 1.0, True)


def test_axes_of_metrics_stay_within_limits_and_are_not_too_short() -> None:
    epochs = epoch_scale(np.arange(1, 4))
    assert value_scale([curve([0.9, 0.95, 1.0], metric="accuracy")], epochs) == Scale(0.8, 1.0, False)
    assert value_scale([curve([-9.0, -0.5, 0.9], metric="r2")], epochs) == Scale(-1.0, 0.9, False)
    assert value_scale([curve([-9.0, -7.0, -5.0], metric="r2")], epochs) == Scale(-9.0, -5.0, False)


def test_equal_values_have_room_around_them() -> None:
    epochs = epoch_scale(np.arange(1, 4))
    scale = value_scale([curve([0.5, 0.5, 0.5])], epochs)
    assert (scale.low, scale.high) == pytest.approx((0.45, 0.55))
    assert value_scale([curve([0.0, 0.0, 0.0])], epochs) == Scale(0.0, 1.0, False)


def test_resampling_takes_means_where_values_crowd_and_lines_where_they_do_not() -> None:
    # Nine epochs on five places: 1 | 2 3 | 4 5 6 | 7 8 | 9 (halves round to even: 0.5 → 0, 1.5 → 2 …).
    places = Scale(1.0, 9.0, False)
    dense = resampled(curve([0.0, 1, 2, 3, 4, 5, 6, 7, 8]), places, 5)
    assert dense == pytest.approx([0, 2, 4, 6, 8], abs=0.5)
    sparse = Curve("train", "loss", np.array([1, 5]), np.array([0.0, 4.0]), None)
    assert resampled(sparse, places, 5).tolist()[:3] == [0, 2, 4]
    assert np.isnan(resampled(sparse, places, 5)[3:]).all()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (0.3291, "0.329"),
        (0.0031, "0.0031"),
        (1.2e-9, "1.2e-9"),
        (12.345, "12.3"),
        (99.96, "100"),
        (2860.4, "2,860"),
        (999_999.7, "1e6"),
        (3.5e12, "3.5e12"),
        (-1.2, "-1.200"),
    ],
)
def test_numbers(value: float, text: str) -> None:
    assert number(value) == text


def test_accuracy_is_in_percent_and_its_differences_in_points() -> None:
    assert measure("accuracy", 0.9196) == "92.0%"
    assert difference("accuracy", 1.0, 0.9021) == "9.8 points"
    assert difference("loss", 0.003, 0.329) == "0.326"


@pytest.mark.parametrize(
    ("metric", "value", "step", "text"),
    [
        ("loss", 0.2, 0.2, "0.2"),
        ("loss", 0.25, 0.05, "0.25"),
        ("loss", 0.0, 0.2, "0"),
        ("loss", 20_000, 10_000, "20,000"),
        ("loss", 1e-4, 1e-4, "1e-4"),
        ("loss", 1e14, 1e14, "1e14"),
        ("loss", 0.0015, 0.0005, "1.5e-3"),
        ("loss", 0.0125, 0.0025, "0.0125"),
        ("loss", 1_020_000, 10_000, "1.02e6"),
        ("accuracy", 0.925, 0.025, "92.5%"),
        ("accuracy", 1.0, 0.05, "100%"),
    ],
)
def test_ticks(metric: str, value: float, step: float, text: str) -> None:
    assert tick(metric, value, step) == text


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ([1, 5], [1, 5]),
        ([5, 5.5], [5, 7]),
        ([5.5, 5], [7, 5]),
        ([9.5, 10], [8, 10]),
        ([-3, 0, 1], [0, 2, 4]),
    ],
)
def test_labels_are_shifted_apart_in_order_and_within_the_frame(
    wanted: list[float], places: list[float]
) -> None:
    assert spread(wanted, gap=2, low=0, high=10) == places
