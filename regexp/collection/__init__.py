"""Runs and sweeps as they are found on disk: what compare, list, show, plot and Python read."""

from regexp.collection.collect import Collection, collect
from regexp.collection.differences import differing, value_at
from regexp.collection.filter import fact_name, facts, failed_facts, filter_of
from regexp.collection.finished_run import FailedRun, FinishedRun, finished_run
from regexp.collection.rows import rows_of
from regexp.collection.state import State, state_of
from regexp.collection.sweep_axes import settings_of_cells
from regexp.collection.targets import (
    RUNS_DIR,
    Found,
    all_in,
    find,
    find_all,
    newest,
    runs_dir_of,
    runs_dir_option,
    sweep_of,
    typed,
    written,
)
from regexp.record import CellDirectory

__all__ = [
    "RUNS_DIR",
    "CellDirectory",
    "Collection",
    "FailedRun",
    "FinishedRun",
    "Found",
    "State",
    "all_in",
    "collect",
    "differing",
    "fact_name",
    "facts",
    "failed_facts",
    "filter_of",
    "find",
    "find_all",
    "finished_run",
    "newest",
    "rows_of",
    "runs_dir_of",
    "runs_dir_option",
    "settings_of_cells",
    "state_of",
    "sweep_of",
    "typed",
    "value_at",
    "written",
]
