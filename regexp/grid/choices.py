"""One value of an axis each: what is written as a list, a range or a pattern of file names, taken apart."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import escape, glob, has_magic
from typing import Any, NamedTuple

from regexp.config.expand import expand_value
from regexp.config.nodes import YamlError
from regexp.config.paths import KeyPath, catalogue
from regexp.config.problems import Place, Problem
from regexp.config.shapes import Slot
from regexp.config.wording import dotted
from regexp.config.words import Word, comma_parts
from regexp.grid.ranges import is_range, spread
from regexp.grid.settings import names_file, plain_form, scalar_slot, setting, without_nothing
from regexp.grid.values import Value


class Item(NamedTuple):
    """A value as it was written, or a range or pattern that stands for several.

    `typed` is the word it would be on the command line, `about` what messages start with after the place.
    """

    content: Any
    typed: str
    place: Place
    about: str = ""

    @property
    def text(self) -> str:
        """The value without its key."""
        return self.typed.partition(" " if self.typed.startswith("--") else "=")[2]

    def problem(self, text: str) -> Problem:
        """Return a problem with this value."""
        return Problem(self.place, f"{self.about}{text}")


@dataclass(frozen=True, kw_only=True)
class Choice(Word):
    """A word that gives one value, read already; it may stand in a file."""

    spot: Place
    content: Any = None
    setting: Value = None

    @property
    def place(self) -> Place:
        """Where messages say that it stands."""
        return self.spot

    def value(self) -> Any:
        """Return its value: plain, with absolute paths of files."""
        return self.content


def key_word(key: str, typed: str, place: Place) -> Choice:
    """Return a key that stands somewhere without a value, as a word whose target can be asked for."""
    return Choice(typed, key, "", 0, option="lambda" if key == "lambda" else None, spot=place)


def items_of_text(text: str, lead: str, place: Place, about: str = "") -> tuple[list[Item], list[Problem]]:
    """Return the values between the commas of a text, as they would be typed after `lead`."""
    items: list[Item] = []
    problems: list[Problem] = []
    for column, part in enumerate(map(str.strip, comma_parts(text))):
        shown = place._replace(column=column, text=f"command line: {lead}{part}")
        item = Item(part, f"{lead}{part}", shown if place.on_command_line else place, about)
        if not part:
            problems.append(Problem(place, f"{about}has an empty value; nothing is written none"))
            continue
        try:
            items.append(item._replace(content=_read(part)))
        except YamlError as error:
            problems.append(item.problem(error.problem))
    return items, problems


def choices(items: Iterable[Item], path: KeyPath, folder: str) -> tuple[list[Choice], list[Problem]]:
    """Return the values that a path takes, paths of files relative to a folder."""
    found: list[Choice] = []
    problems: list[Problem] = []
    for item in items:
        try:
            found += _choices(item, path, folder)
        except ValueError as error:
            problems.append(item.problem(str(error)))
    return found, problems


def choice(item: Item, path: KeyPath, content: Any) -> Choice:
    """Return the choice of a plain value for a path."""
    slot = catalogue()[path]
    value, given = setting(content, slot), plain_form(content, slot)
    return Choice(item.typed, dotted(path), item.text, 0, spot=item.place, content=given, setting=value)


def is_pattern(text: Any, path: KeyPath, folder: str) -> bool:
    """Tell whether a text is a pattern of file names, such as data/*.csv, and not itself a file."""
    if not names_file(text, catalogue()[path]) or not has_magic(text):
        return False
    return not os.path.exists(_absolute(text, folder))


def _read(part: str) -> Any:
    """Return what a text between two commas means; raises YamlError."""
    is_literal = is_range(part) or part.startswith("*")  # in YAML a * starts an alias
    return part if is_literal else Word(part, "", part, 0).value()


def _choices(item: Item, path: KeyPath, folder: str) -> Iterator[Choice]:
    """Yield what an item stands for; raises ValueError with a sentence without its subject."""
    slot, content = catalogue()[path], item.content
    if is_range(content) and not slot.is_text:
        contents: list[Any] = _numbers(content, slot)
    elif is_pattern(content, path, folder):
        contents = _matches(content, folder)
    elif content is None and "none" in slot.words:
        raise ValueError("empty is no value of an axis; none is a word of its own here")
    else:
        contents = [_located(content, slot, folder, item.text)]
    return (choice(item, path, value) for value in contents)


def _numbers(text: str, slot: Slot) -> list[float]:
    """Return the values of a range: integers unless the slot takes other numbers too."""
    values = spread(text)
    taker = scalar_slot(slot)
    if taker.takes_floats and not taker.takes_integers:
        return values
    fraction = next((value for value in values if not value.is_integer()), None)
    if fraction is None:
        return [int(value) for value in values]
    if slot.is_list or (taker.takes_integers and not taker.takes_floats):
        raise ValueError(f"{text} has {fraction:g}, but only whole numbers fit here")
    return values


def _matches(pattern: str, folder: str) -> list[str]:
    """Return the files that a pattern names, sorted."""
    found = glob(os.path.join(escape(folder), os.path.expanduser(pattern)), recursive=True)
    if not found:
        raise ValueError(f"no file is named {_absolute(pattern, folder)}")
    return sorted(map(os.path.normpath, found))


def _located(content: Any, slot: Slot, folder: str, text: str) -> Any:
    """Return a value with absolute paths; a number as text where only text fits."""
    if names_file(content, slot):
        return _absolute(content, folder)
    if slot.is_text and isinstance(content, int | float):
        return text
    if isinstance(content, dict):
        return expand_value(content, slot, folder)
    return without_nothing(content, slot)


def _absolute(file: str, folder: str) -> str:
    return os.path.normpath(os.path.join(folder, os.path.expanduser(file)))
