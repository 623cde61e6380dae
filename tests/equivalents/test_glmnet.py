"""What glmnet minimizes, solved by scikit-learn, has its minimum where we have ours.

glmnet's objectives are those of its documentation (see regexp.equivalents.glmnet): for the gaussian family
that of y over its standard deviation, with λ over it too, and coefficients multiplied by it afterwards.
"""

import re

import numpy as np
import pytest
from sklearn.linear_model import ElasticNet, LogisticRegression, PoissonRegressor
from support.conventions import ROWS, Case, cases, inputs, our_gradient

from regexp.equivalents.glmnet import ROWS_OF_GLMNET
from regexp.spec import Array

CASES = cases(ROWS_OF_GLMNET)


def arguments(case: Case) -> tuple[str, float, float]:
    """Return the family, λ and α of the call that the table prints."""
    family, alpha = re.fullmatch(r"glmnet\(x, y, '(\w+)', lambda=lambda, alpha=(\w+)\)", case.call).groups()
    return family, case.theirs["lambda"], case.theirs["alpha"] if alpha == "alpha" else float(alpha)


def solution(case: Case) -> tuple[Array, Array]:
    """Return weights (I, K) and biases (K,) of what glmnet minimizes."""
    family, strength, alpha = arguments(case)
    x, y = inputs(), case.y
    if family == "gaussian":
        spread = y.std()
        model = ElasticNet(alpha=strength / spread, l1_ratio=alpha, tol=1e-14, max_iter=1_000_000)
        model.fit(x, y[:, 0] / spread)
        return model.coef_[:, np.newaxis] * spread, np.atleast_1d(model.intercept_) * spread
    if family == "poisson":
        model = PoissonRegressor(alpha=strength, solver="newton-cholesky", tol=1e-12).fit(x, y[:, 0])
        return model.coef_[:, np.newaxis], np.atleast_1d(model.intercept_)
    settings = {"solver": "saga", "tol": 1e-12, "max_iter": 50_000, "l1_ratio": alpha}
    labels = y.argmax(axis=1) if family == "multinomial" else y[:, 0]
    model = LogisticRegression(C=1 / (strength * ROWS), **settings).fit(x, labels)
    return model.coef_.T, model.intercept_


@pytest.mark.filterwarnings("ignore:With alpha=0, this algorithm")  # coordinate descent on a ridge penalty
@pytest.mark.filterwarnings("ignore:Coordinate descent without L1")
@pytest.mark.parametrize(
    "case", [case for case in CASES if case.row.kind == "l2" or "poisson" not in case.call], ids=str
)
def test_its_optimum_is_ours(case: Case) -> None:
    assert np.abs(our_gradient(case, *solution(case))).max() < 1e-6


def test_poisson_has_the_same_penalty_as_binomial() -> None:
    """scikit-learn has no L1 for counts; glmnet's penalty does not depend on the family, gaussian aside."""
    for kind in ("l1", "elastic_net"):
        found = [row for row in ROWS_OF_GLMNET if row.kind == kind and "gaussian" not in row.call]
        assert len({row.settings for row in found}) == 1


@pytest.mark.parametrize("kind", ["l1", "l2", "elastic_net"])
def test_y_without_spread_needs_no_correction(kind: str) -> None:
    """With sd = 1, lambda is the same number as our strength with the half squared error."""
    row = next(row for row in ROWS_OF_GLMNET if row.kind == kind and "gaussian" in row.call)
    case = next(case for case in CASES if case.row is row and case.loss.kind_name() == "half_squared_error")
    values = {**case.values, "sd": 1.0, "r": 1.0}
    (_, strength), *_ = case.conversion.settings
    assert case.scale in ("half", "sum")
    assert strength.value(values) == pytest.approx(values["λ"])
