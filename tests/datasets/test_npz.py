"""NPZ archives: shapes and splits that are read, and the whole message where an archive can't be used."""

import io
import zipfile

import numpy as np
import pytest

from regexp.datasets import prepare
from regexp.datasets.cache import load
from regexp.errors import DataError

X = np.arange(24.0).reshape(12, 2)
Y = np.arange(12) % 3


@pytest.fixture
def npz(build, tmp_path):
    """Write arrays and return the data set of the archive."""

    def written(fields: dict[str, object] | None = None, **arrays: object):
        path = tmp_path / "data.npz"
        np.savez(path, **{name: np.asarray(array) for name, array in arrays.items()})
        return build("npz", path=str(path), **(fields or {}))

    return written


def refusal(dataset) -> str:
    with pytest.raises(DataError) as caught:
        load(dataset)
    path, text = str(caught.value).split(": ", 1)
    assert path == dataset.path
    return text


def test_x_and_y_are_split_like_any_rows(npz):
    data = prepare(npz(x=X, y=Y), seed=0)
    assert (len(data.train), len(data.validation), len(data.test)) == (8, 2, 2)
    assert data.classes == ("0", "1", "2")
    assert data.features == ("x1", "x2")
    np.testing.assert_allclose(data.train.x.mean(axis=0), 0, atol=1e-12)


def test_ready_made_splits_are_neither_shuffled_nor_scaled(npz):
    dataset = npz(
        x_train=X[:6], y_train=Y[:6], x_validation=X[6:9], y_validation=Y[6:9], x_test=X[9:], y_test=Y[9:]
    )
    data = prepare(dataset, seed=5)
    for part, rows in ((data.train, slice(0, 6)), (data.validation, slice(6, 9)), (data.test, slice(9, 12))):
        assert np.array_equal(part.x, X[rows])
        assert np.array_equal(part.y, Y[rows])
    scaled = prepare(npz({"scale": "minmax"}, x_train=X, y_train=Y), seed=0)
    np.testing.assert_allclose(scaled.train.x, (X - [0, 1]) / 22, atol=1e-15)


def test_keras_mnist_is_flattened(npz):
    """The archive that keras.datasets.mnist downloads has these four keys and shapes (N, 28, 28)."""
    images = np.random.default_rng(0).integers(0, 256, (30, 28, 28), dtype=np.uint8)
    labels = np.arange(30, dtype=np.uint8) % 10
    dataset = npz(x_train=images[:20], y_train=labels[:20], x_test=images[20:], y_test=labels[20:])
    data = prepare(dataset, seed=0)
    assert data.train.x.shape == (20, 784)
    assert data.train.x.dtype == np.float64
    assert np.array_equal(data.test.x, images[20:].reshape(10, 784))
    assert len(data.validation) == 0
    assert len(prepare(dataset.model_copy(update={"validation_size": 5}), seed=0).validation) == 5


@pytest.mark.parametrize(
    ("y", "classes", "shape"),
    [
        (np.array(["b", "a"] * 6), ("a", "b"), (12,)),
        (np.array([True, False] * 6), ("0", "1"), (12,)),
        (np.array([[1.0], [2.0]] * 6), ("1", "2"), (12,)),
        (np.array([0.5, 1.5] * 6), (), (12, 1)),
        (np.array([[0, 1], [1, 0]] * 6), (), (12, 2)),
    ],
    ids=["text", "bool", "a column", "fractions", "several columns"],
)
def test_targets(npz, y, classes, shape):
    table = load(npz(x=X, y=y))
    assert table.classes == classes
    assert table.y.shape == shape


def test_one_input_may_be_a_plain_list(npz):
    table = load(npz(x=np.arange(12.0), y=Y))
    assert table.x.shape == (12, 1)
    assert table.features == ("x",)


