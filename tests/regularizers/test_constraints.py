"""Max-norm, unit norm and non-negative weights: nearest points of their sets, after every step.

A projection of w is characterized by no point of the set being nearer; points are drawn at random, and by
hand where there is a formula.
"""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import nnls
from support.noise import context, stacked
from support.problems import alone, classification, regression, trained

from regexp.engine import new_member
from regexp.optimizers import GradientDescent, StochasticGradientDescent
from regexp.regularizers import L1, LayerRegularizer, MaxNorm, NonNegative, Regularizer, UnitNorm
from regexp.spec import Array

PROJECTIONS: dict[str, LayerRegularizer] = {
    "max_norm": MaxNorm(limit=1.5),
    "unit_norm": UnitNorm(norm=1.5),
    "non_negative": NonNegative(),
}
each = pytest.mark.parametrize("name", PROJECTIONS)


def projected(w: Array, *runs: Regularizer) -> Array:
    """Return what a step of these runs leaves of weights (R, I, O)."""
    copy = w.copy()
    stacked(*runs).after_update(copy, [copy], context(*range(len(runs)), dtype=w.dtype.name))
    return copy


def weights(shape: tuple[int, ...] = (1, 6, 5), dtype: str = "float64") -> Array:
    """Return weights whose columns are of very different lengths, the first of them zero."""
    found = np.random.default_rng(3).standard_normal(shape) * np.linspace(0, 2, shape[-1])
    return found.astype(dtype)


def lengths(w: Array) -> Array:
    return np.linalg.norm(w, axis=-2)


@each
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_second_time_changes_nothing(name: str, dtype: str) -> None:
    """To four units in the last place, since a length of 1.5 may come out as its neighbour."""
    once = projected(weights(dtype=dtype), PROJECTIONS[name])
    twice = projected(once, PROJECTIONS[name])
    np.testing.assert_allclose(twice, once, rtol=4 * np.finfo(dtype).eps, atol=0)
    assert once.tobytes() != weights(dtype=dtype).tobytes()


@each
@pytest.mark.parametrize("inputs", [2, 6])
def test_more_runs_than_inputs_or_fewer_change_no_bit(name: str, inputs: int) -> None:
    """Four runs, whose weights are multiplied along the shorter of both axes; each is as if it were alone."""
    w = weights((4, inputs, 5), dtype="float32")
    together = projected(w, *[PROJECTIONS[name]] * 4)
    each_alone = [projected(w[r : r + 1], PROJECTIONS[name]) for r in range(4)]
    assert together.tobytes() == np.concatenate(each_alone).tobytes()


@each
def test_no_other_point_of_the_set_is_nearer(name: str) -> None:
    """1,000 points of the set around the projection; of all sets at once, since they are products."""
    w, generator = weights(), np.random.default_rng(4)
    nearest = projected(w, PROJECTIONS[name])
    for size in (1e-3, 1e-1, 1.0, 10.0):
        others = nearest + size * generator.standard_normal((250, *w.shape[1:]))
        others = np.concatenate([projected(other[np.newaxis], PROJECTIONS[name]) for other in others])
        distances = np.linalg.norm(others - w, axis=1)
        assert (distances >= np.linalg.norm(nearest - w, axis=1) - 1e-12).all()


def test_max_norm_by_numpy() -> None:
    """Columns longer than the limit are scaled to it, in each run by its own; the rest keeps every bit."""
    w = weights((3, 6, 5))
    limits = (0.5, 2.0, 100.0)
    found = projected(w, *(MaxNorm(limit=limit) for limit in limits))
    for run, limit, before in zip(found, limits, w, strict=True):
        long = lengths(before) > limit
        np.testing.assert_allclose(lengths(run)[long], limit, rtol=1e-14)
        np.testing.assert_allclose(run[:, long], before[:, long] / lengths(before)[long] * limit, rtol=1e-13)
        assert run[:, ~long].tobytes() == before[:, ~long].tobytes()
    inside = [int((lengths(run) < limit - 1e-9).sum()) for run, limit in zip(found, limits, strict=True)]
    assert inside == [1, 2, 5]


def test_unit_norm_by_numpy() -> None:
    """Columns of zeros stay zero, all others get the length of their run."""
    w = weights((2, 6, 5))
    found = projected(w, UnitNorm(norm=0.5), UnitNorm())
    assert not found[:, :, 0].any()
    for run, norm, before in zip(found, (0.5, 1.0), w, strict=True):
        np.testing.assert_allclose(run[:, 1:], (before[:, 1:] / lengths(before)[1:]) * norm, rtol=1e-13)


