"""Words and options of `regexp sweep` sorted by what they are: settings, tables of points, and seeds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regexp.config.command_line import split_words
from regexp.config.problems import Problem
from regexp.config.words import Word
from regexp.grid.choices import Item, items_of_text


@dataclass(frozen=True)
class Shell:
    """What was typed: settings, points files (their name is the text), and texts that mean seeds."""

    words: list[Word]
    tables: list[Word]
    seeds: list[Word]
    problems: list[Problem]


def read_shell(words: Sequence[str], options: Mapping[str, str]) -> Shell:
    """Return the words and options of a command line, sorted; seeds are `--seeds` and `seeds=`."""
    tables = [Word(typed, "", typed[1:], 0) for typed in words if typed.startswith("@")]
    settings = [typed for typed in words if not typed.startswith("@")]
    found, problems = split_words(settings, options)
    seeds = [word for word in found if word.key == "seeds"]
    problems += [word.problem("is no file's name; write @points.csv") for word in tables if not word.text]
    rest = [word for word in found if word.key != "seeds"]
    return Shell(rest, [word for word in tables if word.text], seeds, problems)


def items_of_word(word: Word) -> tuple[list[Item], list[Problem]]:
    """Return the values of a word, each as if it had been typed alone."""
    lead = f"--{word.option} " if word.option else f"{word.key}="
    return items_of_text(word.text, lead, word.place)
