"""Activations against closed forms in Python's own mathematics; derivatives by central differences."""

import math

import numpy as np
import pytest
from support.components import example, variants

from regexp.activations import Activation, Gelu, LeakyRelu, PiecewiseLinear, Relu
from regexp.spec import Array

FORMULAS = {
    "identity": lambda z: z,
    "relu": lambda z: max(z, 0.0),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "tanh": math.tanh,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "gelu": lambda z: z * (1 + math.erf(z / math.sqrt(2))) / 2,
}
POINTS = np.array([-30.0, -5, -2.5, -1, -0.3, -1e-3, 1e-3, 0.3, 1, 2.5, 5, 30])

every = pytest.mark.parametrize("cls", Activation.kinds().values(), ids=Activation.kinds())


def evaluated(activation: Activation, z: Array) -> tuple[Array, Array]:
    """Return f(z) and f'(z)."""
    values, slope = z.copy(), np.full_like(z, np.nan)
    activation.forward(values, slope, np.full_like(z, np.nan))
    return values, slope


@pytest.mark.parametrize("kind", FORMULAS)
def test_closed_form(kind: str) -> None:
    values, _ = evaluated(Activation.kinds()[kind](), POINTS)
    np.testing.assert_allclose(values, [FORMULAS[kind](z) for z in POINTS], rtol=1e-14, atol=1e-15)


def test_every_activation_has_a_formula_here() -> None:
    assert set(FORMULAS) == set(Activation.kinds())


@every
def test_derivative(cls: type[Activation]) -> None:
    """(f(z + h) − f(z − h))/2h with h = 1e-6, away from the kinks at zero."""
    for activation in variants(cls):
        above, below = evaluated(activation, POINTS + 1e-6)[0], evaluated(activation, POINTS - 1e-6)[0]
        np.testing.assert_allclose(
            evaluated(activation, POINTS)[1], (above - below) / 2e-6, rtol=1e-7, atol=1e-8
        )


@every
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_large_numbers_stay_finite(cls: type[Activation], dtype: str) -> None:
    """±1e4, and ±1e30 where squares overflow in float32: no NaN, no warning."""
    with np.errstate(over="ignore"):
        values, slope = evaluated(example(cls), np.array([-1e30, -1e4, 0, 1e4, 1e30], dtype))
    assert values.dtype == slope.dtype == dtype
    assert np.isfinite(values).all()
    assert np.isfinite(slope).all()


@every
def test_piecewise_linear_means_that_the_gate_is_slope_and_factor(cls: type[Activation]) -> None:
    activation = example(cls)
    values, slope = evaluated(activation, POINTS)
    assert isinstance(activation, PiecewiseLinear) == bool(
        np.allclose(values, POINTS * slope, rtol=1e-15, atol=0)
    )


def test_relu_has_slope_zero_at_zero() -> None:
    for activation, expected in ((Relu(), 0.0), (LeakyRelu(negative_slope=0.25), 0.25)):
        values, slope = evaluated(activation, np.array([0.0, -0.0]))
        assert values.tolist() == [0, 0]
        assert slope.tolist() == [expected, expected]


def test_leaky_relu_has_the_slope_it_is_given() -> None:
    values, slope = evaluated(LeakyRelu(negative_slope=0.25), np.array([-4.0, 4.0]))
    assert (values.tolist(), slope.tolist()) == ([-1, 4], [0.25, 1])


def test_gelu_in_float32_is_that_of_float64() -> None:
    single, double = (evaluated(Gelu(), POINTS.astype(dtype)) for dtype in ("float32", "float64"))
    for ours, expected in zip(single, double, strict=True):
        np.testing.assert_allclose(ours, expected, rtol=1e-5, atol=1e-6)
