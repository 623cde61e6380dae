"""Every estimator of the table, called as it is printed, has its optimum, or takes its step, where we would.

The expected values are scikit-learn's own solutions and steps: at a solution the gradient of *our* mean loss
plus *our* penalty must vanish.
"""

import ast
from functools import partial
from typing import Any

import numpy as np
import pytest
import sklearn.linear_model
import sklearn.neural_network
from sklearn.multiclass import OneVsRestClassifier
from support.conventions import Case, cases, inputs, our_gradient

from regexp.equivalents.scikit_learn import ROWS_OF_SCIKIT_LEARN
from regexp.losses import Absolute
from regexp.spec import Array

EXACTLY = {
    "LogisticRegression": {"tol": 1e-10, "max_iter": 20_000},
    "Lasso": {"tol": 1e-12, "max_iter": 100_000},
    "ElasticNet": {"tol": 1e-12, "max_iter": 100_000},
    "MultiTaskLasso": {"tol": 1e-12, "max_iter": 100_000},
    "PoissonRegressor": {"tol": 1e-12, "solver": "newton-cholesky"},
}
STEP = {"learning_rate": "constant", "eta0": 0.01}
CONVERTED = cases(ROWS_OF_SCIKIT_LEARN)
BY_OPTIMUM = [case for case in CONVERTED if case.name in (*EXACTLY, "Ridge")]
BY_STEP = [case for case in CONVERTED if case.name.startswith("SGD")]
NETWORKS = [case for case in CONVERTED if case.name.startswith("MLP")]


def estimator(case: Case, **settings: Any) -> Any:
    """Return the estimator that the table prints, with the settings converted from our strength."""
    call = ast.parse(case.call.replace("δ", "1.0"), mode="eval").body
    assert isinstance(call, ast.Call)
    given = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
    assert {word.id for word in call.args} == set(case.theirs)
    module = sklearn.neural_network if case.name.startswith("MLP") else sklearn.linear_model
    return getattr(module, case.name)(**{**given, **case.theirs, **settings})


def solution(case: Case, **settings: Any) -> tuple[Array, Array]:
    """Return weights (I, K) and biases (K,) of scikit-learn's solution."""
    fitted = estimator(case, **EXACTLY.get(case.name, {}), **settings)
    y = case.y
    if case.loss.kind_name() == "sigmoid_cross_entropy" and y.shape[1] > 1:
        each = OneVsRestClassifier(fitted).fit(inputs(), y.astype(int)).estimators_
        return np.hstack([one.coef_.T for one in each]), np.hstack([one.intercept_ for one in each])
    one_column = y.shape[1] == 1
    labels = y.argmax(axis=1) if case.loss.kind_name() == "softmax_cross_entropy" else y[:, 0]
    fitted.fit(inputs(), labels if case.loss.probabilities or one_column else y)
    return np.atleast_2d(fitted.coef_).T, np.atleast_1d(fitted.intercept_)


@pytest.mark.parametrize("case", BY_OPTIMUM, ids=str)
def test_its_optimum_is_ours(case: Case) -> None:
    weights, biases = solution(case)
    assert np.abs(our_gradient(case, weights, biases)).max() < 1e-6


@pytest.mark.parametrize("case", [case for case in BY_OPTIMUM if case.y.shape[1] == 1], ids=str)
def test_another_strength_has_another_optimum(case: Case) -> None:
    name, value = next(iter(case.theirs.items()))
    weights, biases = solution(case, **{name: 1.1 * value})
    assert np.abs(our_gradient(case, weights, biases)).max() > 1e-4


def test_the_optimum_of_median_regression_is_ours() -> None:
    """Its loss has kinks, so that the objective is compared: it is least at the converted value."""
    (case,) = (case for case in CONVERTED if case.name == "QuantileRegressor" and case.scale == "sum")
    (value,) = case.theirs.values()

    def objective(alpha: float) -> float:
        weights, biases = solution(case, alpha=alpha)
        z = inputs() @ weights + biases
        return float(Absolute().rows(z[None], case.y[None]).mean() + case.penalty(weights))

    assert objective(value) < min(objective(2 * value), objective(value / 2))


@pytest.mark.parametrize("case", BY_STEP, ids=str)
def test_its_step_is_ours(case: Case) -> None:
    """One row, one step: what the weights move by over the learning rate is the gradient, penalty and all."""
    model = estimator(case, **STEP)
    x, y = inputs()[:1], case.y[:1]
    is_classifier = case.name == "SGDClassifier"
    labels = y.argmax(axis=1) if y.shape[1] > 1 else y[:, 0]
    step = partial(model.partial_fit, **({"classes": np.arange(max(2, y.shape[1]))} if is_classifier else {}))
    step(x, labels)
    rng = np.random.default_rng(5)
    start = rng.uniform(0.2, 1, (x.shape[1], y.shape[1])) * rng.choice([-1, 1], (x.shape[1], y.shape[1]))
    model.coef_ = start.T.copy() if is_classifier else start[:, 0].copy()
    model.intercept_ = np.zeros(y.shape[1])
    model.partial_fit(x, labels)
    moved = (start - np.atleast_2d(model.coef_).T) / STEP["eta0"]
    assert moved == pytest.approx(
        our_gradient(case, start, np.zeros(y.shape[1]), rows=1) * case.data, abs=1e-9
    )


@pytest.mark.parametrize("case", NETWORKS, ids=str)
def test_the_step_of_a_network_is_ours(case: Case) -> None:
    """The output layer moves by the gradient of our loss and penalty, times their data term over ours."""
    settings = {"solver": "sgd", "momentum": 0.0, "learning_rate_init": 0.01, "nesterovs_momentum": False}
    batch = int(case.values["b"])
    model = estimator(
        case, **settings, batch_size=batch, hidden_layer_sizes=4, activation="identity", random_state=0
    )
    x, y = inputs()[:batch], case.y[:batch]
    is_classifier = case.name == "MLPClassifier"
    is_softmax = case.loss.kind_name() == "softmax_cross_entropy"
    labels = y[:, 0] if y.shape[1] == 1 else y.argmax(axis=1) if is_softmax else y
    step = partial(model.partial_fit, **({"classes": np.arange(max(2, y.shape[1]))} if is_classifier else {}))
    step(x, labels)
    (first, start), (shift, bias) = map(np.copy, model.coefs_), map(np.copy, model.intercepts_)
    step(x, labels)
    moved = (start - model.coefs_[1]) / 0.01
    ours = our_gradient(case, start, bias, x=x @ first + shift)
    assert moved == pytest.approx(ours * case.data, abs=1e-9)


@pytest.mark.parametrize("case", CONVERTED, ids=str)
def test_a_default_is_what_scikit_learn_has(case: Case) -> None:
    (name, *_), default = case.theirs, case.row.default
    assert default == estimator(case).__class__().get_params()[name]


def test_all_of_the_table_is_proven() -> None:
    """What has no settings has no numbers to prove."""
    proven = {case.call for case in (*BY_OPTIMUM, *BY_STEP, *NETWORKS)}
    table = {row.call for row in ROWS_OF_SCIKIT_LEARN if row.settings}
    assert table - proven == {"QuantileRegressor(alpha, quantile=0.5)"}
