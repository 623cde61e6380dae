"""From a config file and words of the command line to a validated config."""

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from regexp.config.checks import objections
from regexp.config.expand import expand
from regexp.config.files import read_config
from regexp.config.messages import problems_of
from regexp.config.overrides import Overrides
from regexp.config.paths import catalogue, resolve
from regexp.config.places import Sources
from regexp.config.problems import Problem, raise_all
from regexp.config.schema import Config
from regexp.config.shipped import find_config
from regexp.config.words import Word, split_words

NO_OPTIONS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Loaded:
    """A config, the file it came from, and what the user should know about how it was read."""

    config: Config
    path: Path
    notes: tuple[str, ...]


def load_config(
    source: str, overrides: Sequence[str] = (), options: Mapping[str, str] = NO_OPTIONS
) -> Loaded:
    """Return the config of one run: a file, or the name of a shipped one, changed by the command line.

    `overrides` are words such as `l2=1e-3`; `options` are the texts given to --lambda, --dropout, --seed and
    --name, under these names without dashes. Raises ConfigError that lists every problem, FileError.
    """
    path = find_config(source)
    document = read_config(path)
    words, problems = split_words(overrides, options)
    problems += _several(source, overrides, options, words)
    tree = expand({"name": _stem(path), **document.value}, str(path.absolute().parent))
    changes = Overrides(tree, Sources(str(path), document), str(Path.cwd()))
    changes.apply(word for word in words if not word.is_several)
    config, invalid = _validated(changes)
    raise_all([*problems, *changes.problems, *invalid])
    assert config is not None
    ignored = (
        ("sweep: is left alone by a single run; regexp sweep runs it",) if config.sweep is not None else ()
    )
    return Loaded(config, path.absolute(), (*changes.notes, *ignored))


def _stem(path: Path) -> str:
    """Return a file's stem as a legal name."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", path.stem).strip(".-")[:100] or "config"


def _validated(changes: Overrides) -> tuple[Config | None, list[Problem]]:
    """Return the config that a tree describes, or None, and what is wrong with it."""
    tree, sources = expand(changes.tree, changes.folder), changes.sources
    try:
        config = Config.model_validate(tree)
    except ValidationError as error:
        return None, problems_of(error.errors(include_url=False), tree, sources)
    found = ((path, f"{'.'.join(map(str, path))}: {reason}") for path, reason in objections(config))
    return config, [Problem(sources.of_value(path), text) for path, text in found]


def _several(
    source: str, overrides: Sequence[str], options: Mapping[str, str], words: list[Word]
) -> list[Problem]:
    """Return a problem for the first word with several values: the command that takes them."""
    flags = [part for name, text in options.items() for part in _sweep_option(name, text)]
    command = shlex.join(["regexp", "sweep", source, *overrides, *flags])
    several = [word for word in words if word.is_several]
    return [
        word.problem(f"one run takes one value{_as_list(word)}; several take: {command}")
        for word in several[:1]
    ]


def _as_list(word: Word) -> str:
    """Return how a word would be written if it meant one list."""
    path = resolve(word.key)
    is_list = path is not None and catalogue()[path].is_list
    return f", here one list such as {shlex.quote(f'{word.key}=[{word.text}]')}" if is_list else ""


def _sweep_option(name: str, text: str) -> list[str]:
    """Return how `regexp sweep` spells an option of a single run."""
    return [f"seed={text}"] if name == "seed" else [f"--{name}", text]
