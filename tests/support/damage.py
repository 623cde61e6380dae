"""What can have happened to a file of a run before somebody reads it."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory


def truncated(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def flipped(path: Path) -> None:
    """Change one bit: of a later digit of the last number, if there is one, which stays JSON or CSV."""
    content = bytearray(path.read_bytes())
    numbers = [found.start() + 1 for found in re.finditer(rb"[0-9.][0-9]", content)]
    content[numbers[-1] if numbers else len(content) // 2] ^= 1
    path.write_bytes(content)


def foreign(path: Path) -> None:
    """Put the file of another program there."""
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def loop(path: Path) -> None:
    """Put a link there that leads to itself."""
    path.unlink()
    path.symlink_to(path.name)


def unreadable(path: Path) -> None:
    """Take away the right to read; the superuser doesn't need it."""
    path.chmod(0)


DAMAGES: dict[str, Callable[[Path], None]] = {
    damage.__name__: damage for damage in (truncated, emptied, flipped, foreign, folder, dangling, loop)
}

with TemporaryDirectory() as locked:
    Path(locked).chmod(0)
    READS_EVERYTHING = os.access(locked, os.R_OK)
    """Whether this process may read what nobody is allowed to, as the superuser's do."""
if not READS_EVERYTHING:
    DAMAGES["unreadable"] = unreadable
