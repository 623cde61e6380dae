"""L-BFGS by its optimum, where another solver or a closed form knows it, and how its runs end and go on."""

import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from support.gradients import FrozenStep
from support.problems import after, alone, classification, different, regression
from threadpoolctl import threadpool_info, threadpool_limits

from regexp.activations import Tanh
from regexp.config.checks import HOOKS_OF_STEPS
from regexp.engine import (
    Member,
    Problem,
    freeze,
    memory_bytes,
    new_member,
    rows_of,
    runs_per_stack,
    thaw,
    train,
)
from regexp.initializations import Zeros
from regexp.losses import Poisson, SigmoidCrossEntropy
from regexp.normalizations import BatchNormalization
from regexp.optimizers import Exact, GradientDescent, Lbfgs
from regexp.optimizers.turns import in_turns
from regexp.regularizers import L2, EarlyStopping, LabelSmoothing, Regularizer
from regexp.spec import Array

PRECISELY = Lbfgs(epochs=3000, tolerance=1e-9)


def is_searching() -> bool:
    """Tell whether the thread of a search is there."""
    return "search in turns" in {thread.name for thread in threading.enumerate()}


@pytest.mark.parametrize("strength", [0.0, 0.1, 3.0])
def test_ridge_is_what_the_closed_form_says(strength: float) -> None:
    """Expected: `exact`, singular values. Slopes below 1e-9 leave errors of about 1e-9/curvature."""
    problem = regression(targets=2, dtype="float64", regularizers=(L2(strength=strength),))
    found, expected = (alone(replace(problem, optimizer=one)) for one in (PRECISELY, Exact()))
    np.testing.assert_allclose(found.theta, expected.theta, rtol=1e-6, atol=1e-8)
    total = [run.history["train_loss"][-1] + run.history["penalty"][-1] for run in (found, expected)]
    assert total[0] == pytest.approx(total[1], rel=1e-13)


def cancer(strength: float) -> Problem:
    """Return logistic regression on scikit-learn's breast cancer data, standardized."""
    x, y = load_breast_cancer(return_X_y=True)
    rows = rows_of(StandardScaler().fit_transform(x), y[:, np.newaxis], "float64")
    return regression(
        train=rows,
        validation=rows,
        dtype="float64",
        classification=True,
        loss=SigmoidCrossEntropy(),
        optimizer=PRECISELY,
        regularizers=(L2(strength=strength),),
    )


@pytest.mark.parametrize("strength", [1e-3, 0.1])
def test_logistic_regression_is_that_of_scikit_learn(strength: float) -> None:
    """scikit-learn's newton-cholesky minimizes Σ loss + ‖w‖²/(2C), m times ours at C = 1/(λm)."""
    problem = cancer(strength)
    x, y = problem.train.x, problem.train.y[:, 0]
    peer = LogisticRegression(C=1 / (strength * len(x)), solver="newton-cholesky", tol=1e-10, max_iter=1000)
    peer.fit(x, y)
    member = alone(problem)
    found = member.named("last")
    np.testing.assert_allclose(found["layers/0/weight"][:, 0], peer.coef_[0], rtol=0, atol=1e-6)
    np.testing.assert_allclose(found["layers/0/bias"], peer.intercept_, rtol=0, atol=1e-6)
    assert member.status == "completed"
    assert member.epoch < 500


def network(**changes: Any) -> Problem:
    """Return a smooth network whose penalized loss has a minimum that is not at infinity."""
    settings: dict[str, Any] = {"dtype": "float64", "activation": Tanh(), "optimizer": PRECISELY}
    settings |= {"rows": 50, "hidden": (6,), "regularizers": (L2(strength=1e-2),)}
    return classification(**settings | changes)


def slopes(problem: Problem, member: Member) -> Array:
    """Return the gradient of the penalized loss by the engine's own step at a run's last parameters."""
    step = FrozenStep(problem)
    step.theta[0, 0, : len(member.last)] = member.last
    return step.gradient()


@pytest.mark.parametrize(
    "regularizers", [(L2(strength=1e-2),), (L2(strength=3e-3), LabelSmoothing(amount=0.2))]
)
def test_a_network_ends_where_the_gradient_vanishes(regularizers: tuple[Regularizer, ...]) -> None:
    problem = network(regularizers=regularizers)
    member = alone(problem)
    assert (member.status, member.epoch < 3000) == ("completed", True)
    assert np.abs(slopes(problem, member)).max() < 1e-8
    assert np.abs(slopes(problem, new_member(problem))).max() > 1e-2


