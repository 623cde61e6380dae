"""What estimators predict and report, against scikit-learn's models and metrics and a pass in NumPy."""

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.metrics import log_loss, mean_squared_error
from sklearn.preprocessing import StandardScaler
from support.estimators import SMALL
from support.runs import outputs

from regexp.losses import Loss
from regexp.sklearn import RegexpClassifier, RegexpRegressor
from regexp.spec import Array


def test_exact_least_squares(numbers: tuple[Array, ...]) -> None:
    """Against LinearRegression, whose predictions scaling does not change."""
    x, x_val, y, _ = numbers
    exact = RegexpRegressor(hidden=(), optimizer="exact", dtype="float64").fit(x, y)
    np.testing.assert_allclose(exact.predict(x_val), LinearRegression().fit(x, y).predict(x_val), rtol=1e-10)
    assert exact.n_iter_ == exact.best_epoch_ == 1


def test_exact_ridge(numbers: tuple[Array, ...]) -> None:
    """Against Ridge: mean squares plus c·Σw² with c = 0.5/2 are, times m, its squares plus c·m·Σw²."""
    x, _, y, _ = numbers
    exact = RegexpRegressor(
        hidden=(), optimizer="exact", dtype="float64", scale="none", regularization={"l2": 0.5}
    ).fit(x, y)
    ridge = Ridge(alpha=0.25 * len(x)).fit(x, y)
    np.testing.assert_allclose(exact.coefs_[0], ridge.coef_.T, rtol=1e-9)
    np.testing.assert_allclose(exact.intercepts_[0], ridge.intercept_, rtol=1e-9)


def test_predictions_are_a_pass_through_the_weights(numbers: tuple[Array, ...]) -> None:
    """The best epoch's weights, on inputs as scikit-learn's StandardScaler scales them."""
    x, x_val, y, y_val = numbers
    regressor = RegexpRegressor(**SMALL).fit(x, y, x_val, y_val)
    parameters = {f"layers/{k}/weight": array.astype(float) for k, array in enumerate(regressor.coefs_)}
    parameters |= {f"layers/{k}/bias": array.astype(float) for k, array in enumerate(regressor.intercepts_)}
    expected = outputs(StandardScaler().fit(x).transform(x_val), parameters)
    np.testing.assert_allclose(regressor.predict(x_val), expected, rtol=1e-9, atol=1e-12)


def test_curves_are_losses_of_predictions(numbers: tuple[Array, ...]) -> None:
    """At the best epoch the curves are scikit-learn's mean squared error, summed over two targets."""
    x, x_val, y, y_val = numbers
    regressor = RegexpRegressor(**SMALL).fit(x, y, x_val, y_val)
    assert regressor.loss_curve_.shape == regressor.validation_curve_.shape == (SMALL["epochs"],)
    assert regressor.best_epoch_ == regressor.validation_curve_.argmin() + 1
    for curve, rows, targets in (
        (regressor.loss_curve_, x, y),
        (regressor.validation_curve_, x_val, y_val),
    ):
        expected = 2 * mean_squared_error(targets, regressor.predict(rows))
        assert curve[regressor.best_epoch_ - 1] == pytest.approx(expected, rel=1e-5)


def test_probabilities_give_the_loss(flowers: tuple[Array, ...]) -> None:
    x, _, y, _ = flowers
    classifier = RegexpClassifier(**SMALL).fit(x, y)
    expected = log_loss(y, classifier.predict_proba(x), labels=classifier.classes_)
    assert classifier.loss_curve_[-1] == pytest.approx(expected, rel=1e-5)
    assert classifier.score(x, y) == classifier.history_["train_accuracy"][-1]


def test_without_validation_rows_the_last_weights_predict(flowers: tuple[Array, ...]) -> None:
    x, _, y, _ = flowers
    classifier = RegexpClassifier(**SMALL).fit(x, y)
    assert classifier.best_epoch_ == classifier.n_iter_ == SMALL["epochs"]
    assert classifier.validation_curve_ is None
    assert classifier.verdict_.kind == "no validation data"


def test_a_verdict(numbers: tuple[Array, ...]) -> None:
    """Thirty noisy rows and a wide network: the validation loss rises while the training loss falls."""
    x, x_val, y, y_val = numbers
    noise = np.random.default_rng(1).normal(0, 10, (30, 2))
    regressor = RegexpRegressor(random_state=0, learning_rate=0.01, epochs=300)
    regressor.fit(x[:30], y[:30] + noise, x_val, y_val)
    assert regressor.verdict_.kind == "overfit"
    assert regressor.verdict_.headline.startswith("OVERFIT from about epoch ")
    assert regressor.best_epoch_ < regressor.n_iter_ == 300


