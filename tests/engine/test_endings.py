"""How runs end, which epoch is best, and when they are measured; expected from the definitions."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from support.problems import after, alone, classification, different, regression, trained

from regexp.context import Context
from regexp.engine import Member, Problem, train
from regexp.engine.problem import rows_of
from regexp.optimizers import Adam, GradientDescent, StochasticGradientDescent
from regexp.regularizers import EarlyStopping, Regularizer
from regexp.schedules import Schedule
from regexp.spec import Array


def overflowing(held_out: int = 20, **changes: Any) -> Problem:
    """Return a linear problem whose loss grows a billionfold an epoch: too much for float32 after a few."""
    return regression(optimizer=GradientDescent(learning_rate=1e4, epochs=50), held_out=held_out, **changes)


def test_a_run_completes_at_its_last_epoch() -> None:
    member = alone(classification())
    assert (member.status, member.epoch, len(member.history)) == ("completed", 5, 5)


def test_a_diverged_run_keeps_its_row() -> None:
    member = alone(overflowing())
    assert member.status == "diverged"
    assert 2 <= member.epoch < 50
    assert member.history.epochs.tolist() == list(range(1, member.epoch + 1))
    losses = member.history["train_loss"]
    assert np.isfinite(losses[:-1]).all()
    assert not np.isfinite(losses[-1])


def test_a_run_diverges_by_its_validation_loss_alone() -> None:
    """Validation inputs of 1e30 give outputs whose square overflows float32; the training loss is fine."""
    problem = regression(optimizer=GradientDescent(learning_rate=1e-3, epochs=5))
    far = rows_of(problem.validation.x * 1e30, problem.validation.y, "float32")
    member = alone(replace(problem, validation=far))
    assert (member.status, member.epoch) == ("diverged", 1)
    assert np.isfinite(member.history["train_loss"]).all()


class Break(Regularizer):
    """Test component: turns all parameters into `value` in epoch 4."""

    value: float

    def after_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        if ctx.epoch == 4:
            theta[...] = self.value


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e30])
@pytest.mark.parametrize("monitor", ["train_loss", "validation_loss", "validation_r2"])
def test_divergence_does_not_replace_the_best_parameters(monitor: str, value: float) -> None:
    """Whatever the metric is in epoch 4, NaN, infinite or enormous: the best of the first three stays."""
    breaks = Break.model_construct(value=value)
    optimizer = GradientDescent(learning_rate=1e-2, epochs=9)
    problem = regression(monitor=monitor, optimizer=optimizer, regularizers=(breaks,))
    member = alone(problem)
    assert (member.status, member.epoch, member.best_epoch) == ("diverged", 4, 3)
    assert member.best.tobytes() == after(problem, 3).theta.tobytes()
    assert member.history.best_row(monitor) == 2


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_best_is_the_last_epoch_where_the_monitor_never_was_finite(value: float) -> None:
    """As `History.best_row` says: without validation rows there is no better epoch than the last."""
    problem = regression(held_out=0, optimizer=GradientDescent(learning_rate=1e-3, epochs=4))
    if value == np.inf:
        problem = overflowing(monitor="train_loss", weights=far_off(1e30))
    member = alone(problem)
    assert member.best_epoch == member.epoch
    assert member.best.tobytes() == member.last.tobytes()
    assert member.history.best_row(problem.monitor) == len(member.history) - 1


def far_off(distance: float) -> dict[str, Array]:
    return {"layers/0/weight": np.full((7, 1), distance), "layers/0/bias": np.zeros(1)}


def test_best_agrees_with_the_history() -> None:
    """A loss that goes up and down; the first minimum counts, a maximum for accuracy."""
    optimizer = StochasticGradientDescent(learning_rate=0.3, batch_size=10, epochs=12)
    for monitor in ("validation_loss", "train_loss", "validation_accuracy", "train_accuracy"):
        problem = classification(optimizer=optimizer, monitor=monitor)
        member = alone(problem)
        values = member.history[monitor]
        expected = int((values.argmax() if "accuracy" in monitor else values.argmin()) + 1)
        assert member.best_epoch == expected == member.history.best_row(monitor) + 1
        assert member.best.tobytes() == after(problem, expected).theta.tobytes()


def test_epochs_between_measurements_change_no_other_bit() -> None:
    every = alone(classification(optimizer=Adam(epochs=7, batch_size=16)))
    third = alone(classification(optimizer=Adam(epochs=7, batch_size=16), every=3))
    assert third.history.epochs.tolist() == [3, 6, 7]
    assert third.history.values.tobytes() == every.history.values[[2, 5, 6]].tobytes()
    assert third.theta.tobytes() == every.theta.tobytes()


def waiting(monitored: Sequence[float], **settings: Any) -> int | None:
    """Return the epoch at which early stopping ends a run whose monitored metric has these values, if any."""
    spec = EarlyStopping.stack([EarlyStopping(**settings)])
    ctx = Context([], rows=1, epochs=len(monitored), dtype="float32")
    spec.init_state(np.zeros((1, 1, 1)), ctx)
    for ctx.epoch, value in enumerate(monitored, start=1):
        if spec.stop({"monitor": np.array([value])}, ctx)[0]:
            return ctx.epoch
    return None


@pytest.mark.parametrize(
    ("monitored", "settings", "expected"),
    [
        ([3, 2, 1, 2, 2, 2], {"patience": 2}, 5),
        ([3, 2, 1, 2, 0.5, 2, 2], {"patience": 2}, 7),
        ([1, 1, 1, 1], {"patience": 3}, 4),
        ([4, 3, 2, 1], {"patience": 1}, None),
        ([1, 0.95, 0.9, 0.85], {"patience": 2, "min_delta": 0.1}, 3),
        ([1, 0.95, 0.85, 0.8], {"patience": 2, "min_delta": 0.1}, None),
        ([np.nan, np.nan, np.nan], {"patience": 2}, 2),
    ],
)
def test_early_stopping_counts_epochs_since_the_best(
    monitored: list[float], settings: dict[str, Any], expected: int | None
) -> None:
    """By hand from the definition: `patience` epochs without improving on the best by more than min_delta."""
    assert waiting(monitored, **settings) == expected


def test_early_stopping_ends_a_run_that_overfits_and_only_that_one() -> None:
    optimizer = Adam(learning_rate=0.05, batch_size=16, epochs=60)
    problems = [
        classification(optimizer=optimizer, regularizers=(EarlyStopping(patience=4),)),
        classification(),
    ]
    problems[1] = replace(problems[1], optimizer=optimizer)
    stopping, plain = trained(*problems)
    assert (stopping.status, plain.status) == ("early_stopped", "completed")
    assert stopping.epoch == stopping.best_epoch + 4
    best = plain.history.values[: stopping.epoch, plain.history.columns.index("validation_loss")].argmin() + 1
    assert stopping.best_epoch == best
    assert different(stopping, alone(problems[0])) == []


class Plateau(Schedule):
    """Halves the rate where the last measured training loss was above 1: a schedule that listens."""

    def rate(self, base: Array, metrics: dict[str, Array], ctx: Context) -> Array:
        if not metrics:
            return base
        return base * np.where(metrics["train_loss"] > 1, 0.5, 1.0)[:, np.newaxis, np.newaxis]


def listening(**changes: Any) -> Problem:
    optimizer = Adam(learning_rate=1e-3, batch_size=16, epochs=6).model_copy(update={"schedule": Plateau()})
    return classification(optimizer=optimizer, **changes)


def test_a_schedule_hears_of_the_last_measurement_when_another_run_has_left() -> None:
    leaves = listening(seed=1, regularizers=(EarlyStopping(patience=1, min_delta=1e3),))
    member = trained(listening(), leaves)[0]
    assert member.history["learning_rate"].tolist() == [1e-3, *[5e-4] * 5]
    assert different(member, alone(listening())) == []


def test_no_run_is_trained_past_its_end() -> None:
    members: list[Member] = trained(classification(), classification(seed=1))
    before = [member.theta.tobytes() for member in members]
    assert list(train(members)) == []
    assert [member.theta.tobytes() for member in members] == before


def test_runs_at_different_epochs_are_joined_when_they_meet() -> None:
    problems = [classification(seed=seed) for seed in range(3)]
    members = [after(problem, epochs) for problem, epochs in zip(problems, (1, 3, 2), strict=True)]
    for _ in train(members):
        pass
    assert [different(*pair) for pair in zip(members, map(alone, problems), strict=True)] == [[], [], []]


def test_runs_that_have_ended_own_their_arrays() -> None:
    members = trained(classification(seed=0), classification(seed=1))
    assert all(array.base is None for member in members for array in (member.theta, member.best, member.last))