def test_it_is_below_gradient_descent_after_as_many_epochs() -> None:
    def cost(optimizer: Any) -> float:
        history = alone(network(optimizer=optimizer)).history
        return float(history["train_loss"][-1] + history["penalty"][-1])

    descents = [cost(GradientDescent(learning_rate=rate, epochs=60)) for rate in (0.5, 1.0, 2.0, 4.0)]
    assert descents.index(min(descents)) == 2, "the best rate is between others"
    assert cost(Lbfgs(epochs=60)) < min(descents) - 0.05


def test_each_epoch_lowers_the_penalized_loss() -> None:
    """A line search accepts no step that does not; an iteration is a row of the history."""
    history = alone(network(optimizer=Lbfgs(epochs=30))).history
    assert history.epochs.tolist() == list(range(1, 31))
    assert (np.diff(history["train_loss"] + history["penalty"]) < 0).all()
    assert np.isnan(history["learning_rate"]).all()


def test_float32_ends_where_no_step_helps() -> None:
    """A tolerance of 0 is never met: the run ends, close to the minimum in float64, by its precision."""
    problem = regression(regularizers=(L2(strength=0.1),))
    member = alone(replace(problem, optimizer=Lbfgs(epochs=1000, tolerance=0)))
    assert (member.status, member.epoch < 100) == ("completed", True)
    expected = alone(replace(problem, optimizer=Exact())).theta
    np.testing.assert_allclose(member.theta, expected, rtol=0, atol=2e-3)


def test_its_last_epoch_is_measured_wherever_it_ends() -> None:
    every, fifth = (alone(cancer_like(every)) for every in (1, 5))
    assert fifth.epoch == every.epoch
    assert fifth.epoch % 5
    assert fifth.history.epochs.tolist() == [*range(5, every.epoch, 5), every.epoch]
    assert fifth.history.values[-1].tobytes() == every.history.values[-1].tobytes()


def cancer_like(every: int) -> Problem:
    return regression(dtype="float64", optimizer=Lbfgs(epochs=200, tolerance=1e-6), every=every)


def test_a_run_that_starts_at_the_minimum_has_one_epoch() -> None:
    solved = alone(regression(optimizer=Exact(), dtype="float64"))
    start = replace(regression(optimizer=Lbfgs(), dtype="float64"), weights=solved.named("last"))
    member = alone(start)
    assert (member.status, member.epoch) == ("completed", 1)
    assert member.theta.tobytes() == solved.theta.tobytes()


@pytest.mark.parametrize(("dtype", "distance"), [("float32", 1e30), ("float64", 1e200)])
def test_a_loss_that_is_not_finite_is_divergence(dtype: str, distance: float) -> None:
    weights = {"layers/0/weight": np.full((7, 1), distance), "layers/0/bias": np.zeros(1)}
    member = alone(regression(optimizer=Lbfgs(), weights=weights, dtype=dtype))
    assert (member.status, member.epoch) == ("diverged", 1)


@pytest.mark.parametrize("scale", [100.0, 1e4])
def test_a_line_search_comes_back_from_where_the_loss_overflows(scale: float) -> None:
    """A first step of length 1 gives outputs of ±scale, and exp(89) is too much for float32.

    Expected: the minimum with inputs of scale 1, whose weights are `scale` times as large.
    """
    generator = np.random.default_rng(0)
    x = generator.standard_normal((200, 3))
    y = generator.poisson(np.exp(0.5 * x[:, :1] + 1)).astype(float)

    def solved(factor: float) -> Array:
        rows = rows_of(factor * x, y, "float32")
        problem = regression(train=rows, validation=rows, loss=Poisson(), optimizer=Lbfgs(epochs=500))
        member = alone(replace(problem, initialization=Zeros()))
        assert member.status == "completed"
        return np.append(member.theta[:3] * factor, member.theta[3])

    np.testing.assert_allclose(solved(scale), solved(1.0), rtol=0, atol=1e-4)


def test_early_stopping_ends_it() -> None:
    problem = network(regularizers=(EarlyStopping(patience=3),), optimizer=Lbfgs(epochs=500))
    member = alone(problem)
    assert (member.status, member.epoch) == ("early_stopped", member.best_epoch + 3)
    assert not is_searching()


def test_batch_normalization_is_measured_with_the_statistics_of_all_rows() -> None:
    """The loss that is minimized uses variances of all rows divided by N, evaluation by N − 1."""
    problem = network(normalization=BatchNormalization(), optimizer=Lbfgs(epochs=20))
    member = alone(problem)
    step = FrozenStep(problem)
    step.theta[0, 0, : problem.layout.size] = member.last[: problem.layout.size]
    total = member.history["train_loss"][-1] + member.history["penalty"][-1]
    assert total == pytest.approx(step.loss(), rel=2e-2)
    assert different(member, alone(problem)) == []


