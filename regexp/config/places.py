"""Where each value of a config came from: a position in the file or a word on the command line."""

from dataclasses import dataclass, field
from typing import Any

from regexp.config.nodes import Mark, Node, Path
from regexp.config.problems import Place
from regexp.config.words import Word


@dataclass
class Sources:
    """The file's nodes under its shown name, and the words that replaced some of its values."""

    file: str
    document: Node
    words: dict[Path, Word] = field(default_factory=dict)

    def record(self, path: Path, value: Any, word: Word) -> None:
        """Note that a value and all that is in it came from the command line."""
        self.words[path] = word
        entries = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        for step, inner in entries:
            self.record((*path, step), inner, word)

    def written(self, path: Path) -> Path:
        """Return as much of a path as was written, a word before the file; the rest was filled in."""
        return path[: self._depth_of_word(path) or self.document.depth_of(path)]

    def of_value(self, path: Path) -> Place:
        """Return where the value at a path was given: by a word, for part of it as well, or in the file."""
        written = self.written(path)
        return self._word(path, written) or self._in_file(self.document.at(written).mark)

    def of_key(self, path: Path) -> Place:
        """Return where the last key of a path stands; the start of the file for the whole config."""
        written = self.written(path)
        if place := self._word(path, written):
            return place
        keys = self.document.at(written[:-1]).keys
        return self._in_file(keys.get(str(written[-1]), self.document.mark) if written else Mark(1, 1))

    def _depth_of_word(self, path: Path) -> int:
        return next((depth for depth in range(len(path), 0, -1) if path[:depth] in self.words), 0)

    def _word(self, path: Path, written: Path) -> Place | None:
        """Return the word that gave a path, or else part of what is at it."""
        if written in self.words:
            return self.words[written].place
        inside = (word.place for given, word in self.words.items() if path and given[: len(path)] == path)
        return next(inside, None)

    def _in_file(self, mark: Mark) -> Place:
        return in_file(self.file, mark)


def in_file(file: str, mark: Mark) -> Place:
    """Return the place of a position in a file of this shown name."""
    return Place(False, mark.line, mark.column, f"{file}:{mark.line}:{mark.column}")