def test_averages_are_what_predicts(numbers: tuple[Array, ...]) -> None:
    """With an average of the weights the curves are of the average, and so are the predictions."""
    x, x_val, y, y_val = numbers
    averaged = RegexpRegressor(**SMALL, regularization={"ema": 0.9}).fit(x, y, x_val, y_val)
    plain = RegexpRegressor(**SMALL).fit(x, y, x_val, y_val)
    expected = 2 * mean_squared_error(y_val, averaged.predict(x_val))
    assert averaged.validation_curve_[averaged.best_epoch_ - 1] == pytest.approx(expected, rel=1e-5)
    assert averaged.validation_curve_[-1] != plain.validation_curve_[-1]


@pytest.mark.parametrize("normalization", ["batch", "layer"])
def test_normalization(normalization: str, flowers: tuple[Array, ...]) -> None:
    x, x_val, y, y_val = flowers
    classifier = RegexpClassifier(**SMALL, normalization=normalization).fit(x, y, x_val, y_val)
    expected = log_loss(y_val, classifier.predict_proba(x_val), labels=classifier.classes_)
    assert classifier.validation_curve_[classifier.best_epoch_ - 1] == pytest.approx(expected, rel=1e-5)


def test_targets_keep_their_shape(numbers: tuple[Array, ...]) -> None:
    """One target gives (N,), as with MLPRegressor, whether y was (N,) or (N, 1)."""
    x, _, y, _ = numbers
    flat = RegexpRegressor(**SMALL).fit(x, y[:, 0]).predict(x)
    column = RegexpRegressor(**SMALL).fit(x, y[:, :1]).predict(x)
    assert flat.shape == (len(x),)
    np.testing.assert_array_equal(flat, column)
    assert RegexpRegressor(**SMALL).fit(x, y).predict(x).shape == y.shape


@pytest.mark.parametrize("labels", [[False, True], [-1, 1], ["no", "yes"], [2, 5, 9], [0.0, 1.0]])
def test_classes_of_any_type(labels: list[object]) -> None:
    """Points far apart: every one is recognized, in the type of y."""
    classes = np.array(labels)
    y = classes[np.arange(60) % len(classes)]
    x = np.searchsorted(classes, y)[:, np.newaxis] + np.random.default_rng(0).normal(0, 0.05, (60, 1))
    classifier = RegexpClassifier(hidden=(16,), learning_rate=0.05, random_state=0).fit(x, y)
    np.testing.assert_array_equal(classifier.predict(x), y)
    assert classifier.predict(x).dtype == y.dtype
    assert classifier.predict_proba(x).shape == (60, len(labels))


@pytest.mark.parametrize("loss", [kind for kind, loss in Loss.kinds().items() if loss.probabilities])
def test_probabilities_sum_to_one(loss: str, flowers: tuple[Array, ...]) -> None:
    x, x_val, y, _ = flowers
    classifier = RegexpClassifier(**SMALL, loss=loss).fit(x, y)
    probabilities = classifier.predict_proba(x_val)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-12)
    np.testing.assert_array_equal(
        classifier.classes_[probabilities.argmax(axis=1)], classifier.predict(x_val)
    )


def test_squared_error_has_no_probabilities(flowers: tuple[Array, ...]) -> None:
    x, _, y, _ = flowers
    for loss in ("squared_error", {"kind": "squared_error"}):
        classifier = RegexpClassifier(**SMALL, loss=loss).fit(x, y)
        assert not hasattr(classifier, "predict_proba")
        assert classifier.score(x, y) > 0.6


def test_random_state() -> None:
    """An integer is the seed; a RandomState draws one, so that its next fit differs."""
    x, y = np.arange(20.0)[:, np.newaxis], np.arange(20.0)
    source = np.random.RandomState(0)
    first, second = (RegexpRegressor(epochs=1, random_state=source).fit(x, y).coefs_[0] for _ in range(2))
    again = RegexpRegressor(epochs=1, random_state=np.random.RandomState(0)).fit(x, y).coefs_[0]
    np.testing.assert_array_equal(first, again)
    assert (first != second).any()
    np.random.seed(0)
    drawn = RegexpRegressor(epochs=1).fit(x, y).coefs_[0]
    np.testing.assert_array_equal(drawn, first)
