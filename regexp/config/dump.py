"""A config written to a file, and its identity."""

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

from regexp.config.contents import content_hash
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
        settings[dotted(path)] = content_hash(Path(file), error_class)
    text = json.dumps(settings, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return sha256(text.encode()).hexdigest()


def _put(tree: dict[str, Any], path: tuple[str | int, ...], value: str) -> None:
    """Replace a value deep in a tree."""
    *owners, last = path
    for step in owners:
        tree = tree[str(step)]
    tree[str(last)] = value
