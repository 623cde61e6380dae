"""The settings of a collection, each with its runs, one a seed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from regexp.collection import Collection, FinishedRun, differing, value_at
from regexp.describe import counted
from regexp.record import Setting
from regexp.summary.naming import settings_in_words
from regexp.summary.pictures import in_few_characters
from regexp.summary.wording import seeds_in_words


@dataclass(frozen=True)
class Cell:
    """A setting: its values at the names that differ in the collection, and its runs, one a seed, ascending.

    What it has no place for is left out of `settings`, of an arm also what it does not set.
    """

    settings: Mapping[str, Setting]
    runs: tuple[FinishedRun, ...]

    @property
    def name(self) -> str:
        """The setting as it is typed: `l2=0.01 dropout=0.5`; empty where nothing differs."""
        return " ".join(settings_in_words(self.settings, in_few_characters))


def names_of(collection: Collection) -> tuple[str, ...]:
    """Return the full names of the settings in which runs differ, the sweeps' axes first."""
    return differing([run.settings for run in collection.runs], collection.axes)


def cells_of(runs: Sequence[FinishedRun], names: Iterable[str]) -> list[Cell]:
    """Return the settings of runs by their values at some names, in the order of first mention.

    Of two runs with the same setting and seed the first counts.
    """
    keys = tuple(names)
    cells: dict[tuple[Setting, ...], dict[int, FinishedRun]] = {}
    value = _given_at if "arm" in keys else value_at
    for run in runs:
        cell = cells.setdefault(tuple(value(run.settings, name) for name in keys), {})
        cell.setdefault(run.seed, run)
    return [
        Cell(
            dict(_had(zip(keys, values, strict=True), "arm" not in keys)),
            tuple(cell[seed] for seed in sorted(cell)),
        )
        for values, cell in cells.items()
    ]


def _had(settings: Iterable[tuple[str, Setting]], with_regularizers: bool) -> Iterator[tuple[str, Setting]]:
    """Yield what a setting has; regularizers that are left out are among what tells settings apart."""
    for name, value in settings:
        if value is not None or (with_regularizers and name.startswith("regularization.")):
            yield name, value


def _given_at(settings: Mapping[str, Setting], name: str) -> Setting:
    return settings.get(name)


def size_in_words(cells: Sequence[Cell]) -> str:
    """Return how many settings and seeds there are: `12 settings x 10 seeds`."""
    seeds = [len(cell.runs) for cell in cells]
    return f"{counted(len(cells), 'setting')} x {seeds_in_words(min(seeds), max(seeds))}"
