"""What there is to show of a target: a run in any state, a setting over its seeds, a sweep."""

from regexp.collection import CellDirectory, Found
from regexp.record import SweepDirectory
from regexp.showing.cell import shown_cell
from regexp.showing.run import shown_run
from regexp.showing.shown import Shown
from regexp.showing.sweep import shown_sweep
from regexp.showing.unfinished import shown_unfinished


def shown(found: Found, plain: bool) -> Shown:
    """Return what a target has to show; `plain` draws with ASCII characters."""
    if isinstance(found, SweepDirectory):
        return shown_sweep(found)
    if isinstance(found, CellDirectory):
        return shown_cell(found, plain)
    return shown_run(found, plain) if found.is_done else shown_unfinished(found, plain)
