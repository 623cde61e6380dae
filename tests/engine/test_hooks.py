"""Every hook is called at its place, on its own rows, with arrays of its shape.

Expected: the order of a step in the docstring of `Descent`, and the shapes in those of the hooks.
"""

from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
import pytest
from support.components import regularizers
from support.gradients import FrozenStep
from support.hooks import Average, Clip, Sharpness, SmoothLabels
from support.problems import after, alone, classification, different, trained

from regexp.activations import Activation, Relu, Tanh
from regexp.context import Context
from regexp.engine import Evaluator, Problem, freeze, new_member, thaw, train
from regexp.engine.components import names_in_order
from regexp.optimizers import GradientDescent, StochasticGradientDescent
from regexp.regularizers import L2, Dropout, LayerRegularizer, Regularizer
from regexp.spec import Array

PASS = [
    "weights 0",
    "weights 1",
    "weights 2",
    "multiplier 0",
    "activate 0",
    "multiplier 1",
    "activate 1",
    "output_gradient",
    "activate_backward 1",
    "activate_backward 0",
    "weights_backward 0",
    "weights_backward 1",
    "weights_backward 2",
    "penalty_gradient 0",
    "penalty_gradient 1",
    "penalty_gradient 2",
]
STEP = ["draw", "inputs", *PASS, "perturb", *PASS, "gradient", "before_update", "after_update"]
MEASUREMENT = ["evaluation", "penalty 0", "penalty 1", "penalty 2", "stop"]


class Recorder(Regularizer):
    """Writes down every call and the shapes of what it was given, and changes nothing."""

    calls: ClassVar[list[str]] = []
    shapes: ClassVar[dict[str, list[Any]]] = {}
    clock: ClassVar[list[tuple[int, int]]] = []

    def note(self, hook: str, *arrays: Array, k: int | None = None) -> None:
        name = hook if k is None else f"{hook} {k}"
        self.calls.append(name)
        self.shapes[name] = [array.shape for array in arrays]

    def draw(self, batch: int, widths: tuple[int, ...], ctx: Context) -> None:
        self.note("draw")
        self.shapes["draw"] = [batch, widths]
        self.clock.append((ctx.epoch, ctx.step))

    def inputs(self, x: Array, y: Array, ctx: Context) -> None:
        self.note("inputs", x, y)

    def weights(self, w: Array, k: int, ctx: Context) -> None:
        self.note("weights", w, k=k)

    def weights_backward(self, grad: Array, k: int, ctx: Context) -> None:
        self.note("weights_backward", grad, k=k)

    def multiplier(self, factor: Array, k: int, ctx: Context) -> None:
        self.note("multiplier", factor, k=k)

    def activate(self, h: Array, k: int, ctx: Context) -> None:
        self.note("activate", h, k=k)

    def activate_backward(self, delta: Array, h: Array, k: int, ctx: Context) -> None:
        self.note("activate_backward", delta, h, k=k)

    def output_gradient(self, delta: Array, logits: Array, y: Array, ctx: Context) -> None:
        self.note("output_gradient", delta, logits, y)

    def penalty(self, w: Array, k: int, ctx: Context) -> Array:
        self.note("penalty", w, k=k)
        return ctx.rate * 0

    def penalty_gradient(self, w: Array, grad: Array, k: int, ctx: Context) -> None:
        self.note("penalty_gradient", w, grad, k=k)

    def perturb(self, theta: Array, grad: Array, ctx: Context) -> None:
        self.note("perturb", theta, grad)

    def gradient(self, grad: Array, ctx: Context) -> None:
        self.note("gradient", grad)

    def before_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        self.note("before_update", theta, *weights)

    def after_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        self.note("after_update", theta, *weights)

    def evaluation(self, theta: Array, ctx: Context) -> None:
        self.note("evaluation", theta)

    def stop(self, metrics: dict[str, Array], ctx: Context) -> Array:
        self.note("stop", *metrics.values())
        return np.zeros(len(metrics["monitor"]), dtype=bool)


@pytest.fixture
def recorder() -> Recorder:
    for notes in (Recorder.calls, Recorder.shapes, Recorder.clock):
        notes.clear()
    return Recorder()


