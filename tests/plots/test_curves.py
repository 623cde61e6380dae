"""The picture of a run: what is drawn where, in words and coordinates, not in pixels."""

import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from regexp.history import History
from regexp.plots import Fit, Picture, draw_curves, warm_up

NAN, INF = float("nan"), float("inf")
EPOCHS = np.arange(1, 101)
OVERFITTING = {
    "train_loss": 2 / EPOCHS**1.2,
    "validation_loss": 1.5 / EPOCHS**0.8 + 0.004 * EPOCHS,
    "train_accuracy": 1 - 0.5 / EPOCHS,
    "validation_accuracy": 0.9 - 0.4 / EPOCHS,
}
PICTURE = Picture(
    title="digits: mlp 64-256-256-10",
    subtitle="no regularization, seed 0\nOVERFIT from about epoch 25",
    monitor="validation_loss",
    best_epoch=20,
    onset=25,
    constant_loss=2.3,
    loss_label="softmax cross-entropy, no penalty",
    fit=None,
)
FIT = Fit(
    x_train=np.array([-1.0, 0.0, 1.0]),
    y_train=np.array([0.0, 1.0, 0.5]),
    x_validation=np.array([-0.5, 0.5]),
    y_validation=np.array([0.2, 0.8]),
    x_grid=np.linspace(-1, 1, 50),
    y_grid=1e6 * np.linspace(-1, 1, 50) ** 15,
    y_best=None,
    feature="hour_of_$day$",
    target="bike_rides",
)


def history(metrics: dict[str, np.ndarray]) -> History:
    length = len(metrics["train_loss"])
    return History(("epoch", *metrics), np.array([np.arange(1, length + 1), *metrics.values()]).T)


def once(train: float, validation: float, metric: str = "r2") -> History:
    return history(
        {
            "train_loss": np.array([train]),
            "validation_loss": np.array([validation]),
            f"train_{metric}": np.array([1 - train]),
            f"validation_{metric}": np.array([1 - validation]),
        }
    )


def draw(figures: list[Figure], measured: History, picture: Picture = PICTURE) -> Figure:
    draw_curves(measured, Path("unused.png"), picture)
    return figures.pop()


def marked(axes: Axes, name: str) -> list[Artist]:
    return axes.findobj(lambda artist: artist.get_gid() == name)


def texts(where: Figure | Axes) -> list[str]:
    return [text.get_text() for text in where.findobj(Text) if text.get_visible() and text.get_text()]


def test_loss_and_accuracy_stand_side_by_side_under_the_heading(drawn: list[Figure]) -> None:
    figure = draw(drawn, history(OVERFITTING))
    loss, accuracy = figure.axes
    assert [text.get_text() for text in figure.texts] == [PICTURE.title, *PICTURE.subtitle.splitlines()]
    assert "Loss: softmax cross-entropy, no penalty" in texts(loss)
    assert "Accuracy" in texts(accuracy)
    assert loss.get_xlabel() == accuracy.get_xlabel() == "epoch (log scale)"


def test_lines_are_the_history(drawn: list[Figure]) -> None:
    loss, accuracy = draw(drawn, history(OVERFITTING)).axes
    for axes, metric in ((loss, "loss"), (accuracy, "accuracy")):
        for role in ("train", "validation"):
            (line,) = marked(axes, f"{role}_{metric}")
            np.testing.assert_array_equal(line.get_xdata(), EPOCHS)
            np.testing.assert_array_equal(line.get_ydata(), OVERFITTING[f"{role}_{metric}"])


def test_best_epoch_is_a_line_a_dot_on_validation_and_words(drawn: list[Figure]) -> None:
    loss, accuracy = draw(drawn, history(OVERFITTING)).axes
    for axes, metric, words in ((loss, "loss", "0.217"), (accuracy, "accuracy", "88.0%")):
        assert marked(axes, "best")[0].get_xdata() == [20, 20]
        (dot,) = marked(axes, "best_value")
        assert (dot.get_xdata(), dot.get_ydata()) == ([20], [OVERFITTING[f"validation_{metric}"][19]])
        # 1.5/20^0.8 + 0.08 = 0.2166 and 0.9 − 0.4/20 = 0.88
        assert f"best epoch 20: {words}" in texts(axes)


