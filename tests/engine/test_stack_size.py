"""How many runs make a stack: from the problem's shape alone, and what a stack takes."""

import tracemalloc
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from support.problems import classification, regression

from regexp.engine import Problem, memory_bytes, new_member, rows_of, runs_per_stack, train
from regexp.normalizations import BatchNormalization
from regexp.optimizers import Adam, Exact, GradientDescent, StochasticGradientDescent
from regexp.regularizers import L2, Dropout, EarlyStopping, Sam, Swap, WeightNoise


def digits(*hidden: int, batch: Any = 64, dtype: str = "float32", **changes: Any) -> Problem:
    """Return a problem of the shape of digits: 1,437 rows, 64 inputs, 10 classes."""
    rows = rows_of(np.zeros((1437, 64)), np.zeros((1437, 10)), dtype)
    optimizer = Adam(batch_size=batch, epochs=1)
    return replace(
        classification(hidden=hidden, optimizer=optimizer, dtype=dtype),
        train=rows,
        validation=rows,
        **changes,
    )


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (digits(16), 64),
        (digits(64), 16),
        (digits(128, 128), 4),
        (digits(128, 128, dtype="float64"), 2),
        (digits(128, 128, batch=16), 8),
        (digits(256, 256), 2),
        (digits(512, 512), 1),
        (digits(512, 512, batch="full"), 1),
        (regression(optimizer=Adam(batch_size=16, epochs=1)), 64),
        (regression(optimizer=Exact()), 64),
    ],
)
def test_narrow_nets_are_stacked_and_wide_ones_are_not(problem: Problem, expected: int) -> None:
    """4 MiB by hand: 128-128 has 26,122 parameters × 16 bytes and 64 rows × 1,108 numbers, 0.67 MiB a run."""
    assert runs_per_stack(problem) == expected


def test_less_state_makes_room_for_more_runs() -> None:
    """256-256 with Adam takes 1.3 MiB of parameters and 0.5 MiB of rows; without its two moments 0.65 MiB."""
    adam, plain = Adam(batch_size=64, epochs=1), StochasticGradientDescent(learning_rate=1, batch_size=64)
    assert runs_per_stack(digits(256, 256, batch=64)) == 2
    sizes = [memory_bytes(replace(digits(256, 256), optimizer=each), 1) for each in (adam, plain)]
    assert sizes[0] - sizes[1] == 4 * (64 * 256 + 256 + 256 * 256 + 256 + 256 * 10 + 10)


def test_runs_of_one_shape_agree() -> None:
    changes: list[dict[str, Any]] = [
        {"seed": 3},
        {"regularizers": (L2(strength=0.1), Dropout(rate=0.5), EarlyStopping(patience=2))},
        {"optimizer": Adam(batch_size=64, epochs=1, learning_rate=1.0)},
    ]
    for change in changes:
        other = replace(digits(128, 128), **change)
        assert other.shape == digits(128, 128).shape
        assert runs_per_stack(other) == runs_per_stack(digits(128, 128))


@pytest.mark.parametrize(
    "problem",
    [
        digits(128, 128, regularizers=(Dropout(rate=0.5), L2(strength=0.1))),
        digits(16),
        digits(300, batch="full"),
        digits(300, batch="full", normalization=BatchNormalization(), regularizers=(Swap(rate=0.2),)),
        digits(64, 64, regularizers=(WeightNoise(standard_deviation=0.1), Sam(radius=0.1))),
        replace(digits(64, 64), optimizer=GradientDescent(learning_rate=0.1, epochs=1)),
    ],
)
@pytest.mark.parametrize("runs", [1, 8])
def test_memory_is_about_what_a_stack_takes(problem: Problem, runs: int) -> None:
    """Within a factor of two of what is allocated at most."""
    tracemalloc.start()
    for _ in train([new_member(problem) for _ in range(runs)]):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    estimate = memory_bytes(problem, runs)
    assert estimate / 2 < peak < 2 * estimate
