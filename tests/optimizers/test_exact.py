"""The closed form without a penalty: least squares, and the least norm where many weights fit.

Expected: `numpy.linalg.lstsq` and `numpy.linalg.pinv` on centred data, whose cut-offs are their own.
"""

import numpy as np
import pytest
from support.problems import alone, regression

from regexp.engine import rows_of
from regexp.losses import HalfSquaredError
from regexp.optimizers import Exact
from regexp.regularizers import L2
from regexp.spec import Array


def data(rows: int, inputs: int, targets: int = 1, seed: int = 0) -> tuple[Array, Array]:
    generator = np.random.default_rng(seed)
    return generator.normal(2, 1, (rows, inputs)), generator.normal(5, 3, (rows, targets))


def solution(x: Array, y: Array, strength: float = 0.0) -> tuple[Array, Array]:
    """Return the weights and bias that the engine ends with."""
    rows = rows_of(x, y, "float64")
    penalty = (L2(strength=strength),) if strength else ()
    member = alone(regression(optimizer=Exact(), train=rows, dtype="float64", regularizers=penalty))
    assert (member.status, member.epoch, len(member.history)) == ("completed", 1, 1)
    return member.named("last")["layers/0/weight"], member.named("last")["layers/0/bias"]


@pytest.mark.parametrize("targets", [1, 3])
def test_least_squares(targets: int) -> None:
    x, y = data(40, 7, targets)
    expected = np.linalg.lstsq(np.column_stack([x, np.ones(40)]), y, rcond=None)[0]
    weight, bias = solution(x, y)
    np.testing.assert_allclose(np.vstack([weight, bias]), expected, rtol=1e-10, atol=1e-11)


@pytest.mark.parametrize("rows", [2, 5, 7])
def test_least_norm_beyond_interpolation(rows: int) -> None:
    """With as many rows as inputs or fewer, all rows are fitted, by the weights of least norm."""
    x, y = data(rows, 7)
    weight, bias = solution(x, y)
    np.testing.assert_allclose(x @ weight + bias, y, rtol=1e-9)
    np.testing.assert_allclose(
        weight, np.linalg.pinv(x - x.mean(axis=0)) @ (y - y.mean(axis=0)), rtol=1e-8, atol=1e-10
    )


def test_dependent_columns_share_the_weight() -> None:
    """Twice the same column has half the weight each, and a constant column none: the least norm."""
    x, y = data(40, 7)
    x[:, 1], x[:, 2] = x[:, 0], 4.0
    weight, bias = solution(x, y)
    centred = x - x.mean(axis=0)
    np.testing.assert_allclose(weight, np.linalg.pinv(centred) @ (y - y.mean(axis=0)), rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(bias, y.mean(axis=0) - x.mean(axis=0) @ weight)
    assert weight[0, 0] == pytest.approx(weight[1, 0], rel=1e-8)
    assert abs(weight[2, 0]) < 1e-10


def test_a_single_row_is_its_own_mean() -> None:
    x, y = data(1, 7)
    weight, bias = solution(x, y)
    assert not weight.any()
    np.testing.assert_allclose(bias, y[0])


def test_a_vanishing_penalty_tends_to_the_least_norm() -> None:
    """The ridge solution tends to the least-norm one with λ (from its formula in singular values)."""
    x, y = data(5, 7)
    np.testing.assert_allclose(solution(x, y, 1e-9)[0], solution(x, y)[0], rtol=1e-6, atol=1e-8)


def test_both_squared_losses_have_one_minimum() -> None:
    given = regression(optimizer=Exact(), dtype="float64")
    half = regression(optimizer=Exact(), dtype="float64", loss=HalfSquaredError())
    assert alone(given).theta.tobytes() == alone(half).theta.tobytes()
    np.testing.assert_allclose(
        alone(half).history["train_loss"] * 2, alone(given).history["train_loss"], rtol=1e-14
    )


def test_float32_is_computed_in_float64_and_rounded() -> None:
    x, y = data(40, 7)
    x, y = x.astype("float32"), y.astype("float32")
    member = alone(regression(optimizer=Exact(), train=rows_of(x, y, "float32")))
    expected, _ = solution(x.astype("float64"), y.astype("float64"))
    assert member.theta.dtype == np.float32
    assert (member.named("last")["layers/0/weight"] == expected.astype("float32")).all()


def test_no_learning_rate_is_reported() -> None:
    assert np.isnan(alone(regression(optimizer=Exact())).history["learning_rate"]).all()
