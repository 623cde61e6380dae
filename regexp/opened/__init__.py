"""Runs and sweeps as Python objects: what `regexp.open` returns, and how they predict."""

from regexp.opened.csv_files import predicted
from regexp.opened.opening import opened, opened_run
from regexp.opened.run import Run
from regexp.opened.sweep import Cell, Sweep

__all__ = ["Cell", "Run", "Sweep", "opened", "opened_run", "predicted"]
