"""A config file between reading and checking: a tree that words may change, then a config or problems."""

import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from regexp.config.checks import objections
from regexp.config.expand import expand
from regexp.config.files import read_config
from regexp.config.messages import problems_of
from regexp.config.nodes import Node
from regexp.config.overrides import Overrides, Tree
from regexp.config.places import Sources
from regexp.config.problems import Problem
from regexp.config.schema import Config
from regexp.config.shipped import find_config


@dataclass(frozen=True)
class Draft:
    """A config file as it was read: its tree without shorthand, and where each of its values stands."""

    path: Path
    document: Node
    tree: Tree

    def overrides(self) -> Overrides:
        """Return the tree for words of the command line, whose files are relative to the current folder."""
        return Overrides(self.tree, Sources(str(self.path), self.document), str(Path.cwd())).copy()


def read_draft(source: str) -> Draft:
    """Return the draft of a config: a file, or the name of a shipped one; raises ConfigError, FileError."""
    path = find_config(source)
    document = read_config(path)
    tree = expand({"name": _stem(path), **document.value}, str(path.absolute().parent))
    return Draft(path, document, tree)


def validated(changes: Overrides) -> tuple[Config | None, list[Problem]]:
    """Return the config that a tree describes, None where it describes none, and what is wrong with it."""
    tree, sources = expand(changes.tree, changes.folder), changes.sources
    try:
        config = Config.model_validate(tree)
    except ValidationError as error:
        return None, problems_of(error.errors(include_url=False), tree, sources)
    found = ((path, f"{'.'.join(map(str, path))}: {reason}") for path, reason in objections(config))
    return config, [Problem(sources.of_value(path), text) for path, text in found]


def _stem(path: Path) -> str:
    """Return a file's stem as a legal name."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", path.stem).strip(".-")[:100] or "config"
