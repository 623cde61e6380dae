"""Numbers of results and their direction; expected values are the definitions themselves."""

from math import inf, isnan, nan

import pytest

from regexp.history import cost, number_at


@pytest.mark.parametrize(
    ("metric", "value", "expected"),
    [
        ("validation_loss", 0.5, 0.5),
        ("validation_accuracy", 0.5, -0.5),
        ("train_r2", -0.25, 0.25),
        ("validation_loss", nan, inf),
        ("validation_accuracy", nan, inf),
        ("validation_accuracy", inf, inf),
    ],
)
def test_lower_costs_are_better_and_what_is_not_finite_is_worst(
    metric: str, value: float, expected: float
) -> None:
    assert cost(metric, value) == expected


def test_numbers_of_a_result() -> None:
    row = {"epoch": 3, "train_loss": None}
    assert number_at(row, "epoch") == 3.0
    assert isnan(number_at(row, "train_loss"))
    assert isnan(number_at(row, "validation_loss"))