def test_one_run_at_a_time() -> None:
    problems = [network(seed=seed, optimizer=Lbfgs(epochs=5)) for seed in range(3)]
    assert runs_per_stack(problems[0]) == 1
    members = [new_member(problem) for problem in problems]
    assert list(train(members)) == [*range(1, 6)] * 3


@pytest.mark.parametrize("memory", [3, 30])
def test_memory_is_about_what_it_takes(memory: int) -> None:
    """Within a factor of 1.5 of what is allocated at most: the remembered vectors are most of it."""
    problem = classification(hidden=(200, 200), optimizer=Lbfgs(epochs=3, memory=memory))
    alone(classification(optimizer=Lbfgs(epochs=1)))
    tracemalloc.start()
    alone(problem)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert memory_bytes(problem, 1) / 1.5 < peak < memory_bytes(problem, 1) * 1.5


def test_what_goes_on_is_the_run_that_never_stopped() -> None:
    """Also when several that were stored at different epochs go on, one of them at its end."""
    problems = [network(seed=seed, optimizer=Lbfgs(epochs=12)) for seed in range(4)]
    stored = [after(problem, epochs) for problem, epochs in zip(problems, (7, 3, 12, 3), strict=True)]
    members = [thaw(member.problem, freeze(member)) for member in stored]
    assert [member.epoch for member in members] == [7, 3, 12, 3]
    for _ in train(members):
        pass
    assert [different(*pair) for pair in zip(members, map(alone, problems), strict=True)] == [[]] * 4


def test_whoever_leaves_a_run_leaves_no_thread() -> None:
    with closing(train([new_member(network())])) as epochs:
        next(epochs)
        assert is_searching()
    assert not is_searching()


def counted_down(start: int, error: BaseException | None = None) -> Iterator[Array]:
    """Return what a search reports that looks at start … 1 and reports ten times each, then raises."""

    def search(value: Any, report: Any) -> None:
        for number in range(start, 0, -1):
            report(value(np.array([float(number)]))[1])
        if error:
            raise error

    return in_turns(search, lambda x: (0.0, 10 * x))


def test_a_search_in_turns() -> None:
    assert [float(x[0]) for x in counted_down(3)] == [30, 20, 10]
    assert list(counted_down(0)) == []
    assert not is_searching()


def test_an_error_of_the_search_surfaces_where_it_is_waited_for() -> None:
    found = counted_down(1, error=KeyError("lost"))
    assert next(found)[0] == 10
    with pytest.raises(KeyError, match="lost") as caught:
        next(found)
    assert "search" in [entry.name for entry in caught.traceback]
    assert not is_searching()


def test_an_error_of_the_objective_surfaces_and_ends_the_search() -> None:
    said = []

    def search(value: Any, report: Any) -> None:
        try:
            value(np.array([0.5]))
        finally:
            said.append("ended")

    def objective(x: Array) -> tuple[float, Array]:
        assert threading.current_thread() is threading.main_thread()
        raise ArithmeticError("half")

    with pytest.raises(ArithmeticError, match="half") as caught:
        list(in_turns(search, objective))
    assert "objective" in [entry.name for entry in caught.traceback]
    assert said == ["ended"]
    assert not is_searching()


def test_scipys_own_blas_has_one_thread_meanwhile() -> None:
    """So that its sums have the same bits wherever they are taken; NumPy's keeps those it was given."""
    seen: list[tuple[bool, int]] = []

    def objective(x: Array) -> tuple[float, Array]:
        libraries = [one for one in threadpool_info() if one["user_api"] == "blas"]
        seen.extend(("numpy" in one["filepath"], one["num_threads"]) for one in libraries)
        return float(x @ x), 2 * x

    with threadpool_limits(2, user_api="blas"):
        assert len(list(Lbfgs().iterates(objective, np.ones(3)))) > 1
    assert {threads for is_numpys, threads in seen if is_numpys} == {2}
    assert {threads for is_numpys, threads in seen if not is_numpys} <= {1}


def test_every_hook_is_known_to_fit_or_not_to() -> None:
    """A hook of regularizers that is added has to be thought about here."""
    fitting = {"draw", "inputs", "penalty", "penalty_gradient", "quadratic", "stop"}
    others = {"init_state", "acts_on", "objection", "in_words"}
    methods = {name for name, value in vars(Regularizer).items() if callable(value) and name[0] != "_"}
    assert methods == fitting | others | set(HOOKS_OF_STEPS)
