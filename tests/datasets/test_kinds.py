"""Every kind of data set loads and is what its catalogue entry says."""

import json
import subprocess
import sys

import numpy as np
import pytest
from pydantic import ValidationError
from sklearn import datasets as sklearn_datasets

from regexp.datasets import Dataset, Table, catalogue, prepare
from regexp.datasets.cache import load

BUNDLED = ["breast_cancer", "diabetes", "digits", "iris", "wine"]
GENERATED = ["blobs", "circles", "classification", "friedman1", "moons", "regression"]
CURVES = ["line", "polynomial", "sine"]


def test_catalogue_names_every_kind():
    entries = catalogue()
    assert [entry.kind for entry in entries] == sorted(
        [*BUNDLED, *GENERATED, *CURVES, "csv", "idx", "inline", "npz"]
    )
    assert all(len(entry.description) <= 60 and entry.description.endswith(".") for entry in entries)


def test_catalogue_loads_nothing_heavy():
    program = (
        "import sys; from regexp.datasets import catalogue; catalogue(); print('sklearn' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize("kind", [*BUNDLED, *GENERATED, *CURVES])
def test_catalogue_is_right(build, kind):
    dataset = build(kind)
    data, table = prepare(dataset, seed=0), load(dataset)
    entry = next(entry for entry in catalogue() if entry.kind == kind)
    expected = tuple(str(getattr(dataset, word, word)) for word in (entry.rows, entry.inputs))
    assert (str(len(table.x)), str(table.x.shape[1])) == expected
    assert data.task == entry.task
    assert data.train.y.dtype == (np.int64 if entry.task == "classification" else np.float64)
    assert data.train.x.dtype == np.float64
    assert len(data.features) == data.train.x.shape[1]
    assert data.sha256 == table.sha256


@pytest.mark.parametrize("kind", [kind for kind in BUNDLED if kind != "diabetes"])
def test_bundled_rows_are_those_of_scikit_learn(build, kind):
    bunch, table = getattr(sklearn_datasets, f"load_{kind}")(), load(build(kind))
    assert np.array_equal(table.x, bunch.data)
    assert np.array_equal(table.y, bunch.target)
    assert table.classes == tuple(str(name) for name in bunch.target_names)


def test_diabetes_is_in_original_units(build):
    bunch, table = sklearn_datasets.load_diabetes(scaled=False), load(build("diabetes"))
    assert np.array_equal(table.x, bunch.data)
    assert np.array_equal(table.y[:, 0], bunch.target)


@pytest.mark.parametrize(
    ("kind", "fields", "options"),
    [
        ("moons", {"noise": 0.1}, {"noise": 0.1}),
        ("circles", {"noise": 0.1, "factor": 0.3}, {"noise": 0.1, "factor": 0.3}),
        (
            "blobs",
            {"classes": 4, "inputs": 3, "spread": 1.5},
            {"centers": 4, "n_features": 3, "cluster_std": 1.5},
        ),
        (
            "classification",
            {"classes": 3, "inputs": 9, "informative": 4, "redundant": 2, "separation": 2.0, "flip": 0.1},
            {
                "n_classes": 3,
                "n_features": 9,
                "n_informative": 4,
                "n_redundant": 2,
                "class_sep": 2.0,
                "flip_y": 0.1,
            },
        ),
        (
            "regression",
            {"inputs": 8, "informative": 3, "noise": 2.0},
            {"n_features": 8, "n_informative": 3, "noise": 2.0},
        ),
        ("friedman1", {"inputs": 6, "noise": 2.0}, {"n_features": 6, "noise": 2.0}),
    ],
)
def test_generated_rows_are_those_of_scikit_learn(build, kind, fields, options):
    table = load(build(kind, samples=60, seed=3, **fields))
    x, y = getattr(sklearn_datasets, f"make_{kind}")(n_samples=60, random_state=3, **options)
    assert np.array_equal(table.x, x)
    assert np.array_equal(table.y.ravel(), y)


def curve(build, kind: str, **fields: object) -> Table:
    return load(build(kind, **fields))


def test_curves_without_noise_follow_their_formulas(build):
    x = curve(build, "line", noise=0.0).x
    np.testing.assert_allclose(curve(build, "line", noise=0.0).y, 2 * x + 1)
    np.testing.assert_allclose(curve(build, "line", noise=0.0, slope=-1.0, intercept=3.0).y, 3 - x)
    np.testing.assert_allclose(curve(build, "sine", noise=0.0, frequency=2.0).y, np.sin(2 * np.pi * x))
    np.testing.assert_allclose(curve(build, "polynomial", noise=0.0).y, 4 * x**3 - 3 * x)
    assert -1 <= x.min() < -0.9
    assert 0.9 < x.max() <= 1


def test_line_has_noise_of_half_a_unit(build):
    table = curve(build, "line", samples=20_000)
    residual = table.y - (2 * table.x + 1)
    assert abs(residual.std() - 0.5) < 0.01  # four standard errors: 4 · 0.5 / √40,000
    assert abs(residual.mean()) < 0.015


def test_more_samples_of_a_curve_keep_the_first(build):
    assert np.array_equal(curve(build, "sine", samples=100).y[:20], curve(build, "sine", samples=20).y)


def test_dataset_seed_draws_other_points(build):
    assert not np.array_equal(curve(build, "sine", seed=1).x, curve(build, "sine", seed=0).x)
    assert not np.array_equal(curve(build, "moons", seed=1).x, curve(build, "moons", seed=0).x)


@pytest.mark.parametrize(
    ("kind", "fields", "message"),
    [
        (
            "classification",
            {"inputs": 8, "informative": 5, "redundant": 4},
            "informative + redundant can't be more than inputs, which is 8",
        ),
        (
            "classification",
            {"classes": 5, "informative": 3},
            "2 · classes can't be more than 2^informative, which is 8",
        ),
        ("idx", {}, "give either path: FOLDER, or images: FILE and labels: FILE"),
        ("idx", {"images": "a"}, "give either path: FOLDER, or images: FILE and labels: FILE"),
        (
            "idx",
            {"path": "a", "images": "a", "labels": "b"},
            "give either path: FOLDER, or images: FILE and labels: FILE",
        ),
        *(
            (
                "iris",
                {"test_size": size},
                f"{size!r} is no size: give a number of rows (0, 1, 2, …) or a fraction from 0.0 to below 1",
            )
            for size in (-1, 1.0, 1.5, -0.1, True, "half", float("nan"), float("inf"))
        ),
        ("inline", {"x": 3, "y": [1]}, "3 is no list of rows such as [1, 2, 3] or [[1, 2], [2, 3]]"),
        (
            "inline",
            {"x": [1, [2, "a"]], "y": [1, 2]},
            "row 2 is [2, 'a']; a row is a number or a list of numbers",
        ),
        (
            "inline",
            {"x": [1, float("inf")], "y": [1, 2]},
            "row 2 is inf; a row is a number or a list of numbers",
        ),
        ("inline", {"x": [1, 2], "y": ["a", True]}, "row 2 is True; a class is a text or a number"),
    ],
)
def test_impossible_fields_are_refused(build, kind, fields, message):
    with pytest.raises(ValidationError) as caught:
        build(kind, **fields)
    assert [error["msg"] for error in caught.value.errors()] == [f"Value error, {message}"]


@pytest.mark.parametrize("kind", [*BUNDLED, *GENERATED, *CURVES])
def test_fields_survive_json(build, kind):
    dataset = build(kind, train_size=20, test_size=0.1)
    assert build(**json.loads(json.dumps(dataset.model_dump()))) == dataset


def test_abstract_families_are_no_kinds():
    assert set(Dataset.kinds()) == {entry.kind for entry in catalogue()}
