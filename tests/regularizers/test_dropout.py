"""Dropout and input dropout: how often they drop, what they keep the same, and the ridge they amount to.

The ridge is that of gaussian noise as well; the rest of it is tested in test_gaussian_dropout.py.
"""

from collections.abc import Callable
from math import sqrt
from typing import Any

import numpy as np
import pytest
from support.noise import (
    WEIGHT,
    context,
    correlated_rows,
    every_mask,
    late_weights,
    mean_loss,
    stacked,
)

from regexp.context import Situation
from regexp.draws import Noise
from regexp.losses import SquaredError
from regexp.regularizers import Dropout, InputDropout
from regexp.spec import Array
from regexp.streams import Streams, resolved

RATES = (0.0, 0.1, 0.5, 0.9)
WIDTHS, BATCH = (4, 400, 300, 2), 500

Multiplier = Callable[[tuple[float, ...]], list[Array]]


def hidden_masks(rates: tuple[float, ...], **settings: Any) -> list[Array]:
    """Return what dropout multiplies the two hidden layers' activations by, for runs of these rates."""
    spec = stacked(*(Dropout(rate=rate, **settings) for rate in rates))
    ctx = context(*range(len(rates)))
    spec.draw(BATCH, WIDTHS, ctx)
    masks = [np.ones((len(rates), BATCH, width), "float32") for width in WIDTHS[1:-1]]
    for k, mask in enumerate(masks):
        if spec.acts_on(k):
            spec.multiplier(mask, k, ctx)
    return masks


def input_masks(rates: tuple[float, ...]) -> list[Array]:
    """Return what input dropout makes of inputs that are all 1."""
    x = np.ones((len(rates), BATCH, 400), "float32")
    stacked(*(InputDropout(rate=rate) for rate in rates)).inputs(x, x[..., :2], context(*range(len(rates))))
    return [x]


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
    spec = stacked(Dropout(rate=0.5))
    ctx, masks = context(0), []
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
    reason = Dropout(rate=0.5).objection(Situation((), "adam", True))
    assert reason == "acts on hidden units and a linear model has none; use input_dropout"
    assert Dropout(rate=0.5).objection(Situation((8,), "adam", True)) is None
    assert InputDropout(rate=0.5).objection(Situation((), "adam", True)) is None


NOISES: tuple[Noise, ...] = ("bernoulli", "gaussian")


@pytest.mark.parametrize("noise", NOISES)
def test_input_dropout_on_linear_regression_ends_at_its_ridge(noise: Noise) -> None:
    """Expected: (XᵀX + p/(1 − p)·diag(XᵀX))⁻¹·Xᵀy (Srivastava et al. 2014, section 9.1), on centred inputs.

    The mean over seeds is within 5 standard errors of the ridge, and far from least squares.
    """
    rate = 0.3
    x, y = correlated_rows()
    gram = x.T @ x
    ridge = np.linalg.solve(gram + rate / (1 - rate) * np.diag(np.diag(gram)), x.T @ y)[:, 0]
    found, error = late_weights(InputDropout(rate=rate, noise=noise), SquaredError())
    assert (np.abs(found - ridge) < 5 * error).all()
    least_squares = np.linalg.lstsq(x, y, rcond=None)[0][:, 0]
    assert (np.abs(ridge - least_squares) > 20 * error).any()


def ridge_loss(variance: float) -> float:
    """Return mean (y − x·w)² + variance·Σ_i w_i²·‖x_i‖²/m: Srivastava et al. (2014), section 9.1."""
    x, y = correlated_rows()
    penalty = variance * (np.square(WEIGHT[:, 0]) * np.square(x).sum(axis=0)).sum() / len(x)
    return float(np.square(y - x @ WEIGHT).mean() + penalty)


@pytest.mark.parametrize("noise", NOISES)
def test_the_mean_loss_of_linear_regression_is_that_of_ridge(noise: Noise) -> None:
    """The engine's loss over 1,000 draws for each of 40 rows, within 5 standard errors."""
    found, error = mean_loss(InputDropout(rate=0.4, noise=noise), SquaredError())
    assert abs(found - ridge_loss(0.4 / 0.6)) < 5 * error
    assert ridge_loss(0.4 / 0.6) - ridge_loss(0) > 20 * error


@pytest.mark.parametrize("rate", [0.5, 0.2])
def test_over_all_masks_the_mean_loss_is_exactly_that_of_ridge(rate: float) -> None:
    """All 2⁴ masks of each row, weighted with their probabilities; p as it really is, to 1/65536."""
    x, y = correlated_rows()
    masks, probabilities = every_mask(rate, 4)
    losses = np.square(y - (masks[:, np.newaxis] * x) @ WEIGHT).mean(axis=(1, 2))
    p = float(resolved(rate))
    assert probabilities @ losses == pytest.approx(ridge_loss(p / (1 - p)), rel=1e-12)
