"""A sweep: its closing panel, made anew from what its runs' directories say."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from regexp.collection import FailedRun, collect, differing, rows_of, settings_of_cells
from regexp.record import Setting, SweepDirectory, SweepRow
from regexp.showing.shown import Shown
from regexp.summary.closing import closing

ARM = "arm"

CellSettings = Mapping[str, Mapping[str, Setting]]
"""What the cells of a sweep set, by their names."""


def shown_sweep(sweep: SweepDirectory) -> Shown:
    """Return what a sweep has found so far, as `regexp sweep` prints it at its end."""
    found = collect([sweep])
    axes = found.axes or differing([run.settings for run in found.runs])
    cells = settings_of_cells(sweep) if found.failed or ARM in axes else {}
    rows = [_placed(row, cells, sweep) for row in rows_of(found.runs, axes)]
    rows += [_failed(run, cells, sweep) for run in found.failed]
    lines = closing(
        rows,
        axes,
        found.runs[0].result["monitor"] if found.runs else "validation_loss",
        sweep.path,
        str(sweep.description),
        planned=max(found.planned, len(rows)),
        trained=len(found.runs),
    )
    return Shown(tuple(lines), found.problems, True)


def _placed(row: SweepRow, cells: CellSettings, sweep: SweepDirectory) -> SweepRow:
    """Return a row as results.csv has it; arms leave out what they don't set."""
    path = Path(row.path)
    settings = cells.get(path.parent.name, row.settings)
    return replace(row, settings=settings, path=_inside(sweep, path))


def _failed(run: FailedRun, cells: CellSettings, sweep: SweepDirectory) -> SweepRow:
    """Return the row of a run that could not be trained; what it set, the sweep's description says."""
    path = run.directory.path
    cell, seed = path.parent.name, path.name.removeprefix("seed=")
    number = int(seed) if seed.isdecimal() else 0
    settings = cells.get(cell, {})
    return SweepRow(cell, settings, number, "failed", _inside(sweep, path), reason=run.reason)


def _inside(sweep: SweepDirectory, run: Path) -> str:
    """Return where a run is within its sweep, as results.csv has it."""
    return str(run.relative_to(sweep.path))
