"""Points listed one by one: columns of keys and rows of values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from regexp.config.paths import KeyPath
from regexp.config.problems import Place, Problem
from regexp.config.targets import targets
from regexp.config.words import Word
from regexp.grid.axes import Remarks, no_axis, table_of
from regexp.grid.choices import Choice, Item, choices
from regexp.grid.parts import ARM, SEEDS, Point, Table
from regexp.grid.seeds import Repeats

ARM_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass
class Sheet:
    """Columns, the rows' values by column, and the folder that files in them are relative to.

    `about` is what messages about columns start with after the place.
    """

    folder: str
    about: str = ""
    columns: dict[str, Choice] = field(default_factory=dict)
    rows: list[dict[str, Item]] = field(default_factory=list)


def read_table(
    sheet: Sheet, present: Iterable[str], seen: dict[KeyPath, Word], repeats: Repeats, remarks: Remarks
) -> Table:
    """Return the points that a sheet lists; an empty cell leaves its key as it is in the base."""
    paths = _paths(sheet, present, seen, remarks)
    rows = []
    for row in sheet.rows:
        found = {
            path: _one(row[key], path, sheet.folder, remarks) for key, path in paths.items() if key in row
        }
        rows.append({path: choice for path, choice in found.items() if choice})
        if "seeds" in row:
            rows[-1] |= own_seeds(row["seeds"], repeats, remarks)
        if ARM in paths.values() and ARM not in rows[-1]:
            word = sheet.columns["arm"]
            remarks.problems.append(word.problem(f"{sheet.about}arm: is missing from a point"))
    return table_of(paths.values(), rows, remarks)


def arm_choice(name: str, place: Place) -> Choice:
    """Return an arm's name as a choice."""
    return Choice(f"arm={name}", "arm", name, 0, spot=place, content=name, setting=name)


def own_seeds(item: Item, repeats: Repeats, remarks: Remarks) -> Point:
    """Return the seeds that a point or arm has of its own as part of a point; nothing where it has none."""
    try:
        seeds = repeats.own(item.content)
    except ValueError as error:
        remarks.problems.append(item.problem(str(error)))
        return {}
    if seeds is None:
        return {}
    written = str(seeds) if isinstance(seeds, range) else seeds
    return {SEEDS: Choice(item.typed, "seeds", item.text, 0, spot=item.place, content=seeds, setting=written)}


def _paths(
    sheet: Sheet, present: Iterable[str], seen: dict[KeyPath, Word], remarks: Remarks
) -> dict[str, KeyPath]:
    """Return the path that each column sets, in the order of the columns."""
    words = [word for key, word in sheet.columns.items() if key not in ("arm", "seeds")]
    found, unclear = targets(words, present, seen)
    refused = [word.problem(f"{word.key} {text}") for path, word in found if (text := no_axis(path))]
    remarks.problems += [Problem(place, f"{sheet.about}{text}") for place, text in (*unclear, *refused)]
    paths = {word.typed: path for path, word in found if not no_axis(path)}
    paths |= {"arm": ARM} if "arm" in sheet.columns else {}
    return {key: paths[key] for key in sheet.columns if key in paths}


def _one(item: Item, path: KeyPath, folder: str, remarks: Remarks) -> Choice | None:
    """Return the one value that a cell of the table stands for; anything else becomes a problem."""
    if path == ARM:
        name = item.content if isinstance(item.content, str) else item.text
        if not ARM_NAME.fullmatch(name):
            remarks.problems.append(item.problem("an arm's name has letters, digits, . _ and - only"))
        return arm_choice(name, item.place)
    found, problems = choices([item], path, folder)
    if len(found) > 1:
        problems.append(item.problem(f"a point takes one value, not {len(found)}"))
    remarks.problems += problems
    return found[0] if found else None
