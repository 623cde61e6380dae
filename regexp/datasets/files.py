"""Reading files of data."""

import os
from pathlib import Path

from regexp.errors import DataError


def read_bytes(path: str) -> bytes:
    """Return a file's content; raises DataError where it is missing, empty, unreadable or no file."""
    if not os.path.exists(path):
        raise DataError(f"{path}: no such file")
    if not os.path.isfile(path):
        raise DataError(f"{path}: is a folder or device; a file is needed")
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise DataError(f"{path}: can't be read ({error.strerror})") from error
    if not content:
        raise DataError(f"{path}: the file is empty")
    return content
