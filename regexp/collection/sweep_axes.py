"""What a sweep varies, as its description says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from regexp.errors import RegexpError
from regexp.grid import Outline, flat, outline
from regexp.grid.flat import flat_axes
from regexp.grid.settings import full_name
from regexp.record import DamagedFile, Setting, SweepDirectory


@dataclass(frozen=True)
class SweepAxes:
    """The full names of a sweep's axes, how many runs it asks for, and the arms of its cells by name.

    An axis of mappings, such as `regularization: {l2: 0.01}`, counts as the fields in them.
    """

    names: tuple[str, ...]
    planned: int
    arms: Mapping[str, str]


def axes_of(sweep: SweepDirectory) -> SweepAxes:
    """Return what a sweep varies; raises DamagedFile where its description can't be understood."""
    sweep.check()
    try:
        described = outline(str(sweep.description), (), {})
        arms = _arms(described) if "arm" in described.axes else {}
    except RegexpError as error:
        raise DamagedFile(str(error)) from error
    return SweepAxes(flat_axes(described.axes, _points(described)), described.runs, arms)


def settings_of_cells(sweep: SweepDirectory) -> Mapping[str, Mapping[str, Setting]]:
    """Return what the cells of a sweep set, by their names; nothing where its description is damaged."""
    try:
        return {
            cell.name: flat(cell.settings) for cell in outline(str(sweep.description), (), {}).grid().cells
        }
    except RegexpError:
        return {}


def _points(described: Outline) -> Iterator[dict[str, Setting]]:
    """Yield what each point of a sweep sets, by full field name."""
    for point in described.product.points():
        yield {full_name(path): choice.setting for path, choice in point.items()}


def _arms(described: Outline) -> dict[str, str]:
    """Return the arm of each cell of a sweep that has arms."""
    return {cell.name: str(cell.settings["arm"]) for cell in described.grid().cells}
