"""scikit-learn: Σ or mean, ½ or not, C or alpha, estimator by estimator.

Sources of the formulas: scikit-learn's user guide, sections 1.1 (Ridge: ‖Xw − y‖² + α‖w‖²; Lasso, ElasticNet:
1/(2m)·‖Xw − y‖² + αρ‖w‖₁ + α(1 − ρ)/2·‖w‖²; MultiTaskLasso: the same with α·Σ‖w‖ over
the rows of W; LogisticRegression: C·Σ loss + penalty; QuantileRegressor: mean pinball loss + α‖w‖₁;
PoissonRegressor: half the mean deviance + α/2·‖w‖²), 1.5 (SGD: mean loss + α·penalty, squared error with ½)
and 1.17 (MLP: mean loss of a batch of b rows + α/(2b)·Σw², squared error with ½).
MLP reports losses averaged over outputs, but its gradients, which count, are those of their sum.
"""

from math import inf

from regexp.equivalents.quantity import Quantity
from regexp.equivalents.row import ANY, BATCH, ONE, RATIO, ROOT, ROWS, C, Row

SUM = {"squared_error": ROWS, "half_squared_error": ROWS * 2}
HALF_MEAN = {"squared_error": ONE / 2, "half_squared_error": ONE}
LINEAR = ("linear",)
MLP = ("mlp",)
PENALTIES = {"l2": ("l2", ONE / 2), "l1": ("l1", ONE), "elastic_net": ("elasticnet", ONE)}
"""The name of each penalty, and its formula where the setting is 1, over Σw², Σ|w| and their mixture."""


def _logistic() -> list[Row]:
    """Return logistic regression with each penalty: C stands before the sum of losses."""
    words = {
        "l2": "LogisticRegression(C)",
        "l1": "LogisticRegression(C, l1_ratio=1, solver='saga')",
        "elastic_net": "LogisticRegression(C, l1_ratio, solver='saga')",
    }
    one_each = "with more than two classes inside OneVsRestClassifier"
    older = "before scikit-learn 1.8 with penalty='elasticnet' too"
    return [
        Row(
            kind,
            words[kind],
            (("C", at_one / C), *_ratio(kind)),
            {loss: ROWS},
            1.0,
            LINEAR,
            "; ".join([*remarks, *([older] if kind != "l2" else [])]),
            outputs=outputs,
        )
        for kind, (_, at_one) in PENALTIES.items()
        for loss, outputs, remarks in (
            ("sigmoid_cross_entropy", ANY, [one_each]),
            ("softmax_cross_entropy", (3, inf), []),
        )
    ]


def _sgd() -> list[Row]:
    """Return the estimators that take stochastic steps on mean losses."""
    estimators = (
        ("SGDClassifier", "loss='log_loss', ", {"sigmoid_cross_entropy": ONE}, ANY),
        ("SGDRegressor", "", HALF_MEAN, (1, 1)),
        ("SGDRegressor", "loss='huber', epsilon=δ, ", {"huber": ONE}, (1, 1)),
    )
    return [
        Row(
            kind,
            f"{name}(alpha, {'l1_ratio, ' if kind == 'elastic_net' else ''}{loss}penalty='{penalty}')",
            (("alpha", C / at_one), *_ratio(kind)),
            losses,
            1e-4,
            LINEAR,
            outputs=outputs,
        )
        for kind, (penalty, at_one) in PENALTIES.items()
        for name, loss, losses, outputs in estimators
    ]


def _ratio(kind: str) -> tuple[tuple[str, Quantity], ...]:
    """Return the second setting of a mixture, which is ours."""
    return (("l1_ratio", RATIO),) if kind == "elastic_net" else ()


def _mlp(call: str, losses: dict[str, Quantity]) -> Row:
    """Return a network, whose penalty is divided by the rows of the batch."""
    remark = "a smaller last batch weighs the penalty more there"
    return Row("l2", call, (("alpha", C * BATCH * 2),), losses, 1e-4, MLP, remark)


ROWS_OF_SCIKIT_LEARN = (
    Row("l2", "Ridge(alpha)", (("alpha", C),), SUM, 1.0, models=LINEAR),
    Row("l1", "Lasso(alpha)", (("alpha", C),), HALF_MEAN, 1.0, models=LINEAR),
    Row(
        "elastic_net",
        "ElasticNet(alpha, l1_ratio)",
        (("alpha", C), ("l1_ratio", RATIO)),
        HALF_MEAN,
        1.0,
        models=LINEAR,
    ),
    Row(
        "group_lasso",
        "MultiTaskLasso(alpha)",
        (("alpha", C * ROOT),),
        HALF_MEAN,
        1.0,
        LINEAR,
        when=(("groups", "outgoing"),),
        outputs=(2, inf),
    ),
    *_logistic(),
    Row("l2", "PoissonRegressor(alpha)", (("alpha", C * 2),), {"poisson": ONE}, 1.0, LINEAR, outputs=(1, 1)),
    Row(
        "l1",
        "QuantileRegressor(alpha, quantile=0.5)",
        (("alpha", C),),
        {"absolute": ONE / 2},
        1.0,
        LINEAR,
        outputs=(1, 1),
    ),
    *_sgd(),
    _mlp("MLPClassifier(alpha)", {"sigmoid_cross_entropy": ONE, "softmax_cross_entropy": ONE}),
    _mlp("MLPRegressor(alpha)", HALF_MEAN),
    _mlp("MLPRegressor(alpha, loss='poisson')", {"poisson": ONE}),
    Row("non_negative", "LinearRegression, Ridge, Lasso, ElasticNet(positive=True)", models=LINEAR),
)
