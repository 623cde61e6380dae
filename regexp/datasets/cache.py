"""Tables kept as NPZ in the user's cache directory, so that a set is loaded or generated only once.

A file that is damaged is made anew, and a directory that can't be written is no error. REGEXP_CACHE_DIR names
another directory.
"""

import json
import os
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import mkstemp

import numpy as np
from platformdirs import user_cache_dir

from regexp import __version__
from regexp.datasets.archives import DamagedArchive, read_arrays
from regexp.datasets.base import Dataset
from regexp.datasets.checks import checked
from regexp.datasets.data import Table

CONTENT = ("x", "y", "features", "classes", "sha256")


def load(dataset: Dataset) -> Table:
    """Return the checked table of a data set, from the cache where it is there.

    Raises DataError where the data can't be used.
    """
    identity = dataset.identity()
    if identity is None:
        return checked(dataset.table(), dataset.title())
    path = cache_file(identity)
    table = read(path)
    if table is None:
        table = checked(dataset.table(), dataset.title())
        write(path, table)
    return table


def cache_folder() -> Path:
    """Return the folder that tables are kept in."""
    return Path(os.environ.get("REGEXP_CACHE_DIR") or user_cache_dir("regexp-lab"))


def cache_file(identity: dict[str, object]) -> Path:
    """Return the file for a table: named by its kind and a hash of all that it depends on."""
    text = json.dumps({**identity, "regexp": __version__}, sort_keys=True)
    return cache_folder() / f"{identity['kind']}-{sha256(text.encode()).hexdigest()[:24]}.npz"


def read(path: Path) -> Table | None:
    """Return the table in a cache file; None where there is none or its content isn't what was written."""
    with suppress(OSError, DamagedArchive, KeyError):
        arrays, _ = read_arrays(path.read_bytes(), CONTENT)
        features, classes = (tuple(arrays[name].tolist()) for name in ("features", "classes"))
        table = Table(arrays["x"], arrays["y"], features, classes)
        if table.sha256 == str(arrays["sha256"]):
            return table
    return None


def write(path: Path, table: Table) -> None:
    """Write a table to a cache file, whole or not at all."""
    content = BytesIO()
    names, digest = (np.array(table.features, str), np.array(table.classes, str)), np.array(table.sha256)
    np.savez(content, x=table.x, y=table.y, features=names[0], classes=names[1], sha256=digest)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = mkstemp(dir=path.parent, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content.getbuffer())
            os.replace(temporary, path)
        finally:
            Path(temporary).unlink(missing_ok=True)
