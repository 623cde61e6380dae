"""Scaling against scikit-learn, basis functions against NumPy, and nothing learnt from other rows."""

import json

import numpy as np
import pytest
from numpy.polynomial import legendre
from pydantic import ValidationError
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from regexp.datasets import Preprocessing, prepare
from regexp.datasets.cache import load
from regexp.datasets.features import Features


@pytest.mark.parametrize(("scale", "scaler"), [("standard", StandardScaler()), ("minmax", MinMaxScaler())])
@pytest.mark.parametrize("kind", ["digits", "breast_cancer"])
def test_scales_equal_those_of_scikit_learn_fitted_on_training_rows(build, kind, scale, scaler):
    """`digits` has constant columns, which scikit-learn also divides by 1."""
    dataset = build(kind, scale=scale, train_size=100)
    data, raw = prepare(dataset, seed=0), load(dataset).x
    scaler.fit(raw[data.train.rows])
    for part in (data.train, data.validation, data.test):
        np.testing.assert_allclose(part.x, scaler.transform(raw[part.rows]), atol=1e-9)


def test_no_scale_leaves_inputs_as_they_are(build):
    dataset = build("wine", scale="none")
    data = prepare(dataset, seed=0)
    assert np.array_equal(data.test.x, load(dataset).x[data.test.rows])


def test_only_training_rows_are_looked_at(build):
    x = np.random.default_rng(0).normal(size=(40, 3))
    y = x.sum(axis=1).tolist()
    before = prepare(build("inline", x=x.tolist(), y=y), seed=0)
    x[before.validation.rows] += 1000
    x[before.test.rows] *= -1000
    after = prepare(build("inline", x=x.tolist(), y=y), seed=0)
    assert after.preprocessing == before.preprocessing
    assert np.array_equal(after.train.x, before.train.x)
    assert not np.array_equal(after.test.x, before.test.x)


@pytest.mark.parametrize("column", [[0.1] * 7, [1e-200, -1e-200] * 4])
def test_columns_without_spread_are_divided_by_one(column):
    x = np.array(column)[:, None]
    fitted = Preprocessing.fit(x, ("x",), (), "standard", None)
    assert fitted.spread == [1.0]
    assert np.abs(fitted.transform(x)).max() < 1e-16


def test_images_of_bytes_do_not_wrap_around(build, tmp_path):
    """(250 + 200) / 2 would be 97 in bytes."""
    path = tmp_path / "bytes.npz"
    np.savez(path, x=np.array([[200], [250], [200], [250]], np.uint8), y=[0.5, 1.5, 0.5, 1.5])
    fields = {"features": {"polynomial": 1}, "validation_size": 0, "test_size": 0}
    data = prepare(build("npz", path=str(path), **fields), seed=0)
    assert sorted(data.train.x[:, 0].tolist()) == [-1, -1, 1, 1]


@pytest.mark.parametrize("degree", [1, 2, 15])
def test_polynomials_are_legendre_of_the_inputs_mapped_to_the_unit_interval(build, degree):
    dataset = build("polynomial", samples=50, features={"polynomial": degree})
    data, raw = prepare(dataset, seed=0), load(dataset).x
    low, high = raw[data.train.rows].min(), raw[data.train.rows].max()
    for part in (data.train, data.validation):
        u = 2 * (raw[part.rows, 0] - low) / (high - low) - 1
        np.testing.assert_allclose(part.x, legendre.legvander(u, degree)[:, 1:], rtol=1e-8, atol=1e-12)
    assert data.features == tuple(f"P{k}(x)" for k in range(1, degree + 1))


def test_basis_is_additive_and_not_scaled_again(build):
    dataset = build("friedman1", inputs=5, features={"polynomial": 2}, scale="none")
    data, raw = prepare(dataset, seed=0), load(dataset).x
    u = raw[data.train.rows]
    assert data.features[:4] == ("P1(x1)", "P2(x1)", "P1(x2)", "P2(x2)")
    np.testing.assert_allclose(data.train.x[:, 2], u[:, 1])  # P1(u) = u
    np.testing.assert_allclose(data.train.x[:, 3], (3 * u[:, 1] ** 2 - 1) / 2)  # P2(u) = (3u² − 1)/2


def test_fourier_is_sines_and_cosines():
    """At u = ½ the sines of k·π/2 are 1, 0 and the cosines 0, -1, for k = 1, 2."""
    basis = Features(fourier=2)
    np.testing.assert_allclose(
        basis.expand(np.array([[0.5], [0.0]])), [[1, 0, 0, -1], [0, 1, 0, 1]], atol=1e-15
    )
    assert basis.names(("x",)) == ("sin1(x)", "cos1(x)", "sin2(x)", "cos2(x)")


def test_features_of_ready_made_splits_are_mapped_to_the_unit_interval(build, tmp_path):
    path = tmp_path / "ready.npz"
    np.savez(path, x_train=[10.0, 20.0, 30.0], y_train=[0.1, 0.2, 0.4])
    data = prepare(build("npz", path=str(path), features={"polynomial": 1}), seed=0)
    assert data.train.x[:, 0].tolist() == [-1, 0, 1]


def test_json_keeps_every_digit(build):
    data = prepare(build("iris", features={"fourier": 2}), seed=0)
    text = json.dumps(data.preprocessing.to_json())
    again = Preprocessing.from_json(json.loads(text))
    assert again == data.preprocessing
    raw = load(build("iris")).x
    assert np.array_equal(again.transform(raw[data.test.rows]), data.test.x)
    assert again.classes == ["setosa", "versicolor", "virginica"]


@pytest.mark.parametrize("fields", [{}, {"polynomial": 2, "fourier": 2}])
def test_features_are_one_basis(fields):
    with pytest.raises(ValidationError) as caught:
        Features(**fields)
    assert caught.value.errors()[0]["msg"] == (
        "Value error, give either polynomial: DEGREE or fourier: NUMBER"
    )
