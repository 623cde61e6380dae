"""Files that appear whole or not at all, and reading them back with errors in one sentence."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO

import numpy as np

from regexp.errors import FileError
from regexp.spec import Array


class DamagedFile(FileError):
    """A file of a run that can't be understood: truncated, changed, or something else altogether."""


class NoResult(FileError):
    """A run that is not finished, or failed: nothing is wrong with its files, but there is no result."""

    exit_code = 1


@contextmanager
def writing(path: Path, durable: bool = True) -> Iterator[BinaryIO]:
    """Write a file under a temporary name, and give it its own name once it is complete.

    A `durable` file is on disk by then and survives a power cut. The others survive what happens to the
    process; their hashes tell whether they survived the rest, and waiting for the disk costs a sweep more
    than training small nets. Raises FileError where the folder can't be written or the disk is full; what was
    there before stays.
    """
    temporary = path.with_name(f".{path.name}.{token_hex(4)}")
    try:
        with open(temporary, "wb") as file:
            yield file
            file.flush()
            if durable:
                os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise FileError(f"{path}: cannot be written: {error.strerror or error}") from error


def write_text(path: Path, text: str, durable: bool = True) -> None:
    """Write a text file atomically."""
    with writing(path, durable) as file:
        file.write(text.encode())


def write_json(path: Path, value: Any, durable: bool = True) -> None:
    """Write a JSON file atomically; numbers that are not finite become null."""
    write_text(path, json_text(value), durable)


def json_text(value: Any) -> str:
    """Return a JSON file's text; numbers that are not finite are null."""
    return json.dumps(finite(value), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def write_arrays(path: Path, arrays: Mapping[str, Array], durable: bool = True) -> None:
    """Write an NPZ file atomically."""
    with writing(path, durable) as file:
        np.savez(file, allow_pickle=False, **dict(arrays))


def make_folder(path: Path) -> None:
    """Make a folder and those around it, if they are not there; raises FileError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{path}: cannot be made: {error.strerror}") from error


def remove_half_written(folder: Path, names: Iterable[str]) -> None:
    """Remove what processes left that were killed while they wrote files of these names; raises FileError."""
    for name in names:
        for left in folder.glob(f".{name}.*"):
            remove(left)


def remove(path: Path) -> None:
    """Remove a file if it is there; raises FileError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise FileError(f"{path}: cannot be removed: {error.strerror or error}") from error


def finite(value: Any) -> Any:
    """Return a JSON value in which numbers that are not finite are None."""
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [finite(item) for item in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value


def read_json(path: Path) -> dict[str, Any]:
    """Return the object in a JSON file; raises DamagedFile."""
    return read_json_and_text(path)[0]


def read_json_and_text(path: Path) -> tuple[dict[str, Any], bytes]:
    """Return the object in a JSON file, and the file's bytes; raises DamagedFile."""
    try:
        text = path.read_bytes()
        value = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise DamagedFile(f"{path}: {_reason(error, 'JSON')}") from error
    if not isinstance(value, dict):
        raise DamagedFile(f"{path}: holds {type(value).__name__}, not an object")
    return value, text


def read_arrays(path: Path) -> dict[str, Array]:
    """Return the arrays of an NPZ file, never through pickle; raises DamagedFile."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    except Exception as error:  # headers that are damaged raise almost anything
        raise DamagedFile(f"{path}: {_reason(error, 'NPZ')}") from error


def read_array(path: Path) -> Array:
    """Return the array of an NPY file, never through pickle; raises DamagedFile."""
    try:
        with path.open("rb") as file:
            return np.asarray(np.lib.format.read_array(file, allow_pickle=False))
    except Exception as error:  # headers that are damaged raise almost anything
        raise DamagedFile(f"{path}: {_reason(error, 'NPY')}") from error


def _reason(error: Exception, kind: str) -> str:
    """Return why a file can't be read: what the system says, or that it is none of its kind."""
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    return f"is not {kind}, or it is damaged"


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's content in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
