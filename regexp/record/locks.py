"""One writer at a time: a lock on a directory that is gone with the process that holds it."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from regexp.errors import FileError

WITHOUT_LOCKS = {errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP}
"""What a file system answers that has no flock, as some that are shared by machines."""

LONGEST_LOOK = 0.01
"""Seconds after which a lock is tried again: somebody may have taken it only to see whether it is free."""


class Busy(FileError):
    """Another process holds the lock."""


@contextmanager
def locked(path: Path, busy: str = "", wait: bool = False) -> Iterator[bool]:
    """Hold the lock of a directory, which yields True; False where the file system or the system has none.

    Without locks two writers may do the same work, but never half of it: files appear whole, and their bytes
    are the same. Raises Busy with the sentence `busy` where another process holds it, unless told to wait,
    and FileError.
    """
    if sys.platform == "win32":
        yield False
        return
    folder = _opened(path)
    try:
        yield _flock(folder, path, busy, wait)
    finally:
        os.close(folder)


def _flock(folder: int, path: Path, busy: str, wait: bool) -> bool:
    """Lock an open directory; tell whether there are locks here."""
    import fcntl

    operation = fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB)
    try:
        with suppress(BlockingIOError):
            fcntl.flock(folder, operation)
            return True
        time.sleep(LONGEST_LOOK)
        fcntl.flock(folder, operation)
    except BlockingIOError as error:
        raise Busy(f"{path}: {busy}") from error
    except OSError as error:
        if error.errno not in WITHOUT_LOCKS:
            raise FileError(f"{path}: cannot be locked: {error.strerror}") from error
        return False
    return True


def _opened(path: Path) -> int:
    """Return a descriptor of a directory; raises FileError."""
    try:
        return os.open(path, os.O_RDONLY)
    except OSError as error:
        raise FileError(f"{path}: cannot be locked: {error.strerror}") from error
