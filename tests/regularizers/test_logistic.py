"""Logistic regression with a penalty ends at scikit-learn's, zeros included, on the breast cancer data.

LogisticRegression minimizes C·Σ loss + r(w), the intercept free; ours is 1/m·Σ loss + λ·r(w), the same for
C = 1/(λ·m). r(w) is ½·Σw² for l2, Σ|w| for l1, ρ·Σ|w| + (1 − ρ)/2·Σw² for the elastic net.
"""

from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from support.problems import classification, trained

from regexp.engine import Problem, Rows, rows_of
from regexp.losses import SigmoidCrossEntropy, SoftmaxCrossEntropy
from regexp.optimizers import StochasticGradientDescent
from regexp.regularizers import L1, L2, ElasticNet, Regularizer

STRENGTHS = (0.02, 0.05, 0.1)


@pytest.fixture(scope="module")
def rows() -> Rows:
    x, y = load_breast_cancer(return_X_y=True)
    return rows_of((x - x.mean(axis=0)) / x.std(axis=0), y[:, np.newaxis].astype(float), "float64")


def problem(rows: Rows, penalty: Regularizer, epochs: int, **changes: Any) -> Problem:
    optimizer = StochasticGradientDescent(
        learning_rate=0.3, momentum=0.9, nesterov=True, batch_size="full", epochs=epochs
    )
    return classification(
        **{
            "train": rows,
            "validation": rows,
            "hidden": (),
            "loss": SigmoidCrossEntropy(),
            "optimizer": optimizer,
            "regularizers": (penalty,),
            "dtype": "float64",
            "every": 100_000,
            **changes,
        }
    )


def peer(rows: Rows, strength: float, solver: str, ratio: float) -> LogisticRegression:
    """Return scikit-learn's solution; before version 1.8 it must be told that l1_ratio counts."""
    told = {"penalty": "elasticnet"} if solver == "saga" and LogisticRegression().penalty == "l2" else {}
    model = LogisticRegression(
        C=1 / (strength * len(rows)), l1_ratio=ratio, solver=solver, tol=1e-7, max_iter=100_000, **told
    )
    return model.fit(rows.x, rows.y[:, 0])


def assert_same(rows: Rows, solver: str, ratio: float, *penalties: Regularizer, epochs: int) -> list[int]:
    """Compare the solutions for `STRENGTHS`, and return how many weights are not zero in each."""
    found = []
    members = trained(*(problem(rows, penalty, epochs) for penalty in penalties))
    for strength, member in zip(STRENGTHS, members, strict=True):
        expected, named = peer(rows, strength, solver, ratio), member.named("last")
        weight = named["layers/0/weight"][:, 0]
        np.testing.assert_allclose(weight, expected.coef_[0], rtol=0, atol=1e-4)
        np.testing.assert_allclose(named["layers/0/bias"], expected.intercept_, rtol=0, atol=1e-4)
        assert (weight == 0).tolist() == (expected.coef_[0] == 0).tolist()
        found.append(int((weight != 0).sum()))
    return found


def test_l2_is_that_of_lbfgs(rows: Rows) -> None:
    penalties = [L2(strength=strength) for strength in STRENGTHS]
    assert assert_same(rows, "lbfgs", 0.0, *penalties, epochs=400) == [30, 30, 30]


def test_l1_is_that_of_saga(rows: Rows) -> None:
    penalties = [L1(strength=strength) for strength in STRENGTHS]
    assert assert_same(rows, "saga", 1.0, *penalties, epochs=1200) == [7, 4, 4]


def test_the_elastic_net_is_that_of_saga(rows: Rows) -> None:
    penalties = [ElasticNet(strength=strength, l1_ratio=0.5) for strength in STRENGTHS]
    assert assert_same(rows, "saga", 0.5, *penalties, epochs=800) == [18, 16, 16]


def test_the_softmax_of_two_outputs_has_half_the_difference_in_each(rows: Rows) -> None:
    """Σw² of two outputs that differ by w is smallest at ±w/2, where it is w²/2: λ is that of 2λ on one."""
    two = rows_of(rows.x, np.column_stack([1 - rows.y, rows.y]), "float64")
    changes: dict[str, Any] = {"train": two, "validation": two, "loss": SoftmaxCrossEntropy()}
    one, both = (
        trained(problem(rows, L2(strength=0.05), 400)),
        trained(problem(rows, L2(strength=0.1), 400, **changes)),
    )
    single, pair = (member.named("last")["layers/0/weight"] for member in (*one, *both))
    np.testing.assert_allclose(pair, single * [[-0.5, 0.5]], rtol=0, atol=1e-8)
