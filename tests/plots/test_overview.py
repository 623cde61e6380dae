"""The picture of a sweep: which settings are drawn where, what is marked, and what the words say."""

from dataclasses import replace
from math import nan

import numpy as np
import pytest
from matplotlib.figure import Figure
from support.figures import draw, marked, texts, tick_texts
from support.overviews import DROPOUT, L2, ONE, OPTIMIZER, RATE, TWO, sweep, without_mean

from regexp.plots.survey import Axis


def test_a_number_over_decades_has_its_zero_left_of_a_break(drawn: list[Figure]) -> None:
    (axes,) = draw(drawn, ONE).axes
    assert tick_texts(axes, "x") == ["0", "0.001", "0.01", "0.1"]
    assert axes.get_xlabel() == "l2 strength λ (log scale, 0 apart)"
    # 0.001, 0.01 and 0.1 are at 0, 1/2 and 1 of the two decades between them; 0 stands before them.
    zero, rest = marked(axes, "validation_loss")
    np.testing.assert_allclose(rest.get_xdata(), [0, 0.5, 1], atol=1e-12)
    assert zero.get_xdata()[0] < min(np.min(slash.get_xdata()) for slash in marked(axes, "break")) < 0
    assert (zero.get_ydata().tolist(), rest.get_ydata().tolist()) == ([0.4], [0.36, 0.3, 0.6])


def test_a_number_over_less_than_two_decades_is_drawn_evenly(drawn: list[Figure]) -> None:
    (axes,) = draw(drawn, sweep((DROPOUT,), [0.4, 0.3, 0.35])).axes
    (line,) = marked(axes, "validation_loss")
    np.testing.assert_allclose(line.get_xdata(), [0, 0.4, 1])
    assert tick_texts(axes, "x") == ["0", "0.2", "0.5"]
    assert axes.get_xlabel() == "dropout rate (probability of dropping)"
    assert marked(axes, "break") == []


def test_the_band_is_the_interval_and_the_dots_are_the_seeds(drawn: list[Figure]) -> None:
    figure = draw(drawn, sweep((DROPOUT,), [0.4, 0.3, 0.35]))
    (axes,) = figure.axes
    (band,) = marked(axes, "band")
    ends = band.get_paths()[0].vertices[:, 1]
    assert (ends.min(), ends.max()) == pytest.approx((0.25, 0.45))
    seeds = [dots.get_offsets()[:, 1].tolist() for dots in marked(axes, "seeds")]
    assert seeds == [pytest.approx([0.39, 0.41]), pytest.approx([0.29, 0.31]), pytest.approx([0.34, 0.36])]
    assert "line: mean over seeds; band: its 95 % interval; dots: single seeds" in texts(figure)


def test_the_other_split_the_baseline_and_the_best_are_marked_and_named(drawn: list[Figure]) -> None:
    (axes,) = draw(drawn, ONE).axes
    assert [line.get_ydata().tolist() for line in marked(axes, "train")] == [[0.1], [0.1, 0.1, 0.1]]
    assert marked(axes, "baseline")[0].get_ydata() == [0.4, 0.4]
    (ring,) = marked(axes, "best_value")
    assert (ring.get_xdata(), ring.get_ydata()) == ([pytest.approx(0.5)], [0.3])
    assert {"validation", "train", "baseline\n0.400", "best: l2=0.01, 0.300 ± 0.050"} <= set(texts(axes))
    assert axes.get_ylim()[0] < 0 < 0.6 < axes.get_ylim()[1]


def test_the_one_standard_error_choice_is_marked_unless_it_is_the_best(drawn: list[Figure]) -> None:
    (axes,) = draw(drawn, replace(ONE, choice=ONE.spots[3])).axes
    assert marked(axes, "choice_value")[0].get_ydata() == [0.6]
    assert "most regularized within one standard error: l2=0.1" in texts(axes)
    (axes,) = draw(drawn, replace(ONE, choice=ONE.best)).axes
    assert marked(axes, "choice_value") == []


