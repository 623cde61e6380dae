"""Settings as steps along one swept number, with a family for each combination of the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from regexp.analysis.choices import is_dose
from regexp.collection import Collection, rows_of
from regexp.errors import ConfigError
from regexp.gallery.cells import Cell, cells_of, names_of
from regexp.plots.ruler import written
from regexp.plots.survey import Axis
from regexp.record import Setting
from regexp.summary.findings import findings_of
from regexp.summary.naming import NOTHING, settings_in_words
from regexp.summary.pictures import overview_of

WIDTHS = "model.hidden"
OTHERWISE = "no other regularization"
"""What a family is called that has none but the swept regularizer."""
LONGEST = 34
"""The most characters of a step's name."""


@dataclass(frozen=True)
class Family:
    """Settings that differ only in the swept number, one a step, None where there is none."""

    name: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Steps:
    """The axis that settings are steps of, and its families; an axis of names has every setting as a step."""

    axis: Axis
    families: tuple[Family, ...]

    @property
    def cells(self) -> list[Cell]:
        """All settings, family by family."""
        return [cell for family in self.families for cell in family.cells if cell is not None]


def steps_of(collection: Collection) -> Steps:
    """Return the steps of a dose of a regularizer, else the widths, else the number with the most levels.

    Widths are steps by the number of parameters. Where no number is swept, or arms are, each setting is a
    step with a name, as where most families have one setting. Raises ConfigError where no run has ended.
    """
    if not collection.runs:
        raise ConfigError("there is no finished run to plot; train one first: regexp train digits")
    names = names_of(collection)
    cells = cells_of(collection.runs, names)
    rows = rows_of(collection.runs, names)
    monitor = collection.runs[0].result["monitor"]
    levels = findings_of(rows, names, monitor).levels
    axes = dict(zip(levels, overview_of(rows, names, monitor, "").axes, strict=True))
    numeric = [name for name, axis in axes.items() if _is_ladder(name, axis)]
    if not numeric or "arm" in names:
        return _named(cells)
    swept = max(numeric, key=lambda name: (is_dose(name), name == WIDTHS, len(levels[name])))
    others = {name: found for name, found in levels.items() if name != swept}
    steps = [_family(cells, swept, levels[swept], values) for values in _combinations(cells, others)]
    if 2 * sum(_is_line(family) for family in steps) < len(steps):
        return _named(cells)
    found = Steps(axes[swept], tuple(steps))
    return _by_parameters(found) if swept == WIDTHS else found


def _is_line(family: Family) -> bool:
    """Tell whether a family has more than one setting."""
    return len(family.cells) - family.cells.count(None) > 1


def _combinations(cells: Sequence[Cell], axes: Mapping[str, Sequence[Setting]]) -> list[dict[str, Setting]]:
    """Return the values of these axes that go together in some setting, in the order of the levels."""

    def places(cell: Cell) -> tuple[int, ...]:
        return tuple(levels.index(cell.settings.get(name)) for name, levels in axes.items())

    return [
        {name: levels[place] for (name, levels), place in zip(axes.items(), found, strict=True)}
        for found in sorted(set(map(places, cells)))
    ]


def _is_ladder(name: str, axis: Axis) -> bool:
    """Tell whether an axis is one of numbers that mean a size, which seeds are not."""
    return name == WIDTHS or (axis.numbers is not None and not name.endswith("seed"))


def _named(cells: Sequence[Cell]) -> Steps:
    """Return settings as steps in their own order, their names without what an arm leaves out."""
    axis = Axis("setting", "setting", tuple(_step_name(cell) for cell in cells), None)
    return Steps(axis, (Family("", tuple(cells)),))


def _step_name(cell: Cell) -> str:
    """Return a setting as it is typed, at most so long."""
    return shorten(cell.name or _nameless(cell), LONGEST, placeholder=" …")


def _nameless(cell: Cell) -> str:
    """Return what the only setting is called, which differs from none."""
    return "this run" if len(cell.runs) == 1 else f"all {len(cell.runs)} seeds"


def _family(
    cells: Sequence[Cell], swept: str, levels: Sequence[Setting], others: dict[str, Setting]
) -> Family:
    """Return the settings with some values of the axes that are not swept."""
    own = {
        cell.settings.get(swept): cell
        for cell in cells
        if all(cell.settings.get(name) == value for name, value in others.items())
    }
    given = {name: value for name, value in others.items() if value is not None}
    words = [OTHERWISE if word == NOTHING else word for word in settings_in_words(given)]
    return Family(" ".join(words), tuple(own.get(level) for level in levels))


def _by_parameters(steps: Steps) -> Steps:
    """Return the steps of widths in the order of the number of parameters."""
    sizes = [
        max(cell.runs[0].result["parameters"] for cell in step if cell is not None)
        for step in zip(*(family.cells for family in steps.families), strict=True)
    ]
    order = sorted(range(len(sizes)), key=sizes.__getitem__)
    numbers = tuple(float(sizes[index]) for index in order)
    axis = Axis("parameters", "number of parameters", tuple(map(written, numbers)), numbers)
    families = (
        replace(family, cells=tuple(family.cells[index] for index in order)) for family in steps.families
    )
    return Steps(axis, tuple(families))
