"""Runs and sweeps as they are found on disk: what compare, list, show, plot and Python read."""

from regexp.collection.collect import Collection, collect
from regexp.collection.differences import differing, value_at
from regexp.collection.finished_run import FailedRun, FinishedRun, finished_run
from regexp.collection.rows import rows_of
from regexp.collection.targets import CellDirectory, Found, find, find_all, newest, runs_dir_of, sweep_of

__all__ = [
    "CellDirectory",
    "Collection",
    "FailedRun",
    "FinishedRun",
    "Found",
    "collect",
    "differing",
    "find",
    "find_all",
    "finished_run",
    "newest",
    "rows_of",
    "runs_dir_of",
    "sweep_of",
    "value_at",
]