def two_batches(**changes: Any) -> Problem:
    """Return a run of two steps an epoch, of 20 and 13 rows, on 7-6-5-4 units."""
    optimizer = StochasticGradientDescent(learning_rate=0.1, batch_size=20, epochs=2)
    return classification(rows=33, hidden=(6, 5), **{"optimizer": optimizer, **changes})


@pytest.mark.parametrize("activation", [Relu(), Tanh()], ids=["relu", "tanh"])
def test_order_of_calls(recorder: Recorder, activation: Activation) -> None:
    alone(two_batches(activation=activation, regularizers=(recorder,)))
    assert Recorder.calls == [*STEP, *STEP, *MEASUREMENT] * 2
    assert Recorder.clock == [(1, 1), (1, 2), (2, 3), (2, 4)]


def test_shapes(recorder: Recorder) -> None:
    """Two runs of three have it: R = 2, the batch is the last one's 13 rows, P = 48 + 35 + 24."""
    problems = [
        two_batches(seed=seed, regularizers=chosen)
        for seed, chosen in enumerate([(recorder,), (), (recorder,)])
    ]
    trained(*problems)
    assert Recorder.shapes.pop("draw") == [13, (7, 6, 5, 4)]
    metrics = len(problems[0].columns) + 1
    weights = [(2, 7, 6), (2, 6, 5), (2, 5, 4)]
    hidden = [(2, 13, 6), (2, 13, 5)]
    expected = {
        "inputs": [(2, 13, 7), (2, 13, 4)],
        "output_gradient": [(2, 13, 4)] * 3,
        "perturb": [(2, 1, 107)] * 2,
        "gradient": [(2, 1, 107)],
        "before_update": [(2, 1, 107), *weights],
        "after_update": [(2, 1, 107), *weights],
        "evaluation": [(2, 1, 107)],
        "stop": [(2,)] * metrics,
    }
    for k, shape in enumerate(weights):
        expected |= {f"{hook} {k}": [shape] for hook in ("weights", "weights_backward", "penalty")}
        expected[f"penalty_gradient {k}"] = [shape] * 2
    for k, shape in enumerate(hidden):
        expected |= {f"{hook} {k}": [shape] for hook in ("multiplier", "activate")}
        expected[f"activate_backward {k}"] = [shape] * 2
    assert Recorder.shapes == expected


def test_a_hook_that_changes_nothing_changes_no_bit(recorder: Recorder) -> None:
    plain, watched = alone(two_batches()), alone(two_batches(regularizers=(recorder,)))
    assert plain.theta.tobytes() == watched.theta.tobytes()
    assert plain.history.values.tobytes() == watched.history.values.tobytes()


def test_what_changes_the_batch_leaves_the_data_alone() -> None:
    problem = two_batches(regularizers=(SmoothLabels(),))
    before = [array.copy() for array in (problem.train.x, problem.train.y)]
    alone(problem)
    assert [array.tobytes() for array in (problem.train.x, problem.train.y)] == [
        copy.tobytes() for copy in before
    ]


class Shrink(LayerRegularizer):
    """Halves its layers' weights before the step, and takes a tenth off them after it."""

    def before_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        for w in weights:
            w *= 0.5

    def after_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        for w in weights:
            w *= 0.9


@pytest.mark.parametrize("layers", [None, (0,), (1, 2), (2,)])
def test_around_the_step_a_hook_gets_the_weights_of_its_layers(
    layers: tuple[int, ...] | None,
) -> None:
    """By hand: (θ/2 − g)·0.9 in its layers, θ − g elsewhere, g the gradient at θ; biases are left alone."""
    problem, shrunk = one_step(), alone(one_step(Shrink(layers=layers))).named("last")
    start = {name: array.copy() for name, array in new_member(problem).named("last").items()}
    plain = alone(problem).named("last")
    for name, w in start.items():
        g = w - plain[name]
        own = name.endswith("weight") and int(name.split("/")[1]) in (layers or (0, 1, 2))
        np.testing.assert_allclose(shrunk[name], (w / 2 - g) * 0.9 if own else w - g, rtol=1e-12, atol=1e-15)


def one_step(*chosen: Regularizer, **changes: Any) -> Problem:
    """Return a run of a single step of length 1 on all rows, so that θ₀ − θ₁ is the gradient it used."""
    optimizer = GradientDescent(learning_rate=1.0, epochs=1)
    return classification(rows=33, dtype="float64", optimizer=optimizer, regularizers=chosen, **changes)


