"""A run does not know its neighbours: stacked or alone, every bit of what comes out is the same.

There is no tolerance anywhere: the expected values are those of the same run trained by itself.
"""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from support.components import example
from support.problems import alone, classification, different, regression, trained

from regexp.activations import Activation, Relu, Tanh
from regexp.engine import Problem
from regexp.engine.components import load, side_by_side
from regexp.engine.member import new_member
from regexp.optimizers import Adam, Exact, Iterative, StochasticGradientDescent
from regexp.regularizers import L1, L2, Dropout, EarlyStopping, InputDropout, Regularizer
from regexp.schedules import Cosine
from regexp.spec import Array

OPTIMIZERS = {
    "adam": Adam(learning_rate=3e-3, batch_size=16, epochs=8),
    "momentum": StochasticGradientDescent(learning_rate=0.02, momentum=0.9, batch_size=16, epochs=8),
}
TOO_LARGE = {"float32": 1e38, "float64": 1e308}
STOPS = EarlyStopping(patience=2, min_delta=1e3)
"""Nothing improves by 1,000, so that the run ends after epoch 3."""


def seven(problem: Problem) -> list[Problem]:
    """Return runs that differ in λ, rates, learning rate, seed, data and in which regularizers they have."""

    def run(data: int, seed: int, regularizers: tuple[Regularizer, ...], **changes: Any) -> Problem:
        rows = classification(data, dtype=problem.dtype)
        optimizer = problem.optimizer.model_copy(update=changes)
        return replace(
            problem,
            seed=seed,
            train=rows.train,
            validation=rows.validation,
            optimizer=optimizer,
            regularizers=regularizers,
        )

    return [
        run(0, 0, ()),
        run(0, 0, (L2(strength=1e-2),), learning_rate=0.01),
        run(1, 1, (Dropout(rate=0.5), L2(strength=0.3, scale="half_mean"))),
        run(1, 2, (InputDropout(rate=0.2), L1(strength=1e-3)), learning_rate=0.005),
        run(2, 1, (Dropout(rate=0.2, layers=(1,)),), schedule=Cosine()),
        run(2, 3, (L2(strength=1e-3), STOPS, Dropout(rate=0.1))),
        run(0, 4, (Dropout(rate=0.3),), learning_rate=TOO_LARGE[problem.dtype]),
    ]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("activation", [Relu(), Tanh()], ids=["relu", "tanh"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_seven_runs_have_the_same_bits_stacked_and_alone(
    optimizer: Iterative, activation: Activation, dtype: Any
) -> None:
    problems = seven(classification(optimizer=optimizer, activation=activation, dtype=dtype))
    stacked = trained(*problems)
    assert [member.status for member in stacked] == ["completed"] * 5 + ["early_stopped", "diverged"]
    assert stacked[5].epoch == 3
    for member, problem in zip(stacked, problems, strict=True):
        assert different(member, alone(problem)) == []


@pytest.mark.parametrize("activation", Activation.kinds().values(), ids=Activation.kinds())
def test_every_activation(activation: type[Activation]) -> None:
    problems = seven(classification(optimizer=OPTIMIZERS["adam"], activation=example(activation)))
    for member, problem in zip(trained(*problems), problems, strict=True):
        assert different(member, alone(problem)) == []


def test_runs_that_differ_in_a_choice_share_a_stack() -> None:
    optimizers = [
        StochasticGradientDescent(
            learning_rate=0.05, momentum=momentum, nesterov=nesterov, schedule=schedule, epochs=4
        )
        for momentum, nesterov in ((0.9, True), (0.5, False), (0.3, True), (0.0, False))
        for schedule in (Cosine(), Cosine(final=0.5), Adam(epochs=1).schedule)
    ]
    problems = [classification(optimizer=optimizer) for optimizer in optimizers]
    assert len({problem.shape for problem in problems}) == 1
    for member, problem in zip(trained(*problems), problems, strict=True):
        assert different(member, alone(problem)) == []


@pytest.mark.parametrize("order", list(permutations(range(7)))[:: 5040 // 5], ids=str)
def test_the_order_of_the_list_does_not_matter(order: tuple[int, ...]) -> None:
    problems = seven(classification(optimizer=OPTIMIZERS["adam"]))
    expected = trained(*problems)
    shuffled = trained(*(problems[i] for i in order))
    for member, i in zip(shuffled, order, strict=True):
        assert different(member, expected[i]) == []


def test_two_slices_merge_when_the_run_between_them_leaves() -> None:
    weight, waits = L2(strength=1e-2), EarlyStopping(patience=50)
    problems = [
        classification(regularizers=(weight,)),
        classification(regularizers=(STOPS,), seed=1),
        classification(regularizers=(waits, weight), seed=2),
    ]
    stacked = trained(*problems)
    assert [(member.status, member.epoch) for member in stacked] == [
        ("completed", 5),
        ("early_stopped", 3),
        ("completed", 5),
    ]
    assert [slices_of("l2", problems), slices_of("l2", [problems[0], problems[2]])] == [2, 1]
    for member, problem in zip(stacked, problems, strict=True):
        assert different(member, alone(problem)) == []


def slices_of(name: str, problems: list[Problem]) -> int:
    """Return in how many slices of the stack of these problems a component acts."""
    members = side_by_side([new_member(problem) for problem in problems])
    theta: Array = members[0].theta.reshape(1, 1, -1).repeat(len(members), axis=0)
    return len(load(members, name, theta))


def test_wide_layers_and_rows_measured_in_several_chunks() -> None:
    """2,048 units make chunks of 32 rows: 101 and 37 rows are no multiples of it."""
    problems = [
        classification(
            seed=seed, hidden=(2048,), optimizer=Adam(batch_size=50, epochs=2), regularizers=regularizers
        )
        for seed, regularizers in ((0, ()), (1, (Dropout(rate=0.5),)), (2, (L2(strength=0.1),)))
    ]
    for member, problem in zip(trained(*problems), problems, strict=True):
        assert different(member, alone(problem)) == []


@pytest.mark.parametrize("targets", [1, 3])
def test_regression_with_many_rows(targets: int) -> None:
    """9,001 rows are more than NumPy's buffer for conversions (8,192 elements)."""
    optimizer = StochasticGradientDescent(learning_rate=1e-3, batch_size=1000, epochs=2)
    common: dict[str, Any] = {"rows": 9001, "held_out": 1203, "targets": targets, "optimizer": optimizer}
    shared = regression(0, **common)
    problems = [regression(1, **common), *(replace(shared, seed=seed) for seed in range(3))]
    problems = [replace(problem, hidden=(6,)) for problem in problems]
    for member, problem in zip(trained(*problems), problems, strict=True):
        assert different(member, alone(problem)) == []


def test_closed_form() -> None:
    problems = [
        regression(data, optimizer=Exact(), regularizers=regularizers)
        for data in (0, 1)
        for regularizers in ((), (L2(strength=0.1),), (L2(strength=0.1, scale="sum"),))
    ]
    for member, problem in zip(trained(*problems), problems, strict=True):
        assert member.status == "completed"
        assert different(member, alone(problem)) == []


def test_runs_of_one_seed_start_alike_and_see_the_rows_in_one_order() -> None:
    """Paired by construction: with rate 0 and λ 0 a regularized run is the plain run of its seed."""
    zero = (Dropout(rate=0.0), InputDropout(rate=0.0), L2(strength=0.0), L1(strength=0.0))
    plain, regularized = trained(classification(seed=5), classification(seed=5, regularizers=zero))
    assert plain.theta.tobytes() == regularized.theta.tobytes()
    assert plain.history.values.tobytes() == regularized.history.values.tobytes()