def test_a_monitor_of_the_training_rows_puts_the_dot_on_their_curve(drawn: list[Figure]) -> None:
    loss, _ = draw(drawn, history(OVERFITTING), replace(PICTURE, monitor="train_loss", best_epoch=100)).axes
    assert marked(loss, "best_value")[0].get_ydata() == [OVERFITTING["train_loss"][99]]


def test_overfitting_is_shaded_from_its_onset_to_the_right_edge(drawn: list[Figure]) -> None:
    for axes in draw(drawn, history(OVERFITTING)).axes:
        (region,) = marked(axes, "overfitting")
        assert (region.get_x(), region.get_x() + region.get_width()) == pytest.approx(
            (25, axes.get_xlim()[1])
        )
        assert "overfitting\nfrom epoch 25" in texts(axes)


def test_without_onset_nothing_is_shaded(drawn: list[Figure]) -> None:
    figure = draw(drawn, history(OVERFITTING), replace(PICTURE, onset=None))
    assert [marked(axes, "overfitting") for axes in figure.axes] == [[], []]
    assert not any("overfitting" in text for text in texts(figure))


def test_ends_of_curves_are_named_with_their_values_and_the_gap(drawn: list[Figure]) -> None:
    loss, accuracy = draw(drawn, history(OVERFITTING)).axes
    # 2/100^1.2 = 0.00796; 1.5/100^0.8 + 0.4 = 0.4377; their difference is 0.4297
    assert {"train\n0.008", "validation\n0.438", "gap\n0.430"} <= set(texts(loss))
    assert {"train\n99.5%", "validation\n89.6%", "gap\n9.9 points"} <= set(texts(accuracy))


def test_first_epochs_run_out_of_the_top_and_the_loss_axis_starts_at_zero(drawn: list[Figure]) -> None:
    loss, _ = draw(drawn, history(OVERFITTING)).axes
    low, high = loss.get_ylim()
    assert low < 0 < OVERFITTING["validation_loss"][-1] < high < OVERFITTING["validation_loss"][0]


def test_constant_loss_is_dotted_where_it_is_near_and_left_out_where_it_is_far(drawn: list[Figure]) -> None:
    near, _ = draw(drawn, history(OVERFITTING), replace(PICTURE, constant_loss=0.5)).axes
    assert marked(near, "constant")[0].get_ydata() == [0.5, 0.5]
    assert "constant\nguess 0.500" in texts(near)
    far, accuracy = draw(drawn, history(OVERFITTING)).axes
    assert marked(far, "constant") == marked(accuracy, "constant") == []


def test_few_epochs_show_their_points_on_a_linear_axis(drawn: list[Figure]) -> None:
    few = history({name: values[:5] for name, values in OVERFITTING.items()})
    loss, _ = draw(drawn, few, replace(PICTURE, best_epoch=5, onset=None)).axes
    assert loss.get_xscale() == "linear"
    assert [label.get_text() for label in loss.get_xticklabels()] == ["1", "2", "3", "4", "5"]
    assert marked(loss, "train_loss")[0].get_marker() == "o"


def test_many_epochs_show_their_mean_over_a_faint_line(drawn: list[Figure]) -> None:
    noise = 0.2 * np.random.default_rng(0).standard_normal(3000)
    loss = draw(drawn, history({"train_loss": 1 + noise, "validation_loss": 2 + noise})).axes[0]
    (faint,), (mean,) = marked(loss, "validation_loss"), marked(loss, "validation_loss_mean")
    assert faint.get_alpha() < 1 == len(loss.figure.axes)
    assert mean.get_ydata()[-20:] == pytest.approx(2, abs=0.1)  # 0.2/√n of the n epochs a place stands for


