"""What a sweep varies, as its description says."""

from collections.abc import Mapping
from dataclasses import dataclass

from regexp.errors import RegexpError
from regexp.grid import Outline, outline
from regexp.record import DamagedFile, Setting, SweepDirectory


@dataclass(frozen=True)
class SweepAxes:
    """The full names of a sweep's axes, how many runs it asks for, and the arms of its cells by name."""

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
    return SweepAxes(described.axes, described.runs, arms)


def settings_of_cells(sweep: SweepDirectory) -> Mapping[str, Mapping[str, Setting]]:
    """Return what the cells of a sweep set, by their names; nothing where its description is damaged."""
    try:
        return {cell.name: cell.settings for cell in outline(str(sweep.description), (), {}).grid().cells}
    except RegexpError:
        return {}


def _arms(described: Outline) -> dict[str, str]:
    """Return the arm of each cell of a sweep that has arms."""
    return {cell.name: str(cell.settings["arm"]) for cell in described.grid().cells}
