"""Batch and layer normalization: PyTorch's numbers, gradients, statistics for evaluation, bits.

Expected: tests/references/pytorch_normalization.npz, written by the script of that name beside it.
"""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from support.gradients import FrozenStep
from support.problems import after, alone, classification, different, trained
from support.references import (
    TOLERANCES,
    TWENTY_STEPS,
    after_every_epoch,
    normalized_start,
    reference_problem,
    references,
)

from regexp.activations import Activation, Relu
from regexp.assembly import check_batches
from regexp.engine import Problem, freeze, new_member, thaw, train
from regexp.errors import ConfigError
from regexp.initializations import Normal
from regexp.normalizations import BatchNormalization, LayerNormalization, NoNormalization, Normalization
from regexp.optimizers import Adam, Iterative, StochasticGradientDescent
from regexp.outcome import outputs
from regexp.regularizers import L2, Dropout, Ema, Sam
from regexp.spec import Array

KINDS: dict[str, Normalization] = {"batch": BatchNormalization(), "layer": LayerNormalization()}
OPTIMIZERS: dict[str, Iterative] = {
    "adam": Adam(learning_rate=0.01, **TWENTY_STEPS),
    "momentum": StochasticGradientDescent(learning_rate=0.05, momentum=0.9, **TWENTY_STEPS),
}
each_kind = pytest.mark.parametrize("kind", KINDS)


def normalized(kind: str, **changes: object) -> Problem:
    return classification(**{"normalization": KINDS[kind], "regularizers": (Dropout(rate=0.3),), **changes})


@pytest.mark.parametrize("dtype", TOLERANCES)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@each_kind
def test_twenty_steps(kind: str, optimizer: str, dtype: str) -> None:
    """Parameters and running statistics after each epoch, and the outputs in evaluation mode at the end."""
    found = references("pytorch_normalization")
    problem = reference_problem(OPTIMIZERS[optimizer], dtype, activation=Relu(), normalization=KINDS[kind])
    problem = replace(problem, weights=normalized_start(kind))
    expected = found[f"{kind}/{optimizer}/{dtype}"]
    rows = after_every_epoch(problem)
    np.testing.assert_allclose(rows, expected, rtol=0, atol=TOLERANCES[dtype])
    assert np.abs(expected[-1] - expected[0]).max() > 0.01
    logits = outputs(problem, rows[-1], problem.train.x)
    np.testing.assert_allclose(logits, found[f"{kind}/{optimizer}/{dtype}/outputs"], atol=TOLERANCES[dtype])


@pytest.mark.parametrize("activation", Activation.kinds().values(), ids=Activation.kinds())
@each_kind
def test_gradients(kind: str, activation: type[Activation]) -> None:
    """Of everything that is trained, by central differences, with dropout, L2 and scales away from 1."""
    problem = normalized(
        kind,
        rows=12,
        held_out=0,
        dtype="float64",
        hidden=(4, 3),
        activation=activation(),
        initialization=Normal(standard_deviation=0.8),
        regularizers=(Dropout(rate=0.3), L2(strength=0.1)),
    )
    assert FrozenStep(problem).error() < 1e-7


@each_kind
def test_stacked_and_alone_are_the_same(kind: str) -> None:
    problems = [normalized(kind, seed=seed) for seed in range(4)]
    for member, problem in zip(trained(*problems), problems, strict=True):
        assert different(member, alone(problem)) == []


@each_kind
def test_a_run_without_it_does_not_notice_a_neighbour_with_it(kind: str) -> None:
    assert normalized(kind).shape != classification().shape


@each_kind
def test_a_run_goes_on_from_a_checkpoint(kind: str) -> None:
    problem = normalized(kind)
    again = thaw(problem, freeze(after(problem, 2)))
    for _ in train([again]):
        pass
    assert different(again, alone(problem)) == []


def test_what_is_trained_and_what_is_remembered() -> None:
    """7-12-9-4: no bias before batch normalization, a scale and a shift for each of 21 hidden units."""
    assert normalized("batch").layout.size == 7 * 12 + 12 * 9 + 9 * 4 + 4 + 2 * 21
    assert normalized("batch").layout.length == normalized("batch").layout.size + 2 * 21
    assert normalized("layer").layout.size == 7 * 12 + 12 * 9 + 9 * 4 + (12 + 9 + 4) + 2 * 21
    named = new_member(normalized("batch")).named("last")
    assert "layers/0/bias" not in named
    assert "layers/2/bias" in named
    for name, value in {"scale": 1, "shift": 0, "mean": 0, "variance": 1}.items():
        assert (named[f"layers/1/{name}"] == value).all()
    assert not any(
        name.endswith(("mean", "variance")) for name in new_member(normalized("layer")).named("last")
    )


