"""Reading one file of MNIST's IDX format."""

import gzip
import zlib
from math import prod

import numpy as np

from regexp.datasets.files import read_bytes
from regexp.errors import DataError
from regexp.spec import Array

TYPES = {8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}


def read_idx(path: str) -> Array:
    """Return the array in an IDX file, gzipped or not; raises DataError.

    Format: two zero bytes, a byte for the type, a byte for the number of axes, each axis's length as a
    big-endian 32-bit integer, then the numbers. Y. LeCun, C. Cortes and C. Burges (1998), "The MNIST
    database".
    """
    content = _inflated(path)
    axes = content[3] if len(content) > 3 else 0
    start = 4 + 4 * axes
    if content[:2] != b"\0\0" or not axes or content[2] not in TYPES or len(content) < start:
        raise DataError(f"{path}: is not an IDX file (it starts with the bytes {content[:4].hex(' ')})")
    shape = np.frombuffer(content, ">u4", axes, offset=4).tolist()
    dtype = np.dtype(TYPES[content[2]])
    needed = start + prod(shape) * dtype.itemsize
    if len(content) != needed:
        raise DataError(
            f"{path}: is cut or damaged: its header announces {needed} bytes, there are {len(content)}"
        )
    return np.frombuffer(content, dtype, offset=start).reshape(shape)


def _inflated(path: str) -> bytes:
    content = read_bytes(path)
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path}: is cut or damaged: it can't be unzipped") from error
