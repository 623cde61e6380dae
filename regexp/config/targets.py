"""Which part of a config each word of the command line sets."""

from collections.abc import Iterable

from regexp.config.paths import KeyPath, catalogue, meanings, shortest
from regexp.config.problems import Problem
from regexp.config.schema import Config
from regexp.config.shapes import slots
from regexp.config.suggestions import also_meant, key_called, key_meant
from regexp.config.wording import any_of, shown
from regexp.config.words import NO_OPTION, Word
from regexp.regularizers import HiddenRegularizer, LayerRegularizer, Regularizer


class TargetError(Exception):
    """A word that sets nothing, or could set several things; the text says so."""


Target = tuple[KeyPath, Word]
"""A path, and the word that sets it."""


def targets(
    words: Iterable[Word], present: Iterable[str], seen: dict[KeyPath, Word]
) -> tuple[list[Target], list[Problem]]:
    """Return what each word sets, and a problem for each that is unclear or sets what is in `seen`.

    `present` are the kinds of regularizers that there are; what is set joins `seen`.
    """
    found: list[Target] = []
    problems: list[Problem] = []
    kinds = list(present)
    for word in words:
        try:
            path = target(word, kinds)
        except TargetError as error:
            problems.append(word.problem(str(error)))
            continue
        if first := seen.get(path):
            hint = f"; did you mean {_setting('l2', word)}?" if _may_mean_l2(path, word, seen) else ""
            problems.append(word.problem(f"sets {'.'.join(path)} again, after {first.typed}{hint}"))
        else:
            seen[path] = word
            found.append((path, word))
    return found, problems


def target(word: Word, present: list[str]) -> KeyPath:
    """Return the path that a word sets, given the regularizers that the config has; raises TargetError.

    The kind of a component and the main field of a regularizer count as the component itself.
    """
    path = _strength(word, present) if word.option == "lambda" else _path(word)
    owner = catalogue().get(path[:-1])
    is_component = owner is not None and (path[-1] == "kind" if owner.family else path[-1] == owner.main)
    return path[:-1] if is_component else path


def _path(word: Word) -> KeyPath:
    """Return the one path that a word's key means."""
    found = meanings(word.key)
    if len(found) == 1:
        return found[0]
    if word.typed.startswith("--") and not key_called(word.key):
        raise TargetError(NO_OPTION)
    meant = key_meant(word.key)
    also = also_meant(word.key, "=") if word.text else ""
    hint = f"did you mean {_setting(shortest(meant), word)}{also}?" if meant and meant not in found else ""
    if found:
        other = f"; or {hint}" if hint else ""
        raise TargetError(f"{word.key} could be {any_of('.'.join(path) for path in found)}{other}")
    known = f"known are {any_of(slots(Config), 'and')}, and what is in them"
    raise TargetError(f"{shown(word.key)} is not known{f' ({hint})' if hint else f'; {known}'}")


def _strength(word: Word, present: list[str]) -> KeyPath:
    """Return the path of the one weight penalty that the config has, l2 if it has none."""
    penalties = [kind for kind in sorted(present) if is_weight_penalty(kind)]
    if len(penalties) > 1:
        choices = any_of(_setting(kind, word) for kind in penalties)
        raise TargetError(f"the config has {any_of(penalties, 'and')}; write {choices}")
    return ("regularization", *(penalties or ["l2"]))


def _may_mean_l2(path: KeyPath, word: Word, seen: dict[KeyPath, Word]) -> bool:
    """Tell whether `--lambda`, taken as another penalty that is set already, could be that of l2."""
    return word.option == "lambda" and path[-1] != "l2" and ("regularization", "l2") not in seen


def _setting(key: str, word: Word) -> str:
    """Return how a word would be written with another key; where it is only a key, that key."""
    return f"{key}={word.text}" if word.text else key


def is_weight_penalty(kind: str) -> bool:
    """Tell whether a regularizer has a strength λ that makes weights cost something, or decay."""
    member = Regularizer.kinds().get(kind, Regularizer)
    acts_on_weights = issubclass(member, LayerRegularizer) and not issubclass(member, HiddenRegularizer)
    return acts_on_weights and member.main == "strength"
