"""The `sweep:` block of a config: its keys, and what each key's values are."""

import os
from collections.abc import Collection, Iterable
from typing import NamedTuple

from regexp.config.nodes import Node
from regexp.config.paths import KeyPath
from regexp.config.places import in_file
from regexp.config.problems import Place, Problem
from regexp.config.targets import targets
from regexp.config.wording import shown
from regexp.config.words import Word
from regexp.config.writer import write_flow
from regexp.grid.axes import Remarks, axis_of, no_axis, without_doubles
from regexp.grid.choices import Choice, Item, items_of_text, key_word
from regexp.grid.parts import Arms, Axis, Part, Product, Table
from regexp.grid.seeds import Repeats
from regexp.grid.sheets import sheet_of_file, sheet_of_list
from regexp.grid.tables import ARM_NAME, Sheet, arm_choice, own_seeds, read_table

WORDS = ("seeds", "zip", "points", "arms")
"""The keys of the block that are no axes."""


class Entry(NamedTuple):
    """An axis of the block: the path that its key means, the key, and the node of its values."""

    path: KeyPath
    key: Choice
    node: Node


class Block:
    """The `sweep:` block of a file, or one of its arms, whose keys stand after `about` in messages."""

    def __init__(self, node: Node, file: str, about: str, remarks: Remarks) -> None:
        """Look at the keys; an empty block has none, and anything but a mapping is a problem."""
        self.node, self.file, self.about, self.remarks = node, file, about, remarks
        self.folder = os.path.dirname(os.path.abspath(file))
        self.seen: dict[KeyPath, Word] = {}
        self.entries: list[Entry] = []
        if node.value not in (None, "none") and not isinstance(node.value, dict):
            self._refuse(
                in_file(file, node.mark), f"must be a mapping of keys to values, not {shown(node.value)}"
            )

    def place(self, key: str) -> Place:
        """Return where a key stands."""
        return in_file(self.file, self.node.keys[key])

    def zip_place(self) -> Place | None:
        """Return where the block says that its axes are paired, if it does."""
        node = self.node.children.get("zip")
        if node and not isinstance(node.value, bool):
            self._refuse(
                in_file(self.file, node.mark), f"must be true or false, not {shown(node.value)}", "zip"
            )
        return self.place("zip") if node and node.value is True else None

    def read_axes(self, present: Iterable[str], last: bool) -> None:
        """Find what the keys mean, `lambda` in a second, last turn, which the regularizers decide about."""
        words = [
            key_word(key, key, self.place(key))
            for key in self.node.keys
            if key not in WORDS and (key == "lambda") == last
        ]
        found, unclear = targets(words, present, self.seen)
        self.remarks.problems += [Problem(place, f"{self.about}: {text}") for place, text in unclear]
        for path, word in found:
            if reason := no_axis(path):
                self._refuse(word.place, reason, word.key)
            elif isinstance(word, Choice):
                self.entries.append(Entry(path, word, self.node.children[word.key]))

    def axis(self, entry: Entry) -> Axis:
        """Return an axis with its values."""
        items = self._items(entry)
        if entry.node.value == []:
            self._refuse(entry.key.place, "has no values", entry.key.key)
        return axis_of(entry.path, items, self.folder, self.remarks)

    def table(self, present: Iterable[str], repeats: Repeats) -> Table | None:
        """Return the points that are listed, or in a CSV file."""
        node = self.node.children.get("points")
        if node is None:
            return None
        place, about = in_file(self.file, node.mark), f"{self.about}.points: "
        if isinstance(node.value, str):
            sheet = sheet_of_file(node.value, self.folder, place, about, self.remarks)
        elif isinstance(node.value, list) and node.value:
            sheet = sheet_of_list(node, self.file, self.folder, about, self.remarks)
        else:
            self._refuse(place, "must be a CSV file or a list of mappings", "points")
            sheet = Sheet(self.folder)
        return read_table(sheet, present, self.seen, repeats, self.remarks)

    def arms(self, present: Collection[str], repeats: Repeats) -> Arms | None:
        """Return the alternatives that are named."""
        node = self.node.children.get("arms")
        if node is None:
            return None
        if not isinstance(node.value, dict) or not node.value:
            self._refuse(in_file(self.file, node.mark), "must be a mapping of names to axes", "arms")
        arms = []
        for name, mark in node.keys.items():
            place = in_file(self.file, mark)
            if not ARM_NAME.fullmatch(name):
                self._refuse(place, "an arm's name has letters, digits, . _ and - only", "arms")
            block = Block(node.children[name], self.file, f"{self.about}.arms.{shown(name)}", self.remarks)
            arms.append((arm_choice(name, place), block.product(present, repeats)))
        return Arms(tuple(arms))

    def product(self, present: Collection[str], repeats: Repeats) -> Product:
        """Return the axes and points of an arm, with its seeds."""
        for key in {"zip", "arms"} & set(self.node.keys):
            self._refuse(self.place(key), "can't stand in an arm", key)
        self.read_axes(present, last=False)
        self.read_axes([*present, *kinds(self.seen)], last=True)
        parts: list[tuple[Place, Part]] = [
            (entry.key.place, without_doubles(self.axis(entry), self.remarks)) for entry in self.entries
        ]
        if table := self._repeated(self.table(present, repeats), repeats):
            parts.append((self.place("points" if "points" in self.node.keys else "seeds"), table))
        return Product(tuple(part for _, part in sorted(parts, key=lambda pair: pair[0])))

    def _repeated(self, table: Table | None, repeats: Repeats) -> Table | None:
        """Return an arm's points with its seeds, which one empty point has where there are no points."""
        node = self.node.children.get("seeds")
        if node is None:
            return table
        place = in_file(self.file, node.mark)
        item = Item(node.value, f"seeds={write_flow(node.value)}", place, f"{self.about}.seeds: ")
        seeds = own_seeds(item, repeats, self.remarks)
        table = table or Table((), ({},))
        return Table(table.paths, tuple({**seeds, **row} for row in table.rows))

    def _items(self, entry: Entry) -> list[Item]:
        """Return an axis's values; a YAML list and a text with commas mean the same."""
        key, node = entry.key.key, entry.node
        lead, about = f"{key}=", f"{self.about}.{key}: "
        if isinstance(node.value, str):
            items, problems = items_of_text(node.value, lead, in_file(self.file, node.mark), about)
            self.remarks.problems += problems
            return items
        nodes = node.children.values() if isinstance(node.value, list) else [node]
        return [
            Item(one.value, f"{lead}{write_flow(one.value)}", in_file(self.file, one.mark), about)
            for one in nodes
        ]

    def _refuse(self, place: Place, text: str, key: str = "") -> None:
        about = f"{self.about}.{key}" if key else self.about
        self.remarks.problems.append(Problem(place, f"{about}: {text}"))


def kinds(paths: Iterable[KeyPath]) -> list[str]:
    """Return the regularizers that some paths set."""
    return [path[1] for path in paths if path[0] == "regularization" and len(path) > 1]