def test_an_explosion_is_drawn_to_its_last_number_on_a_logarithmic_axis(drawn: list[Figure]) -> None:
    growing = 10.0 ** np.arange(10)
    metrics = {"train_loss": growing.copy(), "validation_loss": growing.copy()}
    metrics["train_loss"][8:], metrics["validation_loss"][6:] = NAN, INF
    loss = draw(drawn, history(metrics), replace(PICTURE, best_epoch=1, onset=None)).axes[0]
    assert loss.get_yscale() == "log"
    assert marked(loss, "validation_loss")[0].get_xdata().tolist() == [1, 2, 3, 4, 5, 6]
    crosses = [(*mark.get_xdata(), *mark.get_ydata()) for mark in marked(loss, "diverged")]
    assert crosses == [(8, 1e7), (6, 1e5)]
    assert {"train\ndiverged", "validation\ndiverged"} <= set(texts(loss))


@pytest.mark.parametrize("length", [1, 3])
def test_a_run_that_diverged_at_once_has_an_empty_panel_that_says_so(
    drawn: list[Figure], length: int
) -> None:
    nothing = np.full(length, NAN)
    measured = history({"train_loss": nothing, "validation_loss": nothing, "train_accuracy": nothing + NAN})
    figure = draw(drawn, measured, replace(PICTURE, best_epoch=length, onset=None))
    assert len(figure.axes) == 1
    assert "diverged by epoch 1" in texts(figure)


def test_without_validation_rows_there_is_a_note_and_no_gap(drawn: list[Figure]) -> None:
    metrics = {name: values if "train" in name else NAN * values for name, values in OVERFITTING.items()}
    loss, accuracy = draw(drawn, history(metrics), replace(PICTURE, best_epoch=100, onset=None)).axes
    for axes in (loss, accuracy):
        assert "no validation rows" in texts(axes)
        assert not any("gap" in text or "validation\n" in text for text in texts(axes))


def test_one_measurement_becomes_bars_with_their_values(drawn: list[Figure]) -> None:
    loss, r2 = draw(drawn, once(0.012, 1.83), replace(PICTURE, best_epoch=1, onset=1, constant_loss=1.0)).axes
    for axes, heights, words in (
        (loss, [0.012, 1.83], {"0.012", "1.830", "constant\nguess 1.000"}),
        (r2, [0.988, -0.83], {"0.988", "-0.830"}),
    ):
        assert [bar.get_height() for bar in axes.patches] == pytest.approx(heights)
        assert [label.get_text() for label in axes.get_xticklabels()] == ["train", "validation"]
        assert words <= set(texts(axes))


def test_bar_of_a_wild_r2_leaves_the_frame_but_keeps_its_value(drawn: list[Figure]) -> None:
    _, r2 = draw(drawn, once(1e-9, 53_212), replace(PICTURE, best_epoch=1, onset=None)).axes
    assert -1.2 < r2.get_ylim()[0] < -1
    assert "-53,211" in texts(r2)


def test_fit_shows_rows_and_function_on_the_range_of_the_rows(drawn: list[Figure]) -> None:
    *_, fit = draw(drawn, history(OVERFITTING), replace(PICTURE, fit=FIT)).axes
    for role, x, y in (
        ("train", FIT.x_train, FIT.y_train),
        ("validation", FIT.x_validation, FIT.y_validation),
    ):
        (rows,) = marked(fit, f"{role}_rows")
        np.testing.assert_array_equal(rows.get_offsets(), np.stack([x, y], axis=1))
    assert fit.get_ylim() == pytest.approx((-0.15, 1.15))  # 15 % around 0 … 1
    (learned,) = marked(fit, "learned")
    inside = np.abs(FIT.y_grid) < 1
    np.testing.assert_array_equal(learned.get_ydata()[inside], FIT.y_grid[inside])
    assert (fit.get_xlabel(), fit.get_ylabel()) == ("hour_of_$day$", "bike_rides")
    assert {"train rows", "validation rows", "learned function"} <= set(texts(fit))


LONG = replace(
    PICTURE,
    title="a_long_name_of_a_config_" * 6 + "mlp " + "256-" * 40,
    subtitle="l2=0.001 (scale: half_mean), " * 9 + "\nOVERFIT " + "and a verdict with much to say " * 9,
    fit=FIT,
)
LATE, EARLY = replace(PICTURE, best_epoch=99, onset=100), replace(PICTURE, best_epoch=1, onset=2)


