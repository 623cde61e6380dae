"""From a config file and words of the command line to a validated config."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from regexp.config.command_line import split_words
from regexp.config.draft import read_draft, validated
from regexp.config.paths import catalogue, resolve
from regexp.config.problems import Problem, raise_all
from regexp.config.schema import Config
from regexp.config.synonyms import normal
from regexp.config.targets import is_weight_penalty
from regexp.config.words import Word

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
    draft = read_draft(source)
    words, problems = split_words([typed for typed in overrides if not _is_of_sweeps(typed)], options)
    problems += _several(source, overrides, options, words)
    changes = draft.overrides()
    changes.apply(word for word in words if not _asks_for_several(word))
    config, invalid = validated(changes)
    raise_all([*problems, *changes.problems, *invalid])
    assert config is not None
    ignored = (
        ("sweep: is left alone by a single run; regexp sweep runs it",) if config.sweep is not None else ()
    )
    return Loaded(config, draft.path.absolute(), (*changes.notes, *ignored))


def _several(
    source: str, overrides: Sequence[str], options: Mapping[str, str], words: list[Word]
) -> list[Problem]:
    """Return a problem for the first word that is for several runs: the command that takes it."""
    flags = [part for name, text in options.items() for part in _sweep_option(name, text)]
    command = shlex.join(["regexp", "sweep", source, *overrides, *flags])
    others = [Word(typed, "", "", n) for n, typed in enumerate(overrides) if _is_of_sweeps(typed)]
    several = [*(word for word in words if _asks_for_several(word)), *others]
    return [word.problem(f"one run takes {_one(word)}; several take: {command}") for word in several[:1]]


def _is_of_sweeps(typed: str) -> bool:
    """Tell whether something typed is a table of points, or the option that pairs values."""
    return typed.startswith("@") or typed == "--zip"


def _asks_for_several(word: Word) -> bool:
    """Tell whether a word gives several values or seeds, or asks for a grid of strengths."""
    path = ("regularization", "l2") if word.option == "lambda" else resolve(word.key)
    is_strength = path is not None and path[0] == "regularization" and any(map(is_weight_penalty, path[1:2]))
    return word.is_several or _means_seeds(word) or (is_strength and word.text == "auto")


def _means_seeds(word: Word) -> bool:
    """Tell whether a word is meant as the `--seeds` of a sweep."""
    return normal(word.key) == "seeds"


def _one(word: Word) -> str:
    """Return what a single run takes in place of several values."""
    if not word.key:
        return "one setting"
    return "one seed" if _means_seeds(word) else f"one value{_as_list(word)}"


def _as_list(word: Word) -> str:
    """Return how a word would be written if it meant one list."""
    path = resolve(word.key)
    is_list = path is not None and catalogue()[path].is_list
    return f", here one list such as {shlex.quote(f'{word.key}=[{word.text}]')}" if is_list else ""


def _sweep_option(name: str, text: str) -> list[str]:
    """Return how `regexp sweep` spells an option of a single run."""
    return [f"seed={text}"] if name == "seed" else [f"--{name}", text]
