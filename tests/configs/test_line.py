"""What configs/textbook/line_l2.yaml says one should see, by least squares in NumPy."""

import pytest
from support.shipped import last, parameters, problems, trained

from regexp.spec import Array

NAME = "textbook/line_l2"


def points() -> tuple[Array, Array]:
    """Return x and y of the 100 points."""
    (run,) = problems(NAME, "dtype=float64")
    return run.train.x[:, 0], run.train.y[:, 0]


def test_a_loop_written_out() -> None:
    """1,000 steps along 2·mean(x·error) + 2·0.01·w and 2·mean(error), to float32."""
    (x, y), weight, bias = points(), 0.0, 0.0
    for _ in range(1000):
        error = weight * x + bias - y
        weight -= 0.01 * (2 * (x * error).mean() + 0.02 * weight)
        bias -= 0.01 * 2 * error.mean()
    assert parameters(trained(NAME, "evaluation.every=1000"))[0] == pytest.approx([weight, bias], abs=1e-5)
    assert len(x) == 100


def test_the_slope_is_that_of_least_squares_shrunk() -> None:
    """W = s·v/(v + 0.01) with s = cov(x, y)/v; 1,000 steps come within 0.2 % of it."""
    x, y = points()
    variance = x.var()
    slope = ((x - x.mean()) * (y - y.mean())).mean() / variance
    expected = slope * variance / (variance + 0.01)
    assert parameters(trained(NAME, "evaluation.every=1000"))[0, 0] == pytest.approx(expected, rel=0.002)
    assert expected / slope == pytest.approx(0.97, abs=0.005)
    assert variance == pytest.approx(1 / 3, abs=0.05)


def test_a_penalty_can_only_take_away() -> None:
    """The training loss rises by (slope lost)²·variance: 0.001 (0.03·2)²/3."""
    with_penalty, without = (last(trained(NAME, word), "train_loss")[0] for word in ("l2=0.01", "l2=0"))
    assert with_penalty - without == pytest.approx(0.001, abs=5e-4)
