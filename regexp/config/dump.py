"""A config written to a file, and its identity."""

import json
import os
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from regexp.config.schema import Config
from regexp.config.trees import changed, input_files, to_tree
from regexp.config.wording import dotted
from regexp.config.writer import write_yaml
from regexp.errors import DataError, FileError

HASH_VERSION = 1
"""Raised when a default changes, or what a setting means."""


def to_yaml(config: Config, folder: Path | None = None) -> str:
    """Return a resolved config as YAML, with paths relative to the folder it is to stand in if given."""
    tree = to_tree(config)
    if folder is not None:
        for path, file in input_files(config).items():
            _put(tree, path, os.path.relpath(file, folder))
    return write_yaml(tree)


def config_hash(config: Config) -> str:
    """Return the SHA-256 of what a config computes, in hex: settings, seed, and the content of its files.

    Only what differs from the defaults counts, so that a setting which is added later renames no run. The
    name, the sweep and the files' paths don't count. Raises DataError for a file of data that can't be read,
    FileError for another.
    """
    settings = changed(config) | {"version": HASH_VERSION, "regularization": sorted(config.regularization)}
    for path, file in input_files(config).items():
        error_class = DataError if path[0] == "dataset" else FileError
        settings[dotted(path)] = _content_hash(Path(file), error_class)
    text = json.dumps(settings, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return sha256(text.encode()).hexdigest()


def _put(tree: dict[str, Any], path: tuple[str | int, ...], value: str) -> None:
    """Replace a value deep in a tree."""
    *owners, last = path
    for step in owners:
        tree = tree[str(step)]
    tree[str(last)] = value


def _content_hash(path: Path, error_class: type[DataError | FileError]) -> str:
    """Return the SHA-256 of a file's bytes, of a folder that of its files' names and bytes."""
    try:
        if path.is_dir():
            files = sorted(file for file in path.iterdir() if file.is_file())
            listing = "".join(f"{file.name}\0{_content_hash(file, error_class)}\n" for file in files)
            return sha256(listing.encode()).hexdigest()
        if path.exists() and not path.is_file():
            raise error_class(f"{path}: is neither a file nor a folder")
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise error_class(f"{path}: no such file") from error
    except OSError as error:
        raise error_class(f"{path}: can't be read ({error.strerror})") from error