def test_one_seed_has_neither_band_nor_dots(drawn: list[Figure]) -> None:
    spots = tuple(replace(spot, values=(spot.mean,), half_width=nan) for spot in ONE.spots)
    figure = draw(drawn, replace(ONE, spots=spots, best=spots[2], baseline=spots[0]))
    assert "best: l2=0.01, 0.300" in texts(figure)
    assert not any("seeds" in text for text in texts(figure))
    assert marked(figure, "seeds") == []
    assert all(
        np.isnan(band.get_paths()[0].vertices).all() for band in marked(figure, "band") if band.get_paths()
    )


def test_a_setting_that_diverged_is_named_and_does_not_stretch_the_range(drawn: list[Figure]) -> None:
    flawed = without_mean(sweep((L2,), [0.4, 0.36, 0.3, 600.0]), 3, "1 of 2 diverged")
    (axes,) = draw(drawn, flawed).axes
    assert [text.get_text() for text in marked(axes, "flaw")] == ["1 of 2 diverged"]
    assert axes.get_ylim()[1] < 1
    assert len(marked(axes, "seeds")) == 3


def test_a_loss_a_hundred_times_worse_makes_the_axis_logarithmic(drawn: list[Figure]) -> None:
    (axes,) = draw(drawn, sweep((L2,), [0.4, 0.36, 0.3, 40.0])).axes
    assert (axes.get_yscale(), axes.get_ylabel()) == ("log", "loss (log scale)")
    low, high = axes.get_ylim()
    assert 0.05 < low < 0.1  # the training loss, all of which is shown
    assert high > 40


@pytest.mark.parametrize(("count", "marker"), [(60, "D"), (61, "")])
def test_more_than_sixty_settings_are_lines_without_points(
    count: int, marker: str, drawn: list[Figure]
) -> None:
    values = tuple(1 + index / 100 for index in range(count))
    rates = replace(DROPOUT, levels=tuple(map(str, values)), numbers=values)
    figure = draw(drawn, sweep((rates,), [0.4 - 0.001 * index for index in range(count)]))
    (line,), (other,) = marked(figure, "validation_loss"), marked(figure, "train")
    assert (line.get_marker(), other.get_marker()) == (marker, "o" if marker else "")
    assert len(marked(figure, "seeds")) == (count if marker else 0)
    dots = "; dots: single seeds" if marker else ""
    assert f"line: mean over seeds; band: its 95 % interval{dots}" in texts(figure)


def test_a_value_far_from_all_others_does_not_squash_them(drawn: list[Figure]) -> None:
    rates = Axis("learning_rate", "learning_rate", ("0.01", "1", "1e30"), (0.01, 1.0, 1e30))
    (axes,) = draw(drawn, sweep((rates,), [0.4, 0.3, 0.6])).axes
    assert tick_texts(axes, "x") == ["0.01", "1", "1e30"]
    assert axes.get_xlabel() == "learning_rate (values at equal distances)"


def test_the_interval_of_two_seeds_may_leave_the_frame(drawn: list[Figure]) -> None:
    spots = tuple(replace(spot, half_width=5.0) for spot in ONE.spots)
    (axes,) = draw(drawn, replace(ONE, spots=spots, best=spots[2], baseline=spots[0])).axes
    assert axes.get_ylim()[1] < 1


def test_accuracies_are_percentages_up_to_a_hundred(drawn: list[Figure]) -> None:
    found = sweep((DROPOUT,), [0.90, 0.92, 0.91], monitor="validation_accuracy")
    best = found.spots[1]
    spots = tuple(replace(spot, other=1.0) for spot in found.spots)
    (axes,) = draw(drawn, replace(found, spots=spots, best=spots[1], baseline=spots[0])).axes
    assert f"best: {best.name}, 92.0% ± 5.0" in texts(axes)
    assert tick_texts(axes, "y")[-1] == "100%"