def step_taken(problem: Problem) -> Array:
    return new_member(problem).theta - alone(problem).theta


def test_the_gradient_hook_sees_penalties_as_well() -> None:
    """Clipped to length 0.01, in the direction of the penalized gradient."""
    penalty = L2(strength=0.5)
    taken, whole = step_taken(one_step(penalty, Clip())), step_taken(one_step(penalty))
    assert np.linalg.norm(taken) == pytest.approx(0.01, rel=1e-9)
    np.testing.assert_allclose(taken, whole * 0.01 / np.linalg.norm(whole), rtol=1e-9, atol=1e-12)


def test_the_gradient_is_taken_again_at_the_perturbed_copy_with_the_same_noise() -> None:
    """Expected: ∇L(θ + 0.05·g/‖g‖) of the frozen step, whose gradients test_gradients checks."""
    regularizers = (Dropout(rate=0.4), L2(strength=0.1))
    frozen = FrozenStep(one_step(*regularizers))
    frozen.theta[0, 0] = new_member(one_step()).theta
    first = frozen.gradient()
    frozen.theta[0, 0] += 0.05 * first / np.linalg.norm(first)
    expected = frozen.gradient()
    assert np.linalg.norm(expected - first) > 1e-3
    np.testing.assert_allclose(
        step_taken(one_step(*regularizers, Sharpness())), expected, rtol=1e-9, atol=1e-12
    )


def test_only_runs_that_perturb_are_moved() -> None:
    problems = [two_batches(), two_batches(seed=1, regularizers=(Sharpness(),)), two_batches(seed=2)]
    for member, problem in zip(trained(*problems), problems, strict=True):
        assert different(member, alone(problem)) == []


def averages(problem: Problem) -> list[Array]:
    """Return what `Average` makes of the steps of a run with full batches, from its thetas, by hand."""
    member = new_member(problem)
    average, found = member.theta.astype(float), []
    for _ in train([member]):
        average = 0.8 * average + 0.2 * member.theta
        found.append(average)
    return found


def test_an_average_is_measured_and_saved_and_training_goes_on_from_theta() -> None:
    optimizer = GradientDescent(learning_rate=0.5, epochs=6)
    plain = two_batches(optimizer=optimizer, dtype="float64")
    averaged = replace(plain, regularizers=(Average(),))
    member, expected = alone(averaged), averages(plain)
    assert member.theta.tobytes() == alone(plain).theta.tobytes()
    np.testing.assert_allclose(member.last, expected[-1], rtol=1e-12)
    np.testing.assert_allclose(member.best, expected[member.best_epoch - 1], rtol=1e-12)
    for row, average in enumerate(expected):
        measured = Evaluator([plain], []).measure(average.reshape(1, 1, -1), np.zeros((1, 1, 1)), row + 1)
        assert member.history["train_loss"][row] == pytest.approx(measured["train_loss"].item(), rel=1e-12)
        assert member.history["weight_norm"][row] == pytest.approx(measured["weight_norm"].item(), rel=1e-12)


def test_an_average_is_stored_and_does_not_touch_its_neighbours() -> None:
    problem = two_batches(regularizers=(Average(),), optimizer=GradientDescent(learning_rate=0.5, epochs=6))
    whole = alone(problem)
    again = thaw(problem, freeze(after(problem, 3)))
    for _ in train([again]):
        pass
    assert different(again, whole) == []
    assert different(thaw(problem, freeze(whole)), whole) == []
    others = [replace(problem, seed=1, regularizers=chosen) for chosen in ((), (Average(),))]
    stacked = trained(*others, problem)
    for member, expected in zip(stacked, (*map(alone, others), whole), strict=True):
        assert different(member, expected) == []


def test_hooks_are_called_by_order_then_kind() -> None:
    """Whatever the order of the list: penalties, proximal steps, decay, constraints, averages."""
    found = regularizers()
    one_of_each = {regularizer.kind_name(): regularizer for regularizer in reversed(found)}
    expected = sorted(
        one_of_each.values(), key=lambda regularizer: (regularizer.order, regularizer.kind_name())
    )
    for listed in (tuple(one_of_each.values()), tuple(reversed(one_of_each.values()))):
        names = names_in_order([new_member(classification(regularizers=listed))])
        assert names == ["optimizer", "schedule", *(regularizer.kind_name() for regularizer in expected)]
