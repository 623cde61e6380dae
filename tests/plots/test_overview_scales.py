"""Places, ranges and colours of the picture of a sweep, against numbers worked out by hand."""

from math import nan

import numpy as np
import pytest

from regexp.plots.ruler import ruler_of, written
from regexp.plots.scales import Scale
from regexp.plots.shades import Shades, ink_on, shades_of
from regexp.plots.spans import span_of
from regexp.plots.survey import Overview, Spot


def overview(means: list[float], monitor: str = "validation_loss", other: float = nan) -> Overview:
    spots = [Spot(str(mean), (), (mean,), mean, other=other) for mean in means]
    return Overview("title", "what\nresult", monitor, (), tuple(spots))


def span(means: list[float], monitor: str = "validation_loss", other: float = nan) -> Scale:
    found = overview(means, monitor, other)
    return span_of(found, found.spots)


def test_numbers_over_more_than_one_and_a_half_decades_are_placed_by_decades() -> None:
    assert ruler_of((1.0, 10.0, 100.0)).places == pytest.approx((0, 0.5, 1))
    assert ruler_of((1.0, 31.0)).scale.log is False  # log10 31 = 1.49
    assert ruler_of((1.0, 32.0)).scale.log is True  # log10 32 = 1.51
    assert ruler_of((-1.0, 1.0, 99.0)).places == pytest.approx((0, 0.02, 1))
    assert ruler_of((0.0, 0.01)).is_broken is False


def test_numbers_over_more_than_twelve_decades_stand_at_equal_distances() -> None:
    far = ruler_of((0.01, 1.0, 1e30))
    assert (far.places, far.scale, far.remark) == ((0.0, 0.5, 1.0), None, " (values at equal distances)")
    assert [text for _, text in far.ticks()] == ["0.01", "1", "1e30"]
    assert ruler_of((0.0, 1e-9, 1e5)).places == (0.0, 0.5, 1.0)  # 14 decades above a 0 that is not apart
    assert ruler_of((1e-12, 1.0)).remark == " (log scale)"


def test_labels_of_few_values_keep_clear_of_each_other_with_the_ends_and_round_numbers_first() -> None:
    values = (0.0, 0.000168, 0.00017, 0.001, 0.00111, 0.1)
    assert [text for _, text in ruler_of(values).ticks()] == ["0", "0.00017", "0.001", "0.1"]


def test_many_values_are_labelled_with_round_numbers_between_them() -> None:
    # 1.1e-6 to 0.9 spans the powers of ten from 1e-5 to 0.1; the place of 1e-5 is log10(1e-5 / 1.1e-6)
    # of log10(0.9 / 1.1e-6) decades: 0.9586 / 5.9128.
    many = tuple(np.geomspace(1.1e-6, 0.9, 500).tolist())
    ticks = ruler_of(many).ticks()
    assert [text for _, text in ticks] == ["1e-5", "0.0001", "0.001", "0.01", "0.1"]
    assert ticks[0][0] == pytest.approx(0.9586 / 5.9128, abs=1e-4)
    assert [text for _, text in ruler_of((0.0, *many)).ticks()][:2] == ["0", "1e-5"]
    even = ruler_of(tuple(np.linspace(-1, 1, 45).tolist()))
    assert [text for _, text in even.ticks()] == ["-1", "-0.5", "0", "0.5", "1"]
    two_decades = ruler_of(tuple(np.geomspace(0.009, 0.9, 20).tolist()))
    assert [text for _, text in two_decades.ticks()] == ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (1e-5, "1e-5"), (0.00316227766, "0.00316"), (256.0, "256"), (2e10, "2e10")],
)
def test_values_are_written_with_three_digits(value: float, text: str) -> None:
    assert written(value) == text


def test_losses_are_shown_from_zero_unless_they_are_much_alike() -> None:
    assert span([0.3, 0.6]) == Scale(0.0, 0.6, False)
    assert span([0.3, 0.31], other=0.01) == Scale(0.0, 0.31, False)
    alike = span([0.90, 1.00])
    assert (alike.low, alike.high) == pytest.approx((0.89, 1.01))  # a tenth of their difference more
    assert span([0.0]) == Scale(0.0, 1.0, False)


def test_losses_that_vary_twentyfold_are_shown_by_decades() -> None:
    assert span([0.3, 5.9]).log is False
    wide = span([0.3, 6.1])
    assert (wide.log, wide.low, wide.high) == (True, pytest.approx(0.2), pytest.approx(7.32))


@pytest.mark.parametrize(
    ("other", "low", "high"),
    [
        (0.03, 0.02, 7.32),  # 0.03 / 1.5
        (60.0, 0.2, 72.0),  # 60 · 1.2
        (0.00031, 0.00031 / 1.5, 7.32),
        (0.00029, 0.2, 7.32),  # less than a thousandth of 0.3
        (6200.0, 0.2, 7.32),  # more than a thousand times 6.1
        (0.0, 0.2, 7.32),
    ],
)
def test_the_other_split_lengthens_decades_unless_it_is_far(other: float, low: float, high: float) -> None:
    found = span([0.3, 6.1], other=other)
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


def test_accuracies_and_r2_stay_within_their_limits() -> None:
    assert span([0.95, 0.97], "validation_accuracy", other=1.0) == Scale(0.8, 1.0, False)
    assert span([-50.0, 0.5], "validation_r2") == Scale(-1.0, 0.5, False)


def test_colours_range_from_the_best_to_four_times_as_far_as_the_median() -> None:
    # Median 0.32 is 0.02 from the best, so that colours end at 0.3 + 4 · 0.02 = 0.38.
    shades = shades_of(overview([0.30, 0.31, 0.32, 0.35, 30.0]))
    assert (shades.low, shades.high, shades.is_cut) == (0.30, pytest.approx(0.38), True)
    assert shades_of(overview([0.30, 0.32, 0.34])) == Shades(0.30, 0.34, True, False)


def test_colours_of_an_accuracy_are_cut_at_its_low_end() -> None:
    shades = shades_of(overview([0.90, 0.89, 0.88, 0.1], "validation_accuracy"))
    # Median 0.885 is 0.015 from the best: 0.9 − 4 · 0.015 = 0.84.
    assert (shades.low, shades.high, shades.is_cut) == (pytest.approx(0.84), 0.90, True)


def test_equal_settings_still_have_a_range_of_colours() -> None:
    assert shades_of(overview([0.3, 0.3])) == Shades(0.3, pytest.approx(0.303), True, False)
    assert shades_of(overview([0.3, 0.3, 0.3, 0.9])).high == 0.9


@pytest.mark.parametrize("monitor", ["validation_loss", "validation_accuracy"])
def test_better_is_brighter(monitor: str) -> None:
    shades = shades_of(overview([0.2, 0.5, 0.8], monitor))
    brightness = [sum(shades.colour(value)) for value in (0.2, 0.5, 0.8)]
    falling = monitor == "validation_loss"
    assert brightness == sorted(brightness, reverse=falling)


def test_ink_has_the_higher_contrast() -> None:
    for grey in np.linspace(0, 1, 21):
        linear = ((grey + 0.055) / 1.055) ** 2.4 if grey > 0.04045 else grey / 12.92
        on_black, on_white = (linear + 0.05) / 0.05, 1.05 / (linear + 0.05)  # contrasts by WCAG 2.1
        assert ink_on((grey, grey, grey)) == ("black" if on_black > on_white else "white")
