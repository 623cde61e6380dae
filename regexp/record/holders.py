"""Who holds the lock of a directory, found out without disturbing those who want it."""

import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

LOCKS = Path("/proc/locks")
"""Where Linux lists all locks of this machine, by device and inode."""

_FLOCK = re.compile(r"^\d+: FLOCK +ADVISORY +WRITE +(\d+) ([0-9a-f]+):([0-9a-f]+):(\d+) ", re.MULTILINE)

Inode = tuple[int, int, int]
"""The device's two numbers and a directory's number on it."""


@dataclass(frozen=True, order=True)
class Holder:
    """The process that holds a lock: `pid` is 0 where the system doesn't tell, as for other machines."""

    pid: int


class Holders:
    """The processes that hold locks now."""

    @cached_property
    def _listed(self) -> Mapping[Inode, int]:
        """The processes of this machine that hold locks, as the system lists them."""
        text = ""
        with suppress(OSError):
            text = LOCKS.read_text(encoding="ascii", errors="replace")
        found = _FLOCK.findall(text)
        return {(int(major, 16), int(minor, 16), int(inode)): int(pid) for pid, major, minor, inode in found}

    def of(self, path: Path) -> Holder | None:
        """Return who holds the lock of a directory, None if nobody does or the directory is gone.

        Who is not listed, on another machine or in another container, is noticed because a shared lock is
        refused; that one is given back at once, and who wants the lock in that moment tries again.
        """
        if sys.platform == "win32":
            return None
        try:
            found = os.stat(path)
        except OSError:
            return None
        inode = (os.major(found.st_dev), os.minor(found.st_dev), found.st_ino)
        if inode in self._listed:
            return Holder(self._listed[inode])
        return None if _is_free(path) else Holder(0)


def _is_free(path: Path) -> bool:
    """Tell whether a directory's lock could be had; where there are no locks nobody holds one."""
    import fcntl

    with suppress(OSError):
        folder = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(folder)
    return True
