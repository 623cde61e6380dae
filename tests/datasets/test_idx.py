"""MNIST's IDX files, written here by the format's definition (LeCun, Cortes, Burges 1998)."""

import gzip
import struct

import numpy as np
import pytest

from regexp.datasets import prepare
from regexp.datasets.cache import load
from regexp.errors import DataError

IMAGES = np.random.default_rng(0).integers(0, 256, (20, 4, 3), dtype=np.uint8)
LABELS = np.arange(20, dtype=np.uint8) % 5


def idx(array: np.ndarray) -> bytes:
    return struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.tobytes()


@pytest.fixture
def folder(tmp_path):
    """MNIST in small: 12 rows of train, 8 of t10k."""
    for part, rows in (("train", slice(0, 12)), ("t10k", slice(12, 20))):
        (tmp_path / f"{part}-images-idx3-ubyte").write_bytes(idx(IMAGES[rows]))
        (tmp_path / f"{part}-labels-idx1-ubyte").write_bytes(idx(LABELS[rows]))
    return tmp_path


def refusal(dataset) -> str:
    with pytest.raises(DataError) as caught:
        load(dataset)
    return str(caught.value)


def test_t10k_is_the_test_split(build, folder):
    data = prepare(build("idx", path=str(folder), validation_size=0, scale="none"), seed=0)
    assert np.array_equal(data.train.x, IMAGES[:12].reshape(12, 12))
    assert np.array_equal(data.test.x, IMAGES[12:].reshape(8, 12))
    assert np.array_equal(data.train.y, LABELS[:12])
    assert data.classes == ("0", "1", "2", "3", "4")
    assert len(data.validation) == 0


def test_a_fifth_of_all_rows_validates_and_pixels_are_standardized(build, folder):
    data = prepare(build("idx", path=str(folder)), seed=0)
    assert (len(data.train), len(data.validation), len(data.test)) == (8, 4, 8)
    np.testing.assert_allclose(data.train.x.mean(axis=0), 0, atol=1e-12)


def test_validation_rows_come_from_train(build, folder):
    data = prepare(build("idx", path=str(folder), validation_size=0.25, scale="minmax"), seed=0)
    assert (len(data.train), len(data.validation), len(data.test)) == (7, 5, 8)
    assert data.train.x.min() == 0
    assert data.train.x.max() == 1


def test_gzipped_files_and_names_with_a_dot_are_found(build, folder):
    plain = load(build("idx", path=str(folder))).sha256
    for path in list(folder.iterdir()):
        path.with_name(path.name.replace("-idx", ".idx") + ".gz").write_bytes(
            gzip.compress(path.read_bytes())
        )
        path.unlink()
    assert load(build("idx", path=str(folder))).sha256 == plain


def test_single_files_are_split_like_any_rows(build, folder):
    files = {
        name: str(folder / f"train-{name}-idx{axes}-ubyte") for name, axes in (("images", 3), ("labels", 1))
    }
    (folder / "train-labels-idx1-ubyte").write_bytes(idx(LABELS[:12] % 2))
    data = prepare(build("idx", **files), seed=0)
    assert (len(data.train), len(data.validation), len(data.test)) == (8, 2, 2)


def test_a_folder_without_t10k_is_split_like_any_rows(build, folder):
    for what in ("images-idx3", "labels-idx1"):
        (folder / f"t10k-{what}-ubyte").unlink()
    assert load(build("idx", path=str(folder))).ready is None


def test_other_number_types(build, tmp_path):
    """Type 0x0D is float32, big-endian."""
    images = tmp_path / "images"
    images.write_bytes(struct.pack(">HBB3I", 0, 13, 3, 4, 1, 1) + np.array([1.5, 2, 3, 4], ">f4").tobytes())
    (tmp_path / "labels").write_bytes(idx(np.array([0, 1, 0, 1], np.uint8)))
    table = load(build("idx", images=str(images), labels=str(tmp_path / "labels")))
    assert table.x[:, 0].tolist() == [1.5, 2, 3, 4]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"PNG", "is not an IDX file (it starts with the bytes 50 4e 47)"),
        (b"\x00\x00\x07\x03" + bytes(12), "is not an IDX file (it starts with the bytes 00 00 07 03)"),
        (b"\x00\x00\x08\x03\x00", "is not an IDX file (it starts with the bytes 00 00 08 03)"),
        (b"\x00\x00\x08\x00", "is not an IDX file (it starts with the bytes 00 00 08 00)"),
        (idx(IMAGES)[:-1], "is cut or damaged: its header announces 256 bytes, there are 255"),
        (idx(IMAGES) + b"\0", "is cut or damaged: its header announces 256 bytes, there are 257"),
        (gzip.compress(idx(IMAGES))[:-20], "is cut or damaged: it can't be unzipped"),
        (b"\x1f\x8b\x08\x00nonsense" + bytes(30), "is cut or damaged: it can't be unzipped"),
        (idx(LABELS), "its array is 1-dimensional; 3 dimensions are needed"),
        (b"", "the file is empty"),
    ],
)
def test_unusable_files(build, tmp_path, content, text):
    images, labels = tmp_path / "images", tmp_path / "labels"
    images.write_bytes(content)
    labels.write_bytes(idx(LABELS))
    assert refusal(build("idx", images=str(images), labels=str(labels))) == f"{images}: {text}"


def test_images_and_labels_of_different_numbers(build, tmp_path):
    images, labels = tmp_path / "images", tmp_path / "labels"
    images.write_bytes(idx(IMAGES))
    labels.write_bytes(idx(LABELS[:7]))
    said = refusal(build("idx", images=str(images), labels=str(labels)))
    assert said == f"{images}: has 20 images, but {labels} has 7 labels"


def test_folders_that_lack_files(build, folder, tmp_path):
    assert refusal(build("idx", path=str(tmp_path / "no"))) == f"{tmp_path / 'no'}: no such folder"
    for stem in ("t10k-labels-idx1", "train-labels-idx1", "train-images-idx3"):
        (folder / f"{stem}-ubyte").unlink()
        said = refusal(build("idx", path=str(folder)))
        assert said == f"{folder}: there is no {stem}-ubyte or {stem}-ubyte.gz in this folder"


def test_images_of_different_sizes(build, folder):
    (folder / "t10k-images-idx3-ubyte").write_bytes(idx(IMAGES[12:, :2]))
    said = refusal(build("idx", path=str(folder)))
    assert said == f"{folder}: images of 6 pixels and of 12 can't be mixed"
