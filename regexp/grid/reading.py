"""A command line and a `sweep:` block read together: the base, what is combined, and the seeds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from regexp.config.draft import Draft
from regexp.config.nodes import Mark, Node
from regexp.config.overrides import Overrides
from regexp.config.paths import KeyPath, shortest
from regexp.config.problems import Place, Problem
from regexp.config.targets import Target, targets
from regexp.config.words import Word
from regexp.grid.axes import Remarks, axis_of, is_automatic, no_axis, paired, without_doubles
from regexp.grid.block import Block, kinds
from regexp.grid.choices import is_pattern
from regexp.grid.parts import ARM, Axis, Part, Product
from regexp.grid.seeds import Repeats, Seeds, is_number_of, read_seeds, seed_of
from regexp.grid.sheets import sheet_of_file
from regexp.grid.shell import Shell, items_of_word
from regexp.grid.tables import read_table

SEED: KeyPath = ("seed",)
SWEEP: KeyPath = ("sweep",)


@dataclass(frozen=True)
class Request:
    """What a sweep asks for: single values are in the base, every combination is run with every seed."""

    base: Overrides
    product: Product
    seeds: Seeds
    remarks: Remarks


class Reading:
    """Reads a sweep step by step: what is settled first decides what later keys mean."""

    def __init__(self, draft: Draft, shell: Shell, is_zipped: bool) -> None:
        """Take the file, the sorted command line, and whether `--zip` stands there."""
        self.base = draft.overrides()
        self.base.tree.pop("sweep", None)
        self.shell, self.is_zipped = shell, is_zipped
        self.remarks = Remarks(problems=list(shell.problems))
        node = draft.document.children.get("sweep", Node(None, Mark(1, 1)))
        self.block = Block(node, str(draft.path), "sweep", self.remarks)
        self.seen: dict[KeyPath, Word] = {}
        self.several: list[Target] = []
        self.parts: list[tuple[Place, Part]] = []

    def request(self) -> Request:
        """Return all that is asked for; `remarks` says what is wrong."""
        self._settle([word for word in self.shell.words if word.option != "lambda"], [])
        self.block.read_axes([], last=False)
        swept = kinds([*(path for path, _ in self.several), *(entry.path for entry in self.block.entries)])
        present = [*self.base.regularizers(), *swept]
        self._settle([word for word in self.shell.words if word.option == "lambda"], present)
        self.block.read_axes(present, last=True)
        self._read_tables(present)
        self._read_axes()
        self._read_block(present)
        seeds = self._seeds()
        self.remarks.notes[:0] = self.base.notes
        self.remarks.problems += self.base.problems
        parts = sorted(self.parts, key=lambda pair: pair[0])
        return Request(self.base, Product(tuple(part for _, part in parts)), seeds, self.remarks)

    def _settle(self, words: Sequence[Word], present: Sequence[str]) -> None:
        """Apply the words that give one value to the base, and keep those that give several."""
        found, unclear = targets(words, present, self.seen)
        self.remarks.problems += unclear
        for path, word in sorted(found, key=lambda target: len(target[0])):
            gives_several = word.is_several or is_automatic(path, word.text) or path == SWEEP
            if path == SEED and gives_several:
                self.shell.seeds.append(word)
            elif gives_several or is_pattern(word.text, path, self.base.folder):
                self.several.append((path, word))
            else:
                self.base.set(path, word)
        refused = [word.problem(text) for path, word in self.several if (text := no_axis(path))]
        self.remarks.problems += refused
        self.several = [(path, word) for path, word in self.several if not no_axis(path)]

    def _read_tables(self, present: Sequence[str]) -> None:
        """Read the files of points that the command line names."""
        for word in self.shell.tables:
            sheet = sheet_of_file(word.text, self.base.folder, word.place, "", self.remarks)
            self.parts.append(
                (word.place, read_table(sheet, present, self.seen, self._repeats, self.remarks))
            )

    def _read_axes(self) -> None:
        """Read the axes of the command line and those of the block that it doesn't replace."""
        typed = {path: (word.place, self._axis(path, word)) for path, word in self.several}
        written = []
        for entry in self.block.entries:
            if entry.path in typed and not self.is_zipped:
                written.append((entry.key.place, typed.pop(entry.path)[1]))
            elif entry.path not in self.seen:
                written.append((entry.key.place, self.block.axis(entry)))
        zip_typed, zip_written = self._zip_places()
        self._add(list(typed.values()), zip_typed, "")
        self._add(written, zip_written, "sweep.zip: ")

    def _zip_places(self) -> tuple[Place | None, Place | None]:
        """Return where the command line and the block say that their axes are paired, if they do."""
        typed = Place(True, len(self.shell.words), 0, "command line: --zip") if self.is_zipped else None
        written = self.block.zip_place()
        if typed and not self.several:
            text = "pairs axes of the command line, which has none; in a file zip: true stands below sweep:"
            self.remarks.problems.append(Problem(typed, text))
        if written and not self.block.entries:
            text = "sweep.zip: pairs the axes beside it, and there are none"
            self.remarks.problems.append(Problem(written, text))
        return typed, written

    def _axis(self, path: KeyPath, word: Word) -> Axis:
        items, problems = items_of_word(word)
        self.remarks.problems += problems
        return axis_of(path, items, self.base.folder, self.remarks)

    def _add(self, axes: Sequence[tuple[Place, Axis]], zip_place: Place | None, about: str) -> None:
        """Add axes to what is combined: paired if something asks for it, else each for itself."""
        if zip_place and axes:
            together = paired([axis for _, axis in axes], zip_place, about, self.remarks)
            self.parts += [(axes[0][0], part) for part in together]
        else:
            self.parts += [(place, without_doubles(axis, self.remarks)) for place, axis in axes]

    def _read_block(self, present: Sequence[str]) -> None:
        """Read the points and arms of the block, whose keys the command line can't replace."""
        if table := self.block.table(present, self._repeats):
            self._refuse_replaced(table.paths, "points")
            self.parts.append((self.block.place("points"), table))
        if arms := self.block.arms(self.base.regularizers(), self._repeats):
            self._refuse_replaced(arms.paths, "arms")
            for path in arms.paths:
                if word := self.block.seen.get(path):
                    text = f"sweep: {word.key} is set in an arm as well; give it in one place"
                    self.remarks.problems.append(word.problem(text))
            self.parts.append((self.block.place("arms"), arms))
        if [path for _, part in self.parts for path in part.paths].count(ARM) > 1:
            place = self.parts[-1][0]
            self.remarks.problems.append(
                Problem(place, "sweep: arms are named twice; give them in one place")
            )
        with_seeds = [place for place, part in self.parts if part.has_seeds]
        if len(with_seeds) > 1:
            text = "sweep: seeds stand in several tables or arms; give them in one place"
            self.remarks.problems.append(Problem(max(with_seeds), text))

    def _refuse_replaced(self, paths: Iterable[KeyPath], where: str) -> None:
        for path in paths:
            if word := self.seen.get(path):
                text = f"{shortest(path)} is set by the {where} of the file's sweep: block; change it there"
                self.remarks.problems.append(word.problem(text))

    def _seeds(self) -> Seeds:
        """Return the seeds of `--seeds` or `seed=`, else of the block, else the base's one."""
        typed, single = self.shell.seeds, self.seen.get(SEED)
        single = single if single not in typed else None
        again = [*typed[1:], *([single] if typed and single and not is_number_of(typed[0].text) else [])]
        self.remarks.problems += [
            word.problem(f"sets the seeds again, after {typed[0].typed}") for word in again
        ]
        if typed:
            return self._read_seeds(typed[0].text, typed[0].place, "")
        node = self.block.node.children.get("seeds")
        if node and (not single or is_number_of(node.value)):
            return self._read_seeds(node.value, self.block.place("seeds"), "sweep.seeds: ")
        return (self.first_seed,)

    @property
    def _repeats(self) -> Repeats:
        """What the command line says about seeds."""
        is_one_typed = SEED in self.seen and self.seen[SEED] not in self.shell.seeds
        return Repeats(self.first_seed, is_one_typed, bool(self.shell.seeds))

    @property
    def first_seed(self) -> int:
        """The base's seed; validation says so if it is none."""
        return seed_of(self.base.tree)

    def _read_seeds(self, value: Any, place: Place, about: str) -> Seeds:
        try:
            return read_seeds(value, self.first_seed)
        except ValueError as error:
            self.remarks.problems.append(Problem(place, f"{about}{error}"))
            return ()
