"""Words of the command line applied to a config's tree, in an order that doesn't depend on theirs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from regexp.config.expand import expand_value, is_left_out, is_nothing
from regexp.config.nodes import YamlError
from regexp.config.paths import KeyPath, catalogue
from regexp.config.places import Sources
from regexp.config.problems import Problem
from regexp.config.schema import Config
from regexp.config.shapes import Slot, slots
from regexp.config.targets import targets
from regexp.config.wording import any_of
from regexp.config.words import Word

Tree = dict[str, Any]


@dataclass
class Overrides:
    """A tree without shorthand that words are applied to; paths of files are relative to `folder`."""

    tree: Tree
    sources: Sources
    folder: str
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def copy(self) -> "Overrides":
        """Return the same tree for other words, without the notes and problems so far."""
        sources = Sources(self.sources.file, self.sources.document, dict(self.sources.words))
        return Overrides(_copied(self.tree), sources, self.folder)

    def apply(self, words: Iterable[Word]) -> None:
        """Apply words, components before what is in them, `--lambda` last; wrong ones become problems."""
        given, seen = list(words), dict[KeyPath, Word]()
        settled_last = [word for word in given if word.option == "lambda"]
        for chosen in ([word for word in given if word not in settled_last], settled_last):
            found, unclear = targets(chosen, self.regularizers(), seen)
            self.problems += unclear
            for path, word in sorted(found, key=lambda pair: len(pair[0])):
                self.set(path, word)

    def regularizers(self) -> list[str]:
        """Return the kinds of regularizers in the tree."""
        entries = self.tree.get("regularization")
        return list(entries) if isinstance(entries, dict) else []

    def set(self, path: KeyPath, word: Word) -> None:
        """Give one path a word's value."""
        try:
            value = word.value()
        except YamlError as error:
            self.problems.append(word.problem(error.problem))
            return
        mapping, slot = self._descend(path)
        if mapping is None:
            return
        if slot.is_text and isinstance(value, int | float):
            value = word.text
        if is_left_out(value, slot):
            mapping.pop(path[-1], None)
        else:
            self._put(mapping, path, slot, value, word)

    def fill(self, path: KeyPath, value: Any) -> None:
        """Give one path that a checked config lacks a value that nobody wrote."""
        mapping, slot = self._descend(path)
        if mapping is not None:
            mapping[path[-1]] = expand_value(value, slot, self.folder)

    def _descend(self, path: KeyPath) -> tuple[Tree | None, Slot]:
        """Return the mapping that holds a path's last key, made where missing, and what may stand there.

        Where the file has something else than a mapping there is none, and validation will say so.
        """
        mapping, known = self.tree, slots(Config)
        for depth, step in enumerate(path[:-1], 1):
            slot = known.get(step, catalogue()[path[:depth]])
            if mapping.get(step) is None:
                mapping[step] = {"kind": slot.default_kind} if slot.default_kind else {}
            if not isinstance(mapping[step], dict):
                return None, slot
            mapping, known = mapping[step], slot.slots_of(mapping[step])
        return mapping, known.get(path[-1], catalogue()[path])

    def _put(self, mapping: Tree, path: KeyPath, slot: Slot, value: Any, word: Word) -> None:
        """Set a plain value or a whole mapping; of a component that is there, a scalar sets one field."""
        expanded = expand_value(value, slot, self.folder)
        names_one_field = isinstance(expanded, dict) and not (
            isinstance(value, dict) or is_nothing(value, slot)
        )
        if not names_one_field:
            mapping[path[-1]] = expanded
            self.sources.record(path, expanded, word)
            return
        current = mapping.get(path[-1])
        kept = self._kept(current, expanded, slot, word) if isinstance(current, dict) else {}
        mapping[path[-1]] = kept | expanded
        for key, inner in expanded.items():
            self.sources.record((*path, key), inner, word)

    def _kept(self, current: Tree, new: Tree, slot: Slot, word: Word) -> Tree:
        """Return a component's fields without those that its new kind lacks, which become a note."""
        had, has = slot.slots_of(current), slot.slots_of(new)
        dropped = [key for key in current if key in had and key not in has] if has else []
        if dropped:
            lost = f"dropped {any_of(dropped, 'and')}, which {new['kind']} does not have"
            self.notes.append(f"{word.typed}: {lost}")
        return {key: value for key, value in current.items() if key not in dropped}


def _copied(tree: Tree) -> Tree:
    """Return a tree whose mappings may be changed; lists are shared, since words replace them whole."""
    return {key: _copied(value) if isinstance(value, dict) else value for key, value in tree.items()}