@pytest.mark.parametrize(
    ("arrays", "text"),
    [
        ({}, "there is no x and no y; it holds nothing; x and y, or x_train and y_train, are needed"),
        (
            {"images": X, "y": Y},
            "there is no x; it holds images, y; x and y, or x_train and y_train, are needed",
        ),
        ({"x_train": X}, "there is no y_train; it holds x_train"),
        ({"x_test": X, "y_test": Y}, "there is no x_train and no y_train; it holds x_test, y_test"),
        ({"x": X, "y": Y[:5]}, "x has 12 rows, but y has 5"),
        ({"x_train": X[:1], "y_train": Y}, "x_train has 1 row, but y_train has 12"),
        (
            {"x_train": X, "y_train": Y, "x_test": X[:, :1], "y_test": Y},
            "x has 1 column in one split and 2 in another",
        ),
        (
            {"x": np.array(["a"] * 12), "y": Y},
            "x holds <U1 values of shape (12,); rows of numbers are needed",
        ),
        (
            {"x": X.astype(complex), "y": Y},
            "x holds complex128 values of shape (12, 2); rows of numbers are needed",
        ),
        ({"x": 3.0, "y": Y}, "x holds float64 values of shape (); rows of numbers are needed"),
        (
            {"x": X, "y": np.empty((12, 0))},
            "y holds float64 values of shape (12, 0); rows of numbers are needed",
        ),
        ({"x": X[:0], "y": Y[:0]}, "there are no rows"),
        (
            {"x": np.where(X == 5, np.nan, X), "y": Y},
            "column x2: 1 missing value; fill them in or leave out these rows",
        ),
        (
            {"x": X, "y": np.where(Y == 1, np.nan, Y)},
            "target: 4 missing values; fill them in or leave out these rows",
        ),
        (
            {"x": X, "y": np.full((12, 2), [1.0, np.inf])},
            "target 2: 12 values infinite or beyond 1e100",
        ),
        ({"x": np.full((12, 1), np.inf, np.float16), "y": Y}, "column x: 12 values infinite or beyond 1e100"),
        ({"x": X, "y": np.array([["a", "b"]] * 12)}, "classes must stand in one column, but there are 2"),
        ({"x": X, "y": np.zeros(12)}, "all 12 rows are of one class, 0; at least two are needed"),
    ],
)
def test_unusable_arrays(npz, arrays, text):
    assert refusal(npz(**arrays)) == text


@pytest.mark.parametrize(
    ("task", "y", "text"),
    [
        (
            "regression",
            np.array(["a", "b"] * 6),
            "the targets are text, not numbers; use task: classification",
        ),
        ("classification", np.zeros((12, 3)), "classes must stand in one column, but there are 3"),
    ],
)
def test_tasks_that_targets_do_not_allow(npz, task, y, text):
    assert refusal(npz({"task": task}, x=X, y=y)) == text


def test_pickled_objects_are_refused(npz):
    dataset = npz(x=X, y=np.array([{"a": 1}] * 12, dtype=object))
    assert refusal(dataset) == "y holds Python objects, which need pickle; save numbers or text"


def test_other_files_are_refused(build, tmp_path):
    path = tmp_path / "data.npz"
    for content, text in [
        (b"", "the file is empty"),
        (b"hello", "is not an NPZ archive (numpy.savez writes one)"),
        (b"\x93NUMPY", "is not an NPZ archive (numpy.savez writes one)"),
    ]:
        path.write_bytes(content)
        assert refusal(build("npz", path=str(path))) == text


def test_members_that_are_no_arrays_are_refused(build, tmp_path):
    path = tmp_path / "data.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.npy", b"not an array")
        archive.writestr("y.npy", b"\x93NUMPY\x01\x00\x10\x00{'descr': 'broken")
    assert refusal(build("npz", path=str(path))) == "is a damaged NPZ archive"


def test_damaged_archives_are_read_or_refused(build, tmp_path):
    buffer = io.BytesIO()
    np.savez(buffer, x=X, y=Y)
    good, path = buffer.getvalue(), tmp_path / "data.npz"
    refused = 0
    for position in range(0, len(good), 3):
        path.write_bytes(good[:position] + bytes([good[position] ^ 255]) + good[position + 1 :])
        try:
            load(build("npz", path=str(path)))
        except DataError:
            refused += 1
    assert refused > 100
