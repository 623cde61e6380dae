"""The words and options of a command line as overrides, and what is said about those that are none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from regexp.config.paths import shortest
from regexp.config.problems import Problem
from regexp.config.scalars import read_scalar
from regexp.config.suggestions import key_called
from regexp.config.words import NO_OPTION, Word

OPTION_KEYS = {
    "lambda": "lambda",
    "dropout": "regularization.dropout.rate",
    "seed": "seed",
    "seeds": "seeds",
    "name": "name",
}
"""The key that each option stands for; `lambda` is settled by what the config has, `seeds` is of sweeps."""

_WITH_VALUES = ("lambda", "dropout", "seeds")


def split_words(words: Iterable[str], options: Mapping[str, str]) -> tuple[list[Word], list[Problem]]:
    """Return the overrides that words and options stand for, and a problem for each that is none."""
    found = [_word(typed, number) for number, typed in enumerate(_joined(words))]
    found += [
        Word(f"--{name} {text}", OPTION_KEYS[name], text, len(found) + number, option=name)
        for number, (name, text) in enumerate(options.items())
    ]
    keyed, problems = _without_strays(found)
    problems += [word.problem(text) for word in keyed if (text := _malformed(word))]
    return [word for word in keyed if not _malformed(word)], problems


def _joined(words: Iterable[str]) -> Iterator[str]:
    """Yield words, `--l2 1e-3`, which is an option elsewhere, as one."""
    option = ""
    for word in words:
        is_option = word.startswith("--") and "=" not in word
        if option and (is_option or "=" in word):
            yield option
            option = ""
        if is_option:
            option = word
        else:
            yield f"{option} {word}".lstrip()
            option = ""
    if option:
        yield option


def _word(typed: str, number: int) -> Word:
    key, _, text = typed.partition(" " if typed.startswith("--") and "=" not in typed else "=")
    return Word(typed, key.strip(), text.strip(), number)


def _malformed(word: Word) -> str | None:
    """Return what keeps a word from being an override, if anything does."""
    if word.typed.startswith("--") and word.typed == word.key and not key_called(word.key):
        return NO_OPTION
    if not word.key or word.typed == word.key:
        return (
            f"must be key=value, such as {shortest(key_called(word.key) or ('regularization', 'l2'))}=VALUE"
        )
    if not word.text:
        return f"has no value; nothing is written {word.key}=none"
    parts = word.text.split(";")
    if len(parts) > 1 and all(map(_is_number, parts)):
        return f"values are separated by commas: {word.typed.replace(';', ',')}"
    return None


def _is_number(text: str) -> bool:
    try:
        return isinstance(read_scalar(text.strip()), int | float)
    except ValueError:
        return False


def _without_strays(words: Sequence[Word]) -> tuple[list[Word], list[Problem]]:
    """Return the words that have a key, and a problem for each row of values without one: `l2=0, 1e-3`.

    A word whose comma says that such a row goes on with it is left out: the problem is about it too.
    """
    option = next((word for word in words if word.option in _WITH_VALUES), None)
    found: list[Word] = []
    problems: list[Problem] = []
    for is_stray, row in groupby(words, key=_is_stray):
        if not is_stray:
            found += row
            continue
        lead = option if option and (option.text.endswith(",") or not found) else found[-1] if found else None
        problems.append(_stray(lead, list(row)))
    cut = [word for word in found if problems and word.text.endswith(",")]
    return [word for word in found if word not in cut], problems


def _is_stray(word: Word) -> bool:
    """Tell whether a word is neither key=value, nor an option, nor a key that lacks a value."""
    return word.typed == word.key != "" and not word.key.startswith("--") and not key_called(word.key)


def _stray(lead: Word | None, row: Sequence[Word]) -> Problem:
    """Return the problem of values that follow a word, if there is one."""
    values = ",".join(word.typed.strip(",") for word in row)
    example = f"{lead.typed.rstrip(',')},{values}" if lead else "l2=0,1e-3"
    typed = Word(" ".join(word.typed for word in row), "", "", row[0].number)
    verb = "belongs" if len(row) == 1 else "belong"
    return typed.problem(f"{verb} to no key; write lists without spaces, such as {example}")
