"""glmnet: half the mean squared error or the mean negative log-likelihood, with y standardized inside.

Sources: Friedman, Hastie & Tibshirani (2010), Regularization paths for generalized linear models via
coordinate descent; Hastie, Qian & Tay, An introduction to glmnet: 1/(2m)·RSS + λ[(1 − α)/2·‖w‖² + α‖w‖₁],
with y for the gaussian family divided by its standard deviation (that with 1/m) first, so that λ of a
ridge penalty is to be multiplied by it; −loglik/m for the other families.
"""

from math import inf

from regexp.equivalents.quantity import Quantity
from regexp.equivalents.row import DEVIATION, MIX, ONE, RATIO, C, Row

GAUSSIAN = {"squared_error": ONE / 2, "half_squared_error": ONE}
FAMILIES = {
    "gaussian": GAUSSIAN,
    "binomial": {"sigmoid_cross_entropy": ONE},
    "multinomial": {"softmax_cross_entropy": ONE},
    "poisson": {"poisson": ONE},
}
AS_GIVEN = "with standardize=FALSE and inputs that are scaled as here, and a small thresh"


def _settings(kind: str, family: str) -> tuple[tuple[str, Quantity], ...]:
    """Return lambda, and alpha where it is neither 0 nor 1."""
    is_scaled = family == "gaussian"
    if kind == "l1":
        return (("lambda", C),)
    if kind == "l2":
        return (("lambda", C * 2 * (DEVIATION if is_scaled else ONE)),)
    return (("lambda", C * (MIX if is_scaled else ONE)), ("alpha", RATIO / MIX if is_scaled else RATIO))


def _row(kind: str, alpha: str, family: str) -> Row:
    """Return a family with one penalty; multinomial has three outputs or more, the others one."""
    outputs = (3, inf) if family == "multinomial" else (1, 1)
    return Row(
        kind,
        f"glmnet(x, y, '{family}', lambda=lambda, alpha={alpha})",
        _settings(kind, family),
        FAMILIES[family],
        models=("linear",),
        remark=AS_GIVEN,
        outputs=outputs,
    )


ROWS_OF_GLMNET = (
    *(
        _row(kind, alpha, family)
        for kind, alpha in (("l2", "0"), ("l1", "1"), ("elastic_net", "alpha"))
        for family in FAMILIES
    ),
    Row("non_negative", "glmnet(x, y, lower.limits=0)", models=("linear",)),
)
