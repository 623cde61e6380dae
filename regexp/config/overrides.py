"""Words of the command line applied to a config's tree, in an order that doesn't depend on theirs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from regexp.config.expand import expand_value, is_dispensable, is_nothing
from regexp.config.nodes import YamlError
from regexp.config.paths import KeyPath, catalogue
from regexp.config.places import Sources
from regexp.config.problems import Problem
from regexp.config.schema import Config
from regexp.config.shapes import Field, fields
from regexp.config.targets import TargetError, target
from regexp.config.wording import any_of
from regexp.config.words import Word


@dataclass
class Overrides:
    """A tree without shorthand that words are applied to; paths of files are relative to `folder`."""

    tree: dict[str, Any]
    sources: Sources
    folder: str
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def apply(self, words: Iterable[Word]) -> None:
        """Apply words, components before what is in them, `--lambda` last; wrong ones become problems."""
        given, seen = list(words), dict[KeyPath, Word]()
        settled_last = [word for word in given if word.option == "lambda"]
        for chosen in ([word for word in given if word not in settled_last], settled_last):
            for path, word in sorted(self._targets(chosen, seen), key=lambda pair: len(pair[0])):
                self._set(path, word)

    def _targets(self, words: list[Word], seen: dict[KeyPath, Word]) -> Iterator[tuple[KeyPath, Word]]:
        """Yield what each word sets, unless that is unclear or set already."""
        entries = self.tree.get("regularization")
        present = list(entries) if isinstance(entries, dict) else []
        for word in words:
            try:
                path = target(word, present)
            except TargetError as error:
                self.problems.append(word.problem(str(error)))
                continue
            if first := seen.get(path):
                self.problems.append(word.problem(f"sets {'.'.join(path)} again, after {first.typed}"))
            else:
                seen[path] = word
                yield path, word

    def _set(self, path: KeyPath, word: Word) -> None:
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
        if is_nothing(value, slot) and is_dispensable(slot) and not slot.by_kind:
            mapping.pop(path[-1], None)
        elif slot.is_part and not isinstance(value, dict | list) and not is_nothing(value, slot):
            self._merge(mapping, path, slot, expand_value(value, slot, self.folder), word)
        else:
            mapping[path[-1]] = expand_value(value, slot, self.folder)
            self.sources.record(path, mapping[path[-1]], word)

    def _descend(self, path: KeyPath) -> tuple[dict[str, Any] | None, Field]:
        """Return the mapping that holds a path's last key, made where missing, and what may stand there.

        Where the file has something else than a mapping there is none, and validation will say so.
        """
        mapping, known = self.tree, fields(Config)
        for depth, step in enumerate(path[:-1], 1):
            slot = known.get(step, catalogue()[path[:depth]])
            if mapping.get(step) is None:
                mapping[step] = {"kind": slot.default_kind()} if slot.default_kind() else {}
            if not isinstance(mapping[step], dict):
                return None, slot
            mapping, known = mapping[step], slot.fields_of(mapping[step])
        return mapping, known.get(path[-1], catalogue()[path])

    def _merge(self, mapping: dict[str, Any], path: KeyPath, slot: Field, value: Any, word: Word) -> None:
        """Set a component's kind or main field and keep its other fields, as far as its kind has them."""
        current = mapping.get(path[-1])
        if not isinstance(value, dict):
            mapping[path[-1]] = value
            self.sources.record(path, value, word)
            return
        kept = self._kept(current, slot, value, word) if isinstance(current, dict) else {}
        mapping[path[-1]] = kept | value
        for key, inner in value.items():
            self.sources.record((*path, key), inner, word)

    def _kept(
        self, current: dict[str, Any], slot: Field, value: dict[str, Any], word: Word
    ) -> dict[str, Any]:
        """Return the current fields without those that only the old kind has, which become a note."""
        had, has = (
            slot.fields_of(current),
            slot.fields_of(value) if slot.is_family else slot.fields_of(current),
        )
        dropped = [key for key in current if key in had and key not in has] if has else []
        if dropped:
            self.notes.append(
                f"{word.typed}: dropped {any_of(dropped, 'and')}, which {value['kind']} does not have"
            )
        return {key: inner for key, inner in current.items() if key not in dropped}
