"""The text of a config file."""

from pathlib import Path

from regexp.config.nodes import Mark, Node, YamlError
from regexp.config.yaml_loader import mark_at, parse_yaml
from regexp.errors import ConfigError, FileError

LARGEST = 2**20


def read_config(path: Path) -> Node:
    """Return the parsed content of a file, a mapping.

    Raises ConfigError, with line and column, for what is not YAML or no mapping, and FileError where the file
    can't be read.
    """
    try:
        return _mapping(parse_yaml(_text(path)))
    except YamlError as error:
        raise ConfigError(f"{path}:{error.mark.line}:{error.mark.column}: {error.problem}") from error


def _text(path: Path) -> str:
    """Return the text of a file; raises YamlError where it is something else."""
    content = _content(path)
    if len(content) > LARGEST:
        raise YamlError(Mark(1, 1), "is larger than 1 MiB; put data in a file of its own")
    if b"\0" in content:
        raise YamlError(Mark(1, 1), "is a binary file; a config is YAML text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        raise YamlError(mark_at(before, len(before)), "is not UTF-8 text") from error


def _content(path: Path) -> bytes:
    """Return the first bytes of a file, one more than are allowed."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise FileError(f"{path}: can't be read ({error.strerror})") from error


def _mapping(document: Node) -> Node:
    """Return a document that is a mapping; raises YamlError for an empty one or anything else."""
    if document.value is None:
        raise YamlError(Mark(1, 1), "is empty; the shortest config is dataset: digits")
    if not isinstance(document.value, dict):
        raise YamlError(document.mark, "must be a mapping of keys to values, such as dataset: digits")
    return document
