"""The table and the picture of a sweep, made from what its runs' directories say."""

from regexp.grid import Grid
from regexp.place import Say
from regexp.record import DamagedFile, SweepDirectory, SweepRow, write_results
from regexp.sweep.plan import Plan


def rows_of(grid: Grid, directory: SweepDirectory, say: Say) -> list[SweepRow]:
    """Return a row for each run of a grid that has ended or failed; damage is named and has no row."""
    rows = []
    for run in Plan(grid).runs:
        try:
            row = run.row(directory.run(run.name))
        except DamagedFile as error:
            say(f"{error}; the command that trained it does so again")
            continue
        if row is not None:
            rows.append(row)
    return rows


def write_table(grid: Grid, directory: SweepDirectory, say: Say) -> list[SweepRow]:
    """Write results.csv for all that was ever asked of a sweep; return its rows."""
    rows = rows_of(grid, directory, say)
    write_results(directory.results, grid.axes, rows)
    return rows