@pytest.mark.parametrize("picture", [PICTURE, LONG, LATE, EARLY], ids=["usual", "long", "late", "early"])
def test_all_words_are_inside_the_page_and_the_heading_clears_the_panels(
    drawn: list[Figure], picture: Picture
) -> None:
    figure = draw(drawn, history(OVERFITTING), picture)
    renderer = FigureCanvasAgg(figure).get_renderer()
    heading = [text.get_window_extent(renderer) for text in figure.texts]
    panels = [axes.get_tightbbox(renderer) for axes in figure.axes]  # with all that is written around them
    for box in heading + panels:
        assert 0 <= box.x0 < box.x1 <= figure.bbox.x1
        assert 0 <= box.y0 < box.y1 <= figure.bbox.y1
    assert all(upper.y0 >= lower.y1 - 1 for upper, lower in pairwise(heading))
    assert min(box.y0 for box in heading) > max(box.y1 for box in panels)
    assert all(left.x1 <= right.x0 for left, right in pairwise(panels))


def test_names_are_shown_literally(drawn: list[Figure]) -> None:
    figure = draw(drawn, history(OVERFITTING), replace(PICTURE, title="a_b $x^2$ \\frac", fit=FIT))
    assert not any(text.get_parse_math() for text in figure.findobj(Text))


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_same_run_gives_same_bytes_and_no_other_file(tmp_path: Path, ending: str) -> None:
    for name in ("first", "second"):
        draw_curves(history(OVERFITTING), tmp_path / f"{name}.{ending}", PICTURE)
    first, second = sorted(tmp_path.iterdir())
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes()[:4] == {"png": b"\x89PNG", "svg": b"<?xm", "pdf": b"%PDF"}[ending]


def test_a_failed_write_leaves_the_old_picture_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(self: Figure, path: Path, **options: object) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Figure, "savefig", full_disk)
    target = tmp_path / "curves.png"
    target.write_bytes(b"old")
    with pytest.raises(OSError, match="No space left on device"):
        draw_curves(history(OVERFITTING), target, PICTURE)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("curves.png", b"old")]


COLD = """
import sys, numpy as np
from pathlib import Path
from regexp.history import History
from regexp.plots import Picture, draw_curves, warm_up
assert "matplotlib" not in sys.modules
warm_up()
values = np.array([[1, 2, 3], [3, 2, 1], [3, 2, 2.0]]).T
history = History(("epoch", "train_loss", "validation_loss"), values)
picture = Picture("数据", "a\\nb", "validation_loss", 2, None, None, "loss", None)
draw_curves(history, Path(sys.argv[1]), picture)
assert "matplotlib.pyplot" not in sys.modules
"""


def test_a_cold_process_needs_no_pyplot_prints_nothing_and_ignores_matplotlibrc(tmp_path: Path) -> None:
    pictures = []
    for name, settings in (
        ("plain", ""),
        ("user", "axes.facecolor: black\nfont.size: 30\ntext.usetex: True\n"),
    ):
        home = tmp_path / name
        home.mkdir()
        (home / "matplotlibrc").write_text(settings)
        target = tmp_path / f"{name}.png"
        environment = os.environ | {"MPLCONFIGDIR": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-c", COLD, str(target)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        pictures.append(target.read_bytes())
    assert pictures[0] == pictures[1]


def test_warming_up_without_matplotlib_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.backends", None)
    warm_up()


def test_fit_compares_the_last_epoch_with_the_best(drawn: list[Figure]) -> None:
    both = replace(FIT, y_best=np.linspace(0, 1, 50))
    *_, fit = draw(drawn, history(OVERFITTING), replace(PICTURE, fit=both)).axes
    (best,) = marked(fit, "best")
    np.testing.assert_array_equal(best.get_ydata(), both.y_best)
    assert {"last epoch", "best epoch"} <= set(texts(fit))


def test_a_notebooks_backend_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """matplotlib itself refuses to load with a backend that isn't installed."""
    program = (
        "from pathlib import Path; from regexp.plots.figures import settings\nwith settings(): print('fine')"
    )
    monkeypatch.setenv("MPLBACKEND", "module://no_such_module")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "fine\n", "")
