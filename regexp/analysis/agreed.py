"""The verdict on a setting, from the results of its runs."""

from collections.abc import Sequence

from regexp.analysis.agreement import Agreement, agree
from regexp.collection import FinishedRun


def agreed(runs: Sequence[FinishedRun]) -> Agreement:
    """Return what the verdicts on runs have in common."""
    last_epoch = max(run.result["epochs"] for run in runs)
    return agree([run.result["verdict"] for run in runs], last_epoch)
