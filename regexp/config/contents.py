"""Hashes of what files hold, each read once as long as it doesn't change."""

from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path

from regexp.errors import DataError, FileError


def content_hash(path: Path, error_class: type[DataError | FileError]) -> str:
    """Return the SHA-256 of a file's bytes in hex, of a folder that of its files' names and bytes.

    Raises `error_class` where there is nothing that can be read.
    """
    try:
        if path.is_dir():
            files = sorted(file for file in path.iterdir() if file.is_file())
            listing = "".join(f"{file.name}\0{content_hash(file, error_class)}\n" for file in files)
            return sha256(listing.encode()).hexdigest()
        status = path.stat()
        if not path.is_file():
            raise error_class(f"{path}: is neither a file nor a folder")
        return _digest(path, status.st_size, status.st_mtime_ns)
    except FileNotFoundError as error:
        raise error_class(f"{path}: no such file") from error
    except OSError as error:
        raise error_class(f"{path}: can't be read ({error.strerror})") from error


@cache
def _digest(path: Path, size: int, modified: int) -> str:
    """Return the SHA-256 of a file that had this size when it was modified at this time, in ns."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
