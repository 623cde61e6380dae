"""Losses against scikit-learn's metrics and closed forms; gradients by central differences."""

import numpy as np
import pytest
from sklearn.metrics import log_loss, mean_squared_error

from regexp.losses import HalfSquaredError, Loss, SigmoidCrossEntropy, SoftmaxCrossEntropy, SquaredError
from regexp.spec import Array

ROWS, OUTPUTS = 40, 3

every = pytest.mark.parametrize("loss", [cls() for cls in Loss.kinds().values()], ids=Loss.kinds())


def numbers(seed: int = 0, scale: float = 2.0) -> Array:
    return scale * np.random.default_rng(seed).standard_normal((1, ROWS, OUTPUTS))


def soft_labels(seed: int = 1) -> Array:
    return np.random.default_rng(seed).dirichlet(np.ones(OUTPUTS), ROWS)[np.newaxis]


def logistic(z: Array) -> Array:
    return 1 / (1 + np.exp(-z))


def test_squared_errors_sum_outputs_and_average_rows() -> None:
    """scikit-learn's mean over all numbers, times the outputs."""
    z, y = numbers(), numbers(1)
    expected = OUTPUTS * mean_squared_error(y[0], z[0])
    assert SquaredError().rows(z, y).mean() == pytest.approx(expected, rel=1e-14)
    assert HalfSquaredError().rows(z, y).mean() == pytest.approx(expected / 2, rel=1e-14)


def test_softmax_cross_entropy_is_log_loss() -> None:
    z = numbers()
    labels = np.arange(ROWS) % OUTPUTS
    p = np.exp(z[0]) / np.exp(z[0]).sum(axis=1, keepdims=True)
    found = SoftmaxCrossEntropy().rows(z, np.eye(OUTPUTS)[labels][np.newaxis])
    assert found.mean() == pytest.approx(log_loss(labels, p), rel=1e-12)


def test_softmax_cross_entropy_of_soft_targets() -> None:
    """−Σ y·log p."""
    z, y = numbers(), soft_labels()
    p = np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)
    np.testing.assert_allclose(SoftmaxCrossEntropy().rows(z, y), -(y * np.log(p)).sum(axis=-1), rtol=1e-12)


def test_sigmoid_cross_entropy_is_log_loss_summed_over_outputs() -> None:
    z = numbers()
    labels = np.random.default_rng(3).integers(2, size=(ROWS, OUTPUTS))
    found = SigmoidCrossEntropy().rows(z, labels[np.newaxis].astype(float)).mean()
    expected = sum(log_loss(labels[:, k], logistic(z[0, :, k])) for k in range(OUTPUTS))
    assert found == pytest.approx(expected, rel=1e-12)


def test_two_classes_cost_the_same_with_one_output_or_two() -> None:
    """softmax over (0, z) is the logistic function of z."""
    z, y = numbers()[..., :1], soft_labels()[..., :1]
    both = SoftmaxCrossEntropy().rows(
        np.concatenate([0 * z, z], axis=-1), np.concatenate([1 - y, y], axis=-1)
    )
    np.testing.assert_allclose(SigmoidCrossEntropy().rows(z, y), both, rtol=1e-12)


@every
def test_gradient_of_the_mean_over_rows(loss: Loss) -> None:
    z, y = numbers(), soft_labels()
    gradient = z.copy()
    loss.gradient(gradient, y)
    expected = np.empty_like(z)
    for i in np.ndindex(z.shape):
        above, below = z.copy(), z.copy()
        above[i] += 1e-6
        below[i] -= 1e-6
        expected[i] = (loss.rows(above, y).mean() - loss.rows(below, y).mean()) / 2e-6
    np.testing.assert_allclose(gradient, expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("loss", [SoftmaxCrossEntropy(), SigmoidCrossEntropy()], ids=["softmax", "sigmoid"])
def test_extreme_logits_stay_finite(loss: Loss, dtype: str) -> None:
    """±1e4: the right class costs 0, the wrong one the difference of the logits, or the logits themselves."""
    z = np.array([[[1e4, -1e4], [-1e4, 1e4]]], dtype)
    y = np.array([[[1, 0], [1, 0]]], dtype)
    assert loss.rows(z, y).tolist() == [[0, 2e4]]
    loss.gradient(z, y)
    assert z.tolist() == [[[0, 0], [-0.5, 0.5]]]


@every
def test_the_constant_is_the_best_that_ignores_the_inputs(loss: Loss) -> None:
    """No other constant costs less: the gradient of the mean loss at it is zero."""
    y = soft_labels()[0]
    best = loss.constant(y)
    assert best.shape == (OUTPUTS,)
    z = np.tile(best, (1, ROWS, 1)).astype(float)
    loss.gradient(z, y[np.newaxis])
    np.testing.assert_allclose(z.sum(axis=1), 0, atol=1e-12)


@every
def test_the_constant_of_a_single_class_is_finite(loss: Loss) -> None:
    best = loss.constant(np.eye(OUTPUTS)[[1] * ROWS])
    assert np.isfinite(best).all()
    assert best.argmax() == 1


@every
def test_curvature_is_that_of_a_quadratic(loss: Loss) -> None:
    """c·Σ(z − y)² where a loss says so."""
    z, y = numbers(), soft_labels()
    if loss.curvature is not None:
        np.testing.assert_allclose(loss.rows(z, y), loss.curvature * ((z - y) ** 2).sum(axis=-1), rtol=1e-14)
    else:
        assert not np.allclose(loss.rows(2 * z, 0 * y), 4 * loss.rows(z, 0 * y))


@pytest.mark.parametrize(
    ("kind", "outputs"),
    [
        ("squared_error", [1, 3]),
        ("half_squared_error", [1, 3]),
        ("softmax_cross_entropy", [2, 3]),
        ("sigmoid_cross_entropy", [1, 3]),
        ("huber", [1, 3]),
        ("absolute", [1, 3]),
        ("poisson", [1, 3]),
    ],
)
def test_outputs_for_two_and_three_classes(kind: str, outputs: list[int]) -> None:
    """Conventions of the config: two classes share one output, except under softmax."""
    assert [Loss.kinds()[kind]().outputs(classes) for classes in (2, 3)] == outputs
