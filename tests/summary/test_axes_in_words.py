"""What axes are called under pictures, for every regularizer."""

import pytest
from support.sweep_rows import grid

from regexp.regularizers import Regularizer
from regexp.summary.pictures import overview_of
from regexp.summary.wording import axis_in_words

LIMIT = "regularization.max_norm.limit"


@pytest.mark.parametrize(
    ("axis", "words"),
    [
        ("regularization.l2.strength", "l2 strength λ"),
        ("regularization.confidence_penalty.strength", "confidence_penalty strength β"),
        ("regularization.dropout.rate", "dropout rate (probability of dropping)"),
        ("regularization.input_noise.standard_deviation", "input_noise standard deviation σ"),
        ("regularization.early_stopping.patience", "early_stopping patience (epochs without improvement)"),
        ("regularization.non_negative.enabled", "non_negative"),
        ("regularization.elastic_net.l1_ratio", "l1_ratio"),
        ("optimizer.learning_rate", "learning_rate"),
        ("arm", "arm"),
    ],
)
def test_axes_in_words(axis: str, words: str) -> None:
    assert axis_in_words(axis) == words


@pytest.mark.parametrize("kind", Regularizer.kinds())
def test_a_label_is_short_enough_to_stand_under_an_axis(kind: str) -> None:
    label = axis_in_words(f"regularization.{kind}.{Regularizer.kinds()[kind].main}")
    assert label.startswith(kind)
    assert len(label) <= 70


def test_a_limit_that_is_left_out_is_not_called_zero() -> None:
    """No limit is the weakest, not the strongest: it has no place on an axis of numbers."""
    rows = grid({LIMIT: [None, 1.0, 2.0]}, [[0.3, 0.3], [0.2, 0.2], [0.1, 0.1]])
    found = overview_of(rows, (LIMIT,), "validation_loss", "digits")
    assert found.axes[0].levels == ("none", "1", "2")
    assert found.axes[0].numbers is None
    assert found.choice is None
