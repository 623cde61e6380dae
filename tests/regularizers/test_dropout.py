"""Dropout and input dropout: how often they drop, what they keep the same, and the ridge they amount to."""

from collections.abc import Callable
from math import sqrt
from typing import Any

import numpy as np
import pytest
from support.problems import alone, classification, regression

from regexp.context import Context, Situation
from regexp.engine import new_member, rows_of, train
from regexp.optimizers import Adam, StochasticGradientDescent
from regexp.regularizers import Dropout, InputDropout
from regexp.spec import Array
from regexp.streams import Streams

RATES = (0.0, 0.1, 0.5, 0.9)
WIDTHS, BATCH = (4, 400, 300, 2), 500

Multiplier = Callable[[tuple[float, ...]], list[Array]]


def hidden_masks(rates: tuple[float, ...], **settings: Any) -> list[Array]:
    """Return what dropout multiplies the two hidden layers' activations by, for runs of these rates."""
    spec = Dropout.stack([Dropout(rate=rate, **settings) for rate in rates])
    ctx = context(len(rates))
    spec.draw(BATCH, WIDTHS, ctx)
    masks = [np.ones((len(rates), BATCH, width), "float32") for width in WIDTHS[1:-1]]
    for k, mask in enumerate(masks):
        if spec.acts_on(k):
            spec.multiplier(mask, k, ctx)
    return masks


def input_masks(rates: tuple[float, ...]) -> list[Array]:
    """Return what input dropout makes of inputs that are all 1."""
    x = np.ones((len(rates), BATCH, 400), "float32")
    InputDropout.stack([InputDropout(rate=rate) for rate in rates]).inputs(x, x[..., :2], context(len(rates)))
    return [x]


def context(runs: int) -> Context:
    return Context([Streams(seed) for seed in range(runs)], rows=BATCH, epochs=1, dtype="float32")


@pytest.mark.parametrize("masks", [hidden_masks, input_masks])
def test_the_kept_fraction_is_one_minus_the_rate(masks: Multiplier) -> None:
    """Within 5 standard deviations √(p(1 − p)/n) of a mean of n Bernoulli variables."""
    for mask in masks(RATES):
        for rate, of_run in zip(RATES, mask, strict=True):
            deviation = sqrt(rate * (1 - rate) / of_run.size)
            assert abs((of_run != 0).mean() - (1 - rate)) <= 5 * deviation + 1 / 65536


@pytest.mark.parametrize("masks", [hidden_masks, input_masks])
def test_the_expected_activation_stays_the_same(masks: Multiplier) -> None:
    """A mask is 0 or 1/(1 − p), p to 1/65536: mean 1 within 5 standard deviations √(p/(1 − p)/n)."""
    for mask in masks(RATES):
        for rate, of_run in zip(RATES, mask, strict=True):
            p = round(65536 * rate) / 65536
            assert set(np.unique(of_run)) <= {0, np.float32(1 / (1 - p))}
            assert abs(of_run.mean(dtype=float) - 1) <= 5 * sqrt(p / (1 - p) / of_run.size)


@pytest.mark.parametrize("masks", [hidden_masks, input_masks])
def test_units_are_dropped_independently(masks: Multiplier) -> None:
    """Neighbouring units, rows and layers: correlations within 5 standard errors 1/√n."""
    found = [mask[2] != 0 for mask in masks(RATES)]
    for keep in found:
        for one, other in ((keep[:, :-1], keep[:, 1:]), (keep[:-1], keep[1:])):
            correlation = np.corrcoef(one.reshape(-1), other.reshape(-1))[0, 1]
            assert abs(correlation) < 5 / sqrt(one.size)
    if len(found) == 2:
        assert abs(np.corrcoef(found[0][:, :300].reshape(-1), found[1].reshape(-1))[0, 1]) < 5 / sqrt(
            found[1].size
        )


