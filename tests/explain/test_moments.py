"""When in a step a regularizer acts: read off the hooks, in words."""

import inspect

import pytest

from regexp.explain import explain
from regexp.explain.moments import MOMENTS, moments, remarks
from regexp.regularizers import Regularizer

NO_HOOKS = ("in_words", "acts_on", "objection")
HOOKS = {
    name
    for name, member in vars(Regularizer).items()
    if inspect.isfunction(member) and name not in NO_HOOKS and not name.startswith("__")
}
SILENT = {"init_state", "draw", "weights_backward", "penalty", "quadratic"}
"""Hooks that prepare or go with another, or only measure."""


def test_every_hook_has_words_or_goes_with_one_that_has() -> None:
    assert set(MOMENTS) == HOOKS - SILENT


@pytest.mark.parametrize("kind", Regularizer.kinds())
def test_every_regularizer_acts_at_some_moment(kind: str) -> None:
    lines = explain(kind)
    found = moments(Regularizer.kinds()[kind])
    assert found
    start = lines.index("  It acts on, in the order of a step:")
    words = " ".join(lines[start + 1 : lines.index("", start)])
    assert " ".join(words.split()).startswith(f"- {' - '.join(found)}")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("l2", ["the gradient of the weights, not of biases, before the optimizer"]),
        (
            "l1",
            [
                "the gradient of the weights, not of biases, before the optimizer",
                "the weights, not biases, after the optimizer's step",
            ],
        ),
        ("weight_decay", ["the weights, not biases, right before the optimizer's step"]),
        ("max_norm", ["the weights, not biases, after the optimizer's step"]),
        ("dropout", ["hidden activations by a factor, in the forward and the backward pass"]),
        ("input_noise", ["the batch, before the forward pass"]),
        ("label_smoothing", ["the batch, before the forward pass"]),
        ("sam", ["a copy of all parameters, at which the gradient is taken once more"]),
        ("gradient_clip", ["the whole gradient, penalties and biases included, before the optimizer"]),
        (
            "ema",
            [
                "all parameters, which it only reads, after the optimizer's step",
                "the copy of all parameters that is measured and saved",
            ],
        ),
        ("early_stopping", ["whether training goes on, after each measurement"]),
    ],
)
def test_the_moments_of_some(kind: str, expected: list[str]) -> None:
    assert moments(Regularizer.kinds()[kind]) == expected


def test_costs_and_draws_are_mentioned() -> None:
    kinds = Regularizer.kinds()
    assert remarks(kinds["l2"]) == ["Its cost is the column penalty, no part of the losses."]
    assert remarks(kinds["dropout"]) == ["It is drawn anew in each step, and not in evaluation."]
    assert remarks(kinds["max_norm"]) == []
