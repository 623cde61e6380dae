"""Reading NPZ archives that may be damaged or made by others: never through pickle."""

from collections.abc import Container, Mapping
from io import BytesIO
from zipfile import is_zipfile

import numpy as np

from regexp.spec import Array


class DamagedArchive(Exception):
    """An archive, or an array in one, that can't be read; its text says why."""


def read_arrays(archive: bytes, wanted: Container[str]) -> tuple[dict[str, Array], list[str]]:
    """Return the wanted arrays of an NPZ archive and the names of all; raises DamagedArchive."""
    if not is_zipfile(BytesIO(archive)):
        raise DamagedArchive("is not an NPZ archive (numpy.savez writes one)")
    try:
        with np.load(BytesIO(archive), allow_pickle=False) as arrays:
            found = {name: _array(arrays, name) for name in arrays.files if name in wanted}
            return found, list(arrays.files)
    except DamagedArchive:
        raise
    except Exception as error:  # headers that are damaged raise almost anything
        raise DamagedArchive("is a damaged NPZ archive") from error


def _array(arrays: Mapping[str, Array], name: str) -> Array:
    try:
        return np.asarray(arrays[name])
    except ValueError as error:
        if "allow_pickle" in str(error):
            reason = f"{name} holds Python objects, which need pickle; save numbers or text"
            raise DamagedArchive(reason) from error
        raise