def test_a_batch_is_normalized_to_mean_zero_and_variance_one() -> None:
    """The hidden sums of a step, with scale 1 and shift 0, up to ε = 1e-5 under the root."""
    problem = normalized("batch", rows=50, activation=Activation.kinds()["identity"](), regularizers=())
    step = FrozenStep(replace(problem, dtype="float64"))
    step.loss()
    for h in step.hidden:
        own = step.layout.views(step.theta).norms[0 if h.shape[-1] == 12 else 1]
        z = (h[0] - own["shift"][0, 0]) / own["scale"][0, 0]
        np.testing.assert_allclose(z.mean(axis=0), 0, atol=1e-5)
        np.testing.assert_allclose(z.var(axis=0), 1, atol=1e-3)


def test_scaling_the_weights_before_it_changes_nothing() -> None:
    """That is what normalization is: with ten times the weights the outputs differ by ε only."""
    for kind in KINDS:
        problem = normalized(kind, regularizers=(), dtype="float64")
        step = FrozenStep(problem)
        step.loss()
        before = step.outputs.copy()
        views = step.layout.views(step.theta)
        views.weights[0][...] *= 10
        if 0 in views.biases:
            views.biases[0][...] *= 10
        step.loss()
        np.testing.assert_allclose(step.outputs, before, atol=1e-3)


def by_hand(problem: Problem, named: dict[str, Array]) -> dict[str, Array]:
    """Return mean and variance of each hidden layer's sums over all training rows, layer after layer."""
    h, found = problem.train.x.astype(float), {}
    for k, _ in enumerate(pairwise(problem.widths[1:])):
        z = h @ named[f"layers/{k}/weight"]
        mean, variance = z.mean(axis=0), z.var(axis=0, ddof=1)
        found |= {f"layers/{k}/mean": mean, f"layers/{k}/variance": variance}
        z = (z - mean) / np.sqrt(variance + 1e-5)
        h = np.maximum(z * named[f"layers/{k}/scale"] + named[f"layers/{k}/shift"], 0)
    return found


def test_averaged_weights_have_statistics_of_their_own() -> None:
    """Those of all training rows with the average, computed by hand, in place of running ones."""
    problem = normalized("batch", dtype="float64", regularizers=(Ema(decay=0.9), Dropout(rate=0.3)))
    named = alone(problem).named("last")
    for name, expected in by_hand(problem, named).items():
        np.testing.assert_allclose(named[name], expected, rtol=1e-10)


def test_the_second_pass_of_sam_leaves_the_running_statistics_alone() -> None:
    """One step of sam: the statistics are those of a step without it, as they are of the first pass."""
    optimizer = StochasticGradientDescent(learning_rate=0.1, epochs=1, batch_size="full")
    for_both = {"optimizer": optimizer, "dtype": "float64"}
    plain = alone(normalized("batch", regularizers=(), **for_both)).named("last")
    sharp = alone(normalized("batch", regularizers=(Sam(radius=0.5),), **for_both)).named("last")
    assert (plain["layers/0/variance"] == sharp["layers/0/variance"]).all()
    assert (plain["layers/0/weight"] != sharp["layers/0/weight"]).any()


@pytest.mark.parametrize(("rows", "batch", "ends"), [(33, 16, "the last one has 1"), (40, 1, "each has 1")])
def test_a_batch_of_one_row_is_refused(rows: int, batch: int, ends: str) -> None:
    problem = normalized("batch", rows=rows, optimizer=Adam(batch_size=batch))
    with pytest.raises(ConfigError) as error:
        check_batches(problem)
    assert str(error.value) == (
        f"model.normalization: batch needs two rows in every batch, and of {rows} training rows in batches "
        f"of {batch} {ends}; use another optimizer.batch_size, or layer"
    )


def test_no_normalization_changes_no_bit() -> None:
    plain = classification(normalization=NoNormalization())
    assert different(alone(plain), alone(classification())) == []
