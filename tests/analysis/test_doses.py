"""Which axes are doses: how much of a regularizer there is, so that 0 is none and more is stronger."""

import pytest

from regexp.analysis.choices import dose, is_dose, regularizers, unregularized
from regexp.regularizers import Regularizer


@pytest.mark.parametrize("kind", Regularizer.kinds())
def test_the_class_says_whether_its_main_field_is_one(kind: str) -> None:
    member = Regularizer.kinds()[kind]
    for field in member.model_fields:
        expected = member.is_dose and field == member.main
        assert is_dose(f"regularization.{kind}.{field}") == expected


@pytest.mark.parametrize(
    "axis",
    ["regularization", "regularization.l2", "regularization.l9.strength", "optimizer.rate", "arm", "seed"],
)
def test_nothing_else_is_one(axis: str) -> None:
    assert not is_dose(axis)


def test_doses_as_numbers() -> None:
    assert [dose(value) for value in (None, "none", 0, 0.5)] == [0, 0, 0, 0.5]


def test_a_limit_counts_wherever_it_is_given() -> None:
    """A limit near 0 is strong; only leaving it out is none."""
    limit, sigma = "regularization.max_norm.limit", "regularization.input_noise.standard_deviation"
    assert regularizers({limit: 1e-9, sigma: 0.0}) == {"max_norm"}
    assert regularizers({limit: None, sigma: 0.1}) == {"input_noise"}
    kinds = [regularizers({limit: value}) for value in (None, 1.0, 2.0)]
    assert unregularized(kinds, [limit]) == [True, False, False]
