"""Files that appear whole or not at all, and how they are read back."""

import json
import math
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regexp.errors import FileError
from regexp.record import DamagedFile, read_array, read_arrays, sha256, write_arrays, write_json, write_text
from regexp.record.files import read_json, writing

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def damaged(path: Path, content: bytes) -> str | dict[str, np.ndarray]:
    """Return what reading such a file as NPZ says, or gives."""
    path.write_bytes(content)
    try:
        return read_arrays(path)
    except DamagedFile as error:
        return str(error)


class TestWriting:
    """tmp → replace: a reader sees the old file or the new one."""

    def test_the_file_has_its_name_only_when_it_is_complete(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("old")
        with writing(path) as file:
            file.write(b"new")
            assert path.read_text() == "old"
        assert path.read_text() == "new"
        assert list(tmp_path.iterdir()) == [path]

    def test_what_was_there_stays_when_writing_fails(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("old")

        def fail() -> None:
            with writing(path) as file:
                file.write(b"half")
                raise OSError(28, "No space left on device")

        with pytest.raises(FileError) as caught:
            fail()
        assert str(caught.value) == f"{path}: cannot be written: No space left on device"
        assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {"a.txt": "old"}

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(FileError) as caught:
            write_text(tmp_path / "no" / "a.txt", "text")
        assert str(caught.value) == f"{tmp_path}/no/a.txt: cannot be written: No such file or directory"

    def test_text_is_utf_8(self, tmp_path: Path) -> None:
        write_text(tmp_path / "a.txt", "λ\n")
        assert (tmp_path / "a.txt").read_bytes() == b"\xce\xbb\n"


class TestJson:
    @settings(max_examples=40)
    @given(value=st.dictionaries(st.text(), JSON))
    def test_what_is_written_is_read_back(
        self, value: dict, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        path = tmp_path_factory.getbasetemp() / "round.json"
        write_json(path, value)
        assert read_json(path) == value

    def test_what_is_not_finite_is_null(self, tmp_path: Path) -> None:
        write_json(tmp_path / "a.json", {"a": math.nan, "b": [1.5, math.inf], "c": {"d": (-math.inf, "NaN")}})
        assert json.loads((tmp_path / "a.json").read_text()) == {
            "a": None,
            "b": [1.5, None],
            "c": {"d": [None, "NaN"]},
        }

    def test_it_is_readable(self, tmp_path: Path) -> None:
        write_json(tmp_path / "a.json", {"name": "λ", "rows": {"train": 3}})
        assert (tmp_path / "a.json").read_text() == '{\n  "name": "λ",\n  "rows": {\n    "train": 3\n  }\n}\n'

    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(DamagedFile) as caught:
            read_json(tmp_path / "a.json")
        assert str(caught.value) == f"{tmp_path}/a.json: cannot be read: No such file or directory"


class TestArrays:
    def test_what_is_written_is_read_back(self, tmp_path: Path) -> None:
        arrays = {
            "layers/0/weight": np.arange(6.0).reshape(2, 3),
            "text": np.array("λ"),
            "none": np.zeros((0, 3)),
        }
        write_arrays(tmp_path / "a.npz", arrays)
        found = read_arrays(tmp_path / "a.npz")
        assert found.keys() == arrays.keys()
        for name, array in arrays.items():
            assert (found[name].dtype, found[name].shape) == (array.dtype, array.shape)
            assert np.array_equal(found[name], array)

    def test_the_same_arrays_are_the_same_bytes(self, tmp_path: Path) -> None:
        for name in ("a.npz", "b.npz"):
            write_arrays(tmp_path / name, {"x": np.arange(5)})
        assert sha256(tmp_path / "a.npz") == sha256(tmp_path / "b.npz")

    def test_objects_are_never_written(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="allow_pickle=False"):
            write_arrays(tmp_path / "a.npz", {"x": np.array([None])})

    def test_damage_is_noticed_or_harmless(self, tmp_path: Path) -> None:
        # One bit of many bytes in turn: the arrays are as they were, or DamagedFile says that they are not.
        arrays = {"x": np.arange(300.0), "epoch": np.array(3)}
        stream = BytesIO()
        np.savez(stream, **arrays)
        path, whole = tmp_path / "a.npz", stream.getvalue()
        found = [
            damaged(path, whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :])
            for position in range(0, len(whole), 5)
        ]
        noticed = [message for message in found if isinstance(message, str)]
        assert len(noticed) > 0.8 * len(found)
        assert all(message.startswith(f"{path}: ") for message in noticed)
        for whole_arrays in (each for each in found if not isinstance(each, str)):
            assert all(np.array_equal(whole_arrays[name], arrays[name]) for name in whole_arrays)

    @pytest.mark.parametrize("length", [0, 1, 50, 300])
    def test_files_that_were_cut_off(self, length: int, tmp_path: Path) -> None:
        path = tmp_path / "a.npz"
        write_arrays(path, {"x": np.arange(100)})
        path.write_bytes(path.read_bytes()[:length])
        with pytest.raises(DamagedFile) as caught:
            read_arrays(path)
        assert str(caught.value) == f"{path}: is not NPZ, or it is damaged"

    @pytest.mark.parametrize("read", [read_arrays, read_array])
    def test_pickles_are_never_opened(self, read, tmp_path: Path) -> None:
        path = tmp_path / "a.npz"
        np.savez(path, x=np.array([{"a": 1}]))
        with pytest.raises(DamagedFile):
            read(path)

    def test_a_single_array(self, tmp_path: Path) -> None:
        np.save(tmp_path / "a.npy", np.arange(6).reshape(2, 3))
        assert np.array_equal(read_array(tmp_path / "a.npy"), [[0, 1, 2], [3, 4, 5]])

    def test_a_single_array_that_was_cut_off(self, tmp_path: Path) -> None:
        path = tmp_path / "a.npy"
        np.save(path, np.arange(6))
        path.write_bytes(path.read_bytes()[:-1])
        with pytest.raises(DamagedFile) as caught:
            read_array(path)
        assert str(caught.value) == f"{path}: is not NPY, or it is damaged"
