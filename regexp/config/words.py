"""The grammar of overrides on the command line: `key=value` words and the options that stand for some."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from regexp.config.nodes import Mark, YamlError
from regexp.config.problems import Place, Problem
from regexp.config.synonyms import normal
from regexp.config.yaml_loader import parse_yaml

OPTION_KEYS = {"lambda": "lambda", "dropout": "regularization.dropout.rate", "seed": "seed", "name": "name"}
"""The key that each option stands for; `lambda` is settled by what the config has."""

_RANGE = re.compile(r"(log|lin):.*", re.DOTALL)


@dataclass(frozen=True)
class Word:
    """One override: `typed` is what stands on the command line, at position `number`."""

    typed: str
    key: str
    text: str
    number: int
    option: str | None = None

    @property
    def place(self) -> Place:
        """Where messages say that it stands."""
        return Place(True, self.number, 0, f"command line: {' '.join(self.typed.split())}")

    @property
    def is_several(self) -> bool:
        """Whether it gives several values: `0,1e-3`, `log:1e-5:1:11` or `lin:0:0.8:5`."""
        listed = len(comma_parts(self.text)) > 1 or _RANGE.fullmatch(self.text)
        return self.option != "name" and bool(listed)

    def problem(self, text: str) -> Problem:
        """Return a problem at this word."""
        return Problem(self.place, text)

    def value(self) -> Any:
        """Return its value by the rules of YAML; raises YamlError."""
        if self.option == "name":
            return self.text
        value = parse_yaml(self.text).value
        if isinstance(value, dict | list) and self.text[0] not in "[{":
            raise YamlError(
                Mark(1, 1), "must be one value; write {key: value} for a mapping and [1, 2] for a list"
            )
        return value


def split_words(words: Iterable[str], options: Mapping[str, str]) -> tuple[list[Word], list[Problem]]:
    """Return the overrides that words and options stand for, and a problem for each that is none."""
    found = [_word(typed, number) for number, typed in enumerate(_joined(words))]
    found += [
        Word(f"--{name} {text}", OPTION_KEYS[name], text, len(found) + number, option=name)
        for number, (name, text) in enumerate(options.items())
    ]
    problems = [word.problem(text) for word in found if (text := _malformed(word))]
    return [word for word in found if not _malformed(word)], problems


def comma_parts(text: str) -> list[str]:
    """Return the parts of a text between its commas, those in quotes and brackets apart."""
    parts, depth, quote = [""], 0, ""
    for character in text:
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'" and (depth or not parts[-1].strip()):
            quote = character
        elif character in "[{":
            depth += 1
        elif character in "]}":
            depth -= 1
        elif character == "," and depth == 0:
            parts.append("")
            continue
        parts[-1] += character
    return parts


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
    if not word.key or word.typed == word.key:
        return f"must be key=value, such as {normal(word.key) or 'l2'}=VALUE"
    if not word.text:
        return f"has no value; nothing is written {word.key}=none"
    return None