def test_non_negative_by_numpy() -> None:
    w = weights()
    assert (projected(w, NonNegative()) == np.where(w > 0, w, 0)).all()


@each
def test_the_weights_that_are_saved_satisfy_it_and_biases_are_free(name: str) -> None:
    """After training an MLP; without the constraint they don't, and the biases move either way."""
    optimizer = StochasticGradientDescent(learning_rate=0.3, batch_size=16, epochs=5)
    plain = classification(optimizer=optimizer, dtype="float64")
    start = new_member(plain).named("last")
    constrained = alone(replace(plain, regularizers=(PROJECTIONS[name],))).named("last")
    free = alone(plain).named("last")
    assert not all(satisfies(name, free[f"layers/{k}/weight"]) for k in range(3))
    for k in range(3):
        assert satisfies(name, constrained[f"layers/{k}/weight"])
        assert (constrained[f"layers/{k}/bias"] != start[f"layers/{k}/bias"]).any()
    assert constrained["layers/2/bias"].min() < 0
    assert np.linalg.norm(constrained["layers/2/bias"]) > 0


def satisfies(name: str, weight: Array) -> bool:
    found = {
        "max_norm": lengths(weight) <= 1.5 + 1e-12,
        "unit_norm": np.isclose(lengths(weight), 1.5, rtol=1e-12, atol=0),
        "non_negative": weight >= 0,
    }
    return bool(found[name].all())


@each
@pytest.mark.parametrize("layers", [(0,), (1, 2)])
def test_only_the_named_layers_are_constrained(name: str, layers: tuple[int, ...]) -> None:
    optimizer = StochasticGradientDescent(learning_rate=0.3, batch_size=16, epochs=5)
    limited = PROJECTIONS[name].model_copy(update={"layers": layers})
    found = alone(classification(optimizer=optimizer, dtype="float64", regularizers=(limited,))).named("last")
    for k in range(3):
        assert satisfies(name, found[f"layers/{k}/weight"]) == (k in layers)


@each
def test_the_initial_weights_are_not_touched(name: str) -> None:
    """The first gradient is that of the initial weights: a step of almost no length still projects them."""
    optimizer = GradientDescent(learning_rate=1e-12, epochs=1)
    problem = classification(optimizer=optimizer, dtype="float64", regularizers=(PROJECTIONS[name],))
    start = new_member(problem)
    assert start.theta.tobytes() == new_member(replace(problem, regularizers=())).theta.tobytes()
    before, after = (member.named("last")["layers/0/weight"] for member in (start, alone(problem)))
    np.testing.assert_allclose(after, projected(before[np.newaxis], PROJECTIONS[name])[0], atol=1e-11)


def test_non_negative_least_squares_is_that_of_scipy() -> None:
    """On inputs and targets of mean zero the bias stays 0, and projected descent ends at Lawson–Hanson's."""
    optimizer = GradientDescent(learning_rate=0.1, epochs=1500)
    given = regression(optimizer=optimizer, dtype="float64", every=1500)
    x, y = (array - array.mean(axis=0) for array in (given.train.x, given.train.y))
    rows = replace(given.train, x=x, y=y)
    member = alone(replace(given, train=rows, regularizers=(NonNegative(),)))
    expected, _ = nnls(x, y[:, 0])
    weight = member.named("last")["layers/0/weight"][:, 0]
    np.testing.assert_allclose(weight, expected, rtol=0, atol=1e-9)
    assert 0 < (expected == 0).sum() < len(expected)


def test_constraints_act_after_proximal_steps() -> None:
    """L1 would shorten columns that unit_norm has made: in this order their length is exact."""
    optimizer = GradientDescent(learning_rate=0.1, epochs=5)
    plain = classification(optimizer=optimizer, dtype="float64")
    chosen: tuple[Regularizer, ...] = (UnitNorm(), L1(strength=0.1))
    found = trained(*(replace(plain, regularizers=listed) for listed in (chosen, chosen[::-1])))
    for member in found:
        np.testing.assert_allclose(lengths(member.named("last")["layers/1/weight"]), 1, rtol=1e-12)
        assert (member.named("last")["layers/1/weight"] == 0).any()