def test_rates_come_in_steps_of_a_65536th() -> None:
    """Seen through one seed: equal masks within half a step, and one more step drops about n/65536 more."""
    n = 2**20

    def kept(rate: float) -> Array:
        keep = np.empty(n, bool)
        Streams(3)("dropout").bernoulli(rate, keep)
        return keep

    for k in (1, 1000, 32768, 65534):
        for within in (-0.4, 0.4):
            assert (kept(k / 65536) == kept((k + within) / 65536)).all()
        fewer, more = kept((k + 1) / 65536), kept(k / 65536)
        assert not (fewer & ~more).any()
        expected = n / 65536
        assert abs((more & ~fewer).sum() - expected) < 5 * sqrt(expected)


def test_each_step_has_masks_of_its_own() -> None:
    spec = Dropout.stack([Dropout(rate=0.5)])
    ctx, masks = context(1), []
    for _ in range(2):
        spec.draw(BATCH, WIDTHS, ctx)
        masks.append(np.ones((1, BATCH, WIDTHS[1])))
        spec.multiplier(masks[-1], 0, ctx)
    assert 0.45 < (masks[0] != masks[1]).mean() < 0.55


def test_layers_limits_it_to_some_hidden_layers() -> None:
    first, second = hidden_masks((0.5,), layers=(1,))
    assert (first == 1).all()
    assert 0.4 < (second == 0).mean() < 0.6


def test_dropout_objects_to_a_model_without_hidden_units() -> None:
    reason = Dropout(rate=0.5).objection(Situation(0, "adam", True, False))
    assert reason == "acts on hidden units and a linear model has none; use input_dropout"
    assert Dropout(rate=0.5).objection(Situation(1, "adam", True, False)) is None
    assert InputDropout(rate=0.5).objection(Situation(0, "adam", True, False)) is None


def test_input_dropout_on_linear_regression_ends_at_its_ridge() -> None:
    """Expected: (XᵀX + p/(1 − p)·diag(XᵀX))⁻¹·Xᵀy (Srivastava et al. 2014, section 9.1), on centred inputs.

    The mean over seeds of linear stochastic descent is descent on the mean loss, whatever the step. Each of
    64 seeds is averaged over its second half; their mean is within 5 standard errors of the ridge, and far
    from least squares.
    """
    rate, seeds, epochs = 0.3, 64, 600
    generator = np.random.default_rng(5)
    x = generator.standard_normal((40, 4)) @ generator.standard_normal((4, 4))
    x -= x.mean(axis=0)
    y = x @ np.array([[1.0], [-2.0], [0.5], [3.0]]) + generator.standard_normal((40, 1))
    gram = x.T @ x
    ridge = np.linalg.solve(gram + rate / (1 - rate) * np.diag(np.diag(gram)), x.T @ y)[:, 0]
    optimizer = StochasticGradientDescent(learning_rate=0.02, batch_size="full", epochs=epochs)
    rows = rows_of(x, y, "float64")
    members = [
        new_member(
            regression(
                seed=seed,
                train=rows,
                validation=rows,
                optimizer=optimizer,
                dtype="float64",
                every=epochs,
                regularizers=(InputDropout(rate=rate),),
            )
        )
        for seed in range(seeds)
    ]
    late = [
        [member.theta[:4].copy() for member in members] for epoch in train(members) if epoch > epochs // 2
    ]
    averages = np.mean(late, axis=0)
    error = averages.std(axis=0, ddof=1) / sqrt(seeds)
    assert (np.abs(averages.mean(axis=0) - ridge) < 5 * error).all()
    least_squares = np.linalg.lstsq(x, y, rcond=None)[0][:, 0]
    assert (np.abs(ridge - least_squares) > 20 * error).any()


@pytest.mark.parametrize("regularizer", [Dropout(rate=0.6), InputDropout(rate=0.6)], ids=["hidden", "input"])
def test_nothing_is_dropped_when_measuring(regularizer: Any) -> None:
    """A step of 1e-30 changes no weight, so that the measured numbers are those of the run without it."""
    optimizer = Adam(learning_rate=1e-30, batch_size=16, epochs=1)
    plain, dropped = (classification(optimizer=optimizer, regularizers=some) for some in ((), (regularizer,)))
    assert alone(plain).history.values.tobytes() == alone(dropped).history.values.tobytes()
