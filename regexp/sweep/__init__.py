"""Sweeps: every combination of settings and seeds, trained in stacks, on all cores or a cluster."""

from regexp.sweep.cluster import scheduler_of
from regexp.sweep.cores import usable_cores
from regexp.sweep.planned import planned
from regexp.sweep.preparation import prepare
from regexp.sweep.report import report, report_in_json
from regexp.sweep.request import MOST_RUNS, Outlook, Request, Watcher
from regexp.sweep.shards import shard_of
from regexp.sweep.sweep import Finished, sweep

__all__ = [
    "MOST_RUNS",
    "Finished",
    "Outlook",
    "Request",
    "Watcher",
    "planned",
    "prepare",
    "report",
    "report_in_json",
    "scheduler_of",
    "shard_of",
    "sweep",
    "usable_cores",
]
