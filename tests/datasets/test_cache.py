"""The cache: a hit needs no scikit-learn, damage is mended, and no directory is no error."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from regexp.datasets import prepare
from regexp.datasets.cache import cache_file, load

PROGRAM = """
import sys
from regexp.datasets import Dataset, prepare
print(prepare(Dataset.kinds()["digits"](), 0).sha256, "sklearn" in sys.modules)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("REGEXP_CACHE_DIR", str(tmp_path / "new" / "cache"))
    return tmp_path / "new" / "cache"


def test_cached_digits_load_without_scikit_learn(build):
    sha256 = load(build("digits")).sha256
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout == f"{sha256} False\n"


@pytest.mark.parametrize(("kind", "files"), [("iris", 1), ("moons", 1), ("sine", 0)])
def test_what_is_slow_to_make_is_kept(build, folder, kind, files):
    table = load(build(kind))
    again = load(build(kind))
    assert len(list(folder.glob("*"))) == files
    assert again.sha256 == table.sha256
    assert (again.features, again.classes) == (table.features, table.classes)
    assert again.y.dtype == table.y.dtype


def test_every_parameter_has_a_file_of_its_own(build, folder):
    for fields in ({}, {"noise": 0.1}, {"seed": 1}, {"samples": 100}):
        load(build("moons", **fields))
    load(build("moons", test_size=0.3, label_noise=0.1))  # splits and noise don't change the table
    assert len(list(folder.iterdir())) == 4


def test_another_version_makes_its_own_file(monkeypatch):
    here = cache_file({"kind": "iris"})
    monkeypatch.setattr("regexp.datasets.cache.__version__", "99")
    assert cache_file({"kind": "iris"}) != here


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_a_damaged_file_is_made_anew(build, folder):
    table = load(build("iris"))
    path = only_file(folder)
    good = path.read_bytes()
    damages = [b"", b"nonsense", good[: len(good) // 2], good + b"\0" * 100_000]
    for at in range(0, len(good), len(good) // 60):
        damages += [good[:at] + bytes([good[at] ^ 255]) + good[at + 1 :]]
    for damaged in damages:
        path.write_bytes(damaged)
        assert load(build("iris")).sha256 == table.sha256


def test_a_file_with_another_content_is_made_anew(build, folder):
    load(build("iris"))
    path = only_file(folder)
    with np.load(path) as arrays:
        content = dict(arrays)
    content["x"][0, 0] += 1
    np.savez(path, **content)
    assert load(build("iris")).x[0, 0] == 5.1  # the first flower of Fisher's table
    with np.load(path) as arrays:
        assert arrays["x"][0, 0] == 5.1


def test_a_pickle_in_the_cache_is_never_run(build, folder):
    load(build("iris"))
    path = only_file(folder)
    with np.load(path) as arrays:
        content = {**dict(arrays), "y": np.array([print], dtype=object)}
    np.savez(path, allow_pickle=True, **content)
    assert load(build("iris")).y.dtype == np.int64


def test_a_cache_directory_that_cannot_be_made_is_no_error(build, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("REGEXP_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert len(prepare(build("iris"), 0).train) == 90


def test_csv_is_cached_by_content_not_by_path(build, folder, tmp_path):
    text = "a,target\n" + "".join(f"{i},{i % 2}\n" for i in range(20))
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text(text)
        load(build("csv", path=str(tmp_path / name)))
    assert len(list(folder.iterdir())) == 1
    (tmp_path / "two.csv").write_text(text.replace("3,1", "7,1"))
    assert load(build("csv", path=str(tmp_path / "two.csv"))).x[3, 0] == 7


def test_the_users_cache_directory_is_the_default(monkeypatch, tmp_path):
    monkeypatch.setenv("REGEXP_CACHE_DIR", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "regexp-lab" in cache_file({"kind": "iris"}).parts[:-1] or sys.platform == "win32"