def test_names_become_rows_from_best_to_worst(drawn: list[Figure]) -> None:
    (axes,) = draw(drawn, sweep((OPTIMIZER,), [0.4, 0.3])).axes
    assert tick_texts(axes, "y") == ["optimizer=sgd", "optimizer=adam"]
    (means,), (others,) = marked(axes, "mean"), marked(axes, "other")
    assert (means.get_xdata().tolist(), means.get_ydata().tolist()) == ([0.3, 0.4], [0, 1])
    assert others.get_xdata().tolist() == [0.1, 0.1]
    intervals = marked(axes, "interval")[0].get_segments()
    np.testing.assert_allclose(intervals, [[[0.25, 0], [0.35, 0]], [[0.35, 1], [0.45, 1]]])
    numbers = [text.get_text() for text in marked(axes, "numbers")]
    assert numbers == ["0.300 ± 0.050  best", "0.400 ± 0.050  baseline"]
    (legend,) = [axes.get_legend()]
    words = [text.get_text() for text in legend.get_texts()]
    assert words == ["validation, mean with 95 % interval", "single seeds", "train"]


def test_of_many_settings_the_twenty_best_and_the_baseline_are_rows(drawn: list[Figure]) -> None:
    means = [0.9] + [0.3 + 0.001 * index for index in range(47)]
    figure = draw(drawn, sweep((L2, DROPOUT, OPTIMIZER, RATE), means))
    assert "the 19 best of 48 settings and the baseline; dashed: baseline" in texts(figure)
    (axes,) = figure.axes
    names = [name.replace("\n", " ") for name in tick_texts(axes, "y")]
    assert len(names) == 20
    assert names[0] == "l2=0 dropout=0 optimizer=adam rate=0.1"
    assert names[-1] == "l2=0 dropout=0 optimizer=adam rate=0.01"


def test_what_is_not_drawn_is_said(drawn: list[Figure]) -> None:
    many = sweep((L2, DROPOUT, OPTIMIZER, RATE), [0.3 + 0.001 * index for index in range(48)])
    assert "the 20 best of 48 settings; dashed: baseline" in texts(draw(drawn, many))
    assert "the 20 best of 48 settings" in texts(draw(drawn, replace(many, baseline=None)))
    assert "dashed: baseline" in texts(draw(drawn, sweep((OPTIMIZER,), [0.4, 0.3])))


def test_settings_that_are_not_comparable_keep_their_order(drawn: list[Figure]) -> None:
    many = sweep((L2, DROPOUT, OPTIMIZER, RATE), [0.9 - 0.001 * index for index in range(48)])
    figure = draw(drawn, replace(many, best=None, baseline=None))
    assert "the first 20 of 48 settings" in texts(figure)
    names = [name.replace("\n", " ") for name in tick_texts(figure.axes[0], "y")]
    assert names == [spot.name for spot in many.spots[:20]]


def test_settings_that_fill_no_grid_are_rows(drawn: list[Figure]) -> None:
    diagonal = replace(TWO, spots=tuple(spot for spot in TWO.spots if spot.place[0] == spot.place[1]))
    (axes,) = draw(drawn, replace(diagonal, best=diagonal.spots[-1])).axes
    assert tick_texts(axes, "y") == ["l2=0.01 dropout=0.5", "l2=0.001 dropout=0.2", "l2=0 dropout=0"]


def test_a_row_without_a_mean_says_why(drawn: list[Figure]) -> None:
    (axes,) = draw(drawn, without_mean(sweep((OPTIMIZER,), [0.3, 0.4]), 1, "1 of 2 failed")).axes
    assert [text.get_text() for text in marked(axes, "flaw")] == ["1 of 2 failed"]


def test_without_axes_there_is_one_row_of_seeds(drawn: list[Figure]) -> None:
    (axes,) = draw(drawn, replace(sweep((), [0.3]), baseline=None)).axes
    assert tick_texts(axes, "y") == ["2 seeds"]
    assert [text.get_text() for text in marked(axes, "numbers")] == ["0.300 ± 0.050"]
    assert marked(axes, "seeds")[0].get_offsets()[:, 0].tolist() == pytest.approx([0.29, 0.31])


def test_without_a_mean_there_are_words_only(drawn: list[Figure]) -> None:
    found = without_mean(sweep((), [0.3]), 0, "2 of 2 diverged")
    figure = draw(drawn, replace(found, best=None, baseline=None))
    assert figure.axes == []
    assert texts(figure)[-1] == (
        "No setting has a validation loss: of each one a run diverged or failed, or none was measured."
    )
