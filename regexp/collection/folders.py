"""The folders in a folder, with one look at each: there may be thousands."""

import os
from pathlib import Path


def folders_in(path: Path) -> list[Path]:
    """Return the folders in a folder by name, none where there is no folder; raises OSError.

    Hidden ones are work in progress.
    """
    if not path.is_dir():
        return []
    with os.scandir(path) as entries:
        names = sorted(entry.name for entry in entries if entry.name[0] != "." and _is_folder(entry))
    return [path / name for name in names]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a folder or leads to one; links may lead nowhere or to themselves."""
    return Path(entry).is_dir() if entry.is_symlink() else entry.is_dir()
